# The APIs of a fresh project, and the identities of Google's own services in it.

locals {
  apis = toset([
    "artifactregistry.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudresourcemanager.googleapis.com",
    "cloudscheduler.googleapis.com",
    "firebaserules.googleapis.com",
    "firestore.googleapis.com",
    "iam.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "ondemandscanning.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
    "serviceusage.googleapis.com",
    "storage.googleapis.com",
  ])
  optional_apis = toset(concat(
    local.admin ? ["iap.googleapis.com"] : [],
    var.static_egress ? ["compute.googleapis.com"] : [],
    var.traces ? ["cloudtrace.googleapis.com", "telemetry.googleapis.com"] : [],
    var.billing_account == "" ? [] : ["billingbudgets.googleapis.com"],
  ))
}

resource "google_project_service" "api" {
  for_each           = setunion(local.apis, local.optional_apis)
  service            = each.key
  disable_on_destroy = false # something else in the project may need it
}

data "google_project" "this" {
  project_id = var.project_id
  depends_on = [google_project_service.api]
}

# Service agents come into being with their first use; a grant to one that is not there yet fails.
resource "google_project_service_identity" "agent" {
  for_each = toset(concat(["pubsub.googleapis.com"], local.admin ? ["iap.googleapis.com"] : []))
  provider = google-beta
  service  = each.key

  depends_on = [google_project_service.api]
}
