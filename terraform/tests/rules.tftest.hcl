# What has to hold of every deployment, whatever its variables.

mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = {
      name   = "projects/coatcheck-test/serviceAccounts/someone@coatcheck-test.iam.gserviceaccount.com"
      id     = "projects/coatcheck-test/serviceAccounts/someone@coatcheck-test.iam.gserviceaccount.com"
      email  = "someone@coatcheck-test.iam.gserviceaccount.com"
      member = "serviceAccount:someone@coatcheck-test.iam.gserviceaccount.com"
    }
  }
  mock_data "google_project" {
    defaults = { number = "123456789012" }
  }
}

mock_provider "google-beta" {
  mock_resource "google_project_service_identity" {
    defaults = { member = "serviceAccount:agent@gcp-sa.iam.gserviceaccount.com" }
  }
}

variables {
  project_id     = "coatcheck-test"
  operator_email = "ann@example.org"
  operator       = "sms:+14155550100"
  settings       = { twilio_account_sid = "AC00000000000000000000000000000000", twilio_from = "+14155550100" }
  secrets        = { secret_key = "0123456789abcdef0123456789abcdef", twilio_auth_token = "secret" }
  admins         = ["ann@example.org"]
  renderer       = true
  renderer_image = "us-central1-docker.pkg.dev/p/coatcheck/renderer@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  image          = "us-central1-docker.pkg.dev/p/coatcheck/coatcheck@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

run "every_deployment" {
  assert {
    condition = alltrue([
      for each in google_pubsub_subscription.push :
      tonumber(trimsuffix(google_cloud_run_v2_service.service[local.subscriptions[each.name].service].template[0].timeout, "s")) <= each.ack_deadline_seconds
    ])
    error_message = "A request may last longer than Pub/Sub's ack deadline, so that one message is worked on twice at once."
  }

  assert {
    condition     = alltrue([for name, each in google_cloud_run_v2_service.service : each.invoker_iam_disabled == (name == "signup-web")]) && google_cloud_run_v2_service.service["admin"].iap_enabled
    error_message = "Everybody may call a service that is not the site, or nobody asks who comes to the admin pages."
  }

  assert {
    condition     = !google_cloud_run_v2_service.renderer["renderer"].invoker_iam_disabled && toset(keys(google_cloud_run_v2_service_iam_member.renderer)) == toset(["poller", "signup-web", "admin"])
    error_message = "Somebody may have pages drawn who looks at none."
  }

  assert {
    condition     = alltrue([for name in ["poller", "notifier"] : google_cloud_run_v2_service.service[name].ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"])
    error_message = "The poller or the notifier can be reached from the internet."
  }

  assert {
    condition     = toset(keys(google_cloud_run_v2_service_iam_member.pusher)) == toset(["poller", "notifier"])
    error_message = "Pub/Sub's account may call exactly the poller and the notifier."
  }

  assert {
    condition     = alltrue([for each in google_pubsub_subscription.push : length(each.dead_letter_policy) == 1 && each.dead_letter_policy[0].max_delivery_attempts >= 5])
    error_message = "A subscription has no dead letters."
  }

  assert {
    condition     = toset(keys(google_pubsub_topic.dead)) == toset(keys(google_pubsub_subscription.dead)) && toset(keys(google_pubsub_topic.dead)) == toset(keys(google_pubsub_topic_iam_member.dead))
    error_message = "A dead-letter topic has no subscription, or Pub/Sub may not write to it: its messages would be lost."
  }

  assert {
    condition     = toset(keys(google_pubsub_subscription_iam_member.dead)) == toset(keys(google_pubsub_subscription.push))
    error_message = "Pub/Sub may not take messages out of a subscription to give them up."
  }

  assert {
    condition     = alltrue([for each in concat(values(google_pubsub_subscription.push), values(google_pubsub_subscription.dead)) : each.expiration_policy[0].ttl == ""])
    error_message = "A subscription would be deleted after a month without messages."
  }

  assert {
    condition     = alltrue([for each in concat(values(google_pubsub_subscription.push), values(google_pubsub_subscription.dead)) : each.push_config[0].oidc_token[0].audience == local.audience])
    error_message = "A push carries no token for the audience that the services expect."
  }

  assert {
    condition     = alltrue([for each in google_project_iam_member.database : each.role == "roles/datastore.user" && length(each.condition) == 1])
    error_message = "A service may do more in the project than use its own database."
  }

  assert {
    condition     = alltrue([for each in google_secret_manager_secret_iam_member.reader : each.role == "roles/secretmanager.secretAccessor"]) && !anytrue([for key in keys(google_secret_manager_secret_iam_member.reader) : startswith(key, "poller/")])
    error_message = "The poller reads a secret, or a secret may be more than read."
  }

  assert {
    condition = alltrue([
      for each in concat(
        values(google_cloud_run_v2_service.service), values(google_pubsub_topic.topic), values(google_pubsub_topic.dead),
        values(google_pubsub_subscription.push), values(google_pubsub_subscription.dead), values(google_secret_manager_secret.setting),
        [google_artifact_registry_repository.images, google_storage_bucket.source],
      ) : each.labels.app == "coatcheck"
    ])
    error_message = "Something has no label app=coatcheck, so its cost can't be told from others'."
  }

  assert {
    condition     = google_firestore_database.this.delete_protection_state == "DELETE_PROTECTION_ENABLED" && google_firestore_database.this.point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED"
    error_message = "The database can be destroyed, or not be taken back to an hour ago."
  }

  assert {
    condition     = alltrue([for each in google_secret_manager_secret.setting : each.deletion_protection]) && alltrue([for each in google_cloud_run_v2_service.service : each.deletion_protection])
    error_message = "A secret or a service can be destroyed by accident."
  }
}

# The last one, so that what was made can go again.
run "protection_can_be_taken_off" {
  variables {
    deletion_protection = false
  }

  assert {
    condition     = google_firestore_database.this.delete_protection_state == "DELETE_PROTECTION_DISABLED" && alltrue([for each in google_cloud_run_v2_service.service : !each.deletion_protection])
    error_message = "Something stays protected, so that CoatCheck can't be taken down."
  }
}
