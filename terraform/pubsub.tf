# Topics, who is pushed what, and where messages go that were given up. Names and paths are those of the code.

locals {
  readers = {
    ticks      = ["poller", "notifier"]
    polls      = ["poller"]
    restocks   = ["notifier"]
    deliveries = ["notifier"]
  }
  subscriptions = merge([
    for topic, services in local.readers : { for service in services : "${topic}-${service}" => { topic = topic, service = service } }
  ]...)
  attempts  = 100                                                       # Pub/Sub's most: about an hour and a half with these pauses
  retention = { for topic in keys(local.readers) : topic => "604800s" } # seven days, Pub/Sub's default
  kept      = merge(local.retention, { ticks = "600s" })                # an old tick is no use: the next one does its work
}

resource "google_pubsub_topic" "topic" {
  # checkov:skip=CKV_GCP_83:Google's own keys encrypt it; a key of our own would cost more than it protects
  for_each = local.readers
  name     = each.key
  labels   = local.labels

  depends_on = [google_project_service.api]
}

resource "google_pubsub_topic" "dead" {
  # checkov:skip=CKV_GCP_83:Google's own keys encrypt it; a key of our own would cost more than it protects
  for_each = local.readers
  name     = "${each.key}-dead"
  labels   = local.labels

  depends_on = [google_project_service.api]
}

resource "google_pubsub_subscription" "push" {
  for_each                   = local.subscriptions
  name                       = each.key
  topic                      = google_pubsub_topic.topic[each.value.topic].id
  labels                     = local.labels
  ack_deadline_seconds       = local.ack_deadline
  message_retention_duration = local.kept[each.value.topic]

  push_config {
    push_endpoint = "${google_cloud_run_v2_service.service[each.value.service].uri}/push/${each.value.topic}"
    oidc_token {
      service_account_email = google_service_account.pusher.email
      audience              = local.audience
    }
  }

  retry_policy {
    minimum_backoff = "1s"
    maximum_backoff = "60s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.dead[each.value.topic].id
    max_delivery_attempts = local.attempts
  }

  expiration_policy {
    ttl = "" # never, however long nothing happens
  }

  depends_on = [google_cloud_run_v2_service_iam_member.pusher]
}

# The notifier keeps what was given up, for the operator to look at and to send on its way again.
resource "google_pubsub_subscription" "dead" {
  for_each             = local.readers
  name                 = "${each.key}-dead-notifier"
  topic                = google_pubsub_topic.dead[each.key].id
  labels               = local.labels
  ack_deadline_seconds = local.ack_deadline

  push_config {
    push_endpoint = "${google_cloud_run_v2_service.service["notifier"].uri}/push/dead/${each.key}"
    oidc_token {
      service_account_email = google_service_account.pusher.email
      audience              = local.audience
    }
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = ""
  }

  depends_on = [google_cloud_run_v2_service_iam_member.pusher]
}
