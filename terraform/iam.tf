# Who may do what. Each service has an account of its own with the roles it uses, on the very things it uses.

locals {
  publishers = {
    poller   = ["polls", "restocks", "deliveries"]
    notifier = ["restocks", "deliveries"]
    # A shop's own message is a restock, a second way is a delivery, and the admin pages send any dead letter on its way again.
    signup-web = keys(local.readers)
    admin      = keys(local.readers)
  }
  publishing = merge([
    for service in keys(local.services) : { for topic in local.publishers[service] : "${service}/${topic}" => { service = service, topic = topic } }
  ]...)
}

resource "google_service_account" "service" {
  for_each     = local.services
  account_id   = "coatcheck-${each.key}"
  display_name = "CoatCheck: ${each.key}"

  depends_on = [google_project_service.api]
}

# Documents have no grants of their own: https://cloud.google.com/firestore/docs/manage-databases#per-database-access
resource "google_project_iam_member" "database" {
  for_each = local.services
  project  = var.project_id
  role     = "roles/datastore.user"
  member   = google_service_account.service[each.key].member

  condition {
    title      = "coatcheck_database"
    expression = join(" || ", [for name in local.databases : "resource.name == \"projects/${var.project_id}/databases/${name}\""])
  }
}

resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = local.publishing
  topic    = google_pubsub_topic.topic[each.value.topic].name
  role     = "roles/pubsub.publisher"
  member   = google_service_account.service[each.value.service].member
}

resource "google_secret_manager_secret_iam_member" "reader" {
  for_each  = local.readers_of_secrets
  secret_id = google_secret_manager_secret.setting[each.value.name].id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.service[each.value.service].member
}

# Pub/Sub pushes in this account's name.
resource "google_service_account" "pusher" {
  account_id   = "coatcheck-pusher"
  display_name = "CoatCheck: Pub/Sub's pushes"

  depends_on = [google_project_service.api]
}

resource "google_cloud_run_v2_service_iam_member" "pusher" {
  for_each = local.pushed
  name     = google_cloud_run_v2_service.service[each.key].name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.pusher.member
}

# What Pub/Sub itself needs to push, and to give up: https://cloud.google.com/pubsub/docs/handling-failures#grant_forwarding_permissions
resource "google_service_account_iam_member" "token" {
  service_account_id = google_service_account.pusher.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_project_service_identity.agent["pubsub.googleapis.com"].member
}

resource "google_pubsub_topic_iam_member" "dead" {
  for_each = local.readers
  topic    = google_pubsub_topic.dead[each.key].name
  role     = "roles/pubsub.publisher"
  member   = google_project_service_identity.agent["pubsub.googleapis.com"].member
}

resource "google_pubsub_subscription_iam_member" "dead" {
  for_each     = local.subscriptions
  subscription = google_pubsub_subscription.push[each.key].name
  role         = "roles/pubsub.subscriber"
  member       = google_project_service_identity.agent["pubsub.googleapis.com"].member
}

# The admin pages, where Google asks who it is: https://cloud.google.com/run/docs/securing/identity-aware-proxy-cloud-run
resource "google_cloud_run_v2_service_iam_member" "iap" {
  count    = local.admin ? 1 : 0
  name     = google_cloud_run_v2_service.service["admin"].name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_project_service_identity.agent["iap.googleapis.com"].member
}

resource "google_iap_web_cloud_run_service_iam_member" "admin" {
  for_each               = var.admins
  location               = var.region
  cloud_run_service_name = google_cloud_run_v2_service.service["admin"].name
  role                   = "roles/iap.httpsResourceAccessor"
  member                 = "user:${each.key}"
}
