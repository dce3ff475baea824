# Secret settings. Their values pass through write-only arguments: no plan, state or output holds them.

locals {
  channel_secrets = {
    sms      = ["twilio_auth_token"]
    whatsapp = ["twilio_auth_token"]
    email    = ["smtp_url"]
    telegram = ["telegram_token"]
    ntfy     = ["ntfy_token"]
    webhook  = ["webhook_secret"]
  }
  sending_secrets  = flatten([for channel in local.used_channels : lookup(local.channel_secrets, channel, [])])
  optional_secrets = ["admin_token", "twilio_other_auth_token"]
  secret_names     = sort(distinct(concat(["secret_key"], local.sending_secrets, tolist(var.more_secrets))))

  # The poller sends nothing and signs nothing.
  secrets_of = {
    poller     = toset([])
    notifier   = toset(concat(["secret_key"], local.sending_secrets))
    signup-web = toset(local.secret_names)
    admin      = toset(local.secret_names)
  }
  readers_of_secrets = merge([
    for service in keys(local.services) : { for name in local.secrets_of[service] : "${service}/${name}" => { service = service, name = name } }
  ]...)
}

resource "google_secret_manager_secret" "setting" {
  for_each            = toset(local.secret_names)
  secret_id           = "coatcheck-${replace(each.key, "_", "-")}"
  labels              = local.labels
  deletion_protection = var.deletion_protection

  replication {
    auto {}
  }

  depends_on = [google_project_service.api]
}

resource "google_secret_manager_secret_version" "setting" {
  for_each               = toset(local.secret_names)
  secret                 = google_secret_manager_secret.setting[each.key].id
  secret_data_wo         = lookup(var.secrets, each.key, "")
  secret_data_wo_version = lookup(var.secret_versions, each.key, 1)
  deletion_policy        = "ABANDON" # older revisions pin older versions: to go back to one, its secrets have to be there

  lifecycle {
    create_before_destroy = true # the services take the new one before the old one goes
  }
}

# Says so in the plan, before anything is made, where a secret would be written and there is no value for it. A value that nobody may keep can't
# be compared with anything later; but what is made now has the plan's own time, and what was made before has another.
resource "terraform_data" "secret_is_given" {
  for_each         = toset(local.secret_names)
  input            = plantimestamp()
  triggers_replace = google_secret_manager_secret_version.setting[each.key].secret_data_wo_version

  lifecycle {
    ignore_changes = [input]
    postcondition {
      condition     = self.input != plantimestamp() || lookup(var.secrets, each.key, "") != ""
      error_message = "The secret ${each.key} is to be written, and the variable secrets has no value for it: export TF_VAR_secrets with all of ${join(", ", local.secret_names)}, as docs/deploy.md says."
    }
  }
}
