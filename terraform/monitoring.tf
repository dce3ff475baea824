# What is seen from outside: whether the site answers, whether the clock still strikes, and who is told.

locals {
  subscription = "resource.type=\"pubsub_subscription\" AND metric.type=\"pubsub.googleapis.com/subscription"
  our_logs     = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(${join(" OR ", [for name in concat(keys(local.services), keys(local.renderer)) : "\"${name}\""])})"

  # Log lines that are counted, by the text that the code writes.
  counted = {
    restocks     = "jsonPayload.message=\"Back in stock\""
    fanouts      = "jsonPayload.message=\"Telling of a restock\""
    not_told     = "jsonPayload.message=\"Not told, or not yet\""
    uncertain    = "jsonPayload.message=\"Sent again after an unknown outcome\""
    late_batches = "jsonPayload.message=\"A batch could not be stored in time and is left to the next tick\""
  }

  checks = {
    site   = { path = "/", period = "300s", json = false }
    status = { path = "/status.json", period = "900s", json = true }
  }
}

resource "google_monitoring_notification_channel" "operator" {
  display_name = "CoatCheck's operator"
  type         = "email"
  labels       = { email_address = var.operator_email }
  user_labels  = local.labels

  depends_on = [google_project_service.api]
}

resource "google_logging_metric" "counted" {
  for_each = local.counted
  name     = "coatcheck/${each.key}"
  filter   = "${local.our_logs} AND ${each.value}"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }

  depends_on = [google_project_service.api]
}

# Not /healthz: Google's front end keeps paths that end with z for itself. https://cloud.google.com/run/docs/known-issues#ah
resource "google_monitoring_uptime_check_config" "check" {
  for_each         = local.checks
  display_name     = "CoatCheck: ${each.key}"
  timeout          = "10s"
  period           = each.value.period
  selected_regions = ["EUROPE", "USA_IOWA", "ASIA_PACIFIC"]
  user_labels      = local.labels

  http_check {
    path         = each.value.path
    port         = 443
    use_ssl      = true
    validate_ssl = true
  }

  dynamic "content_matchers" {
    for_each = each.value.json ? [true] : []
    content {
      content = "true"
      matcher = "MATCHES_JSON_PATH"
      json_path_matcher {
        json_path    = "$.ok"
        json_matcher = "EXACT_MATCH"
      }
    }
  }

  monitored_resource {
    type   = "uptime_url"
    labels = { project_id = var.project_id, host = trimprefix(local.site, "https://") }
  }
}

resource "google_billing_budget" "month" {
  count           = var.billing_account == "" ? 0 : 1
  billing_account = var.billing_account
  display_name    = "CoatCheck"

  budget_filter {
    projects = ["projects/${data.google_project.this.number}"]
  }

  amount {
    specified_amount {
      units = tostring(var.monthly_budget)
    }
  }

  dynamic "threshold_rules" {
    for_each = [0.5, 0.9, 1]
    content {
      threshold_percent = threshold_rules.value
    }
  }

  all_updates_rule {
    monitoring_notification_channels = [google_monitoring_notification_channel.operator.id]
  }

  depends_on = [google_project_service.api]
}
