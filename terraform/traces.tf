# Spans of all that the services do, in Cloud Trace. Off until the variable `traces` is true.

locals {
  traces = var.traces ? { traces = "https://telemetry.googleapis.com/v1/traces" } : {} # https://cloud.google.com/stackdriver/docs/reference/telemetry/overview
}

resource "google_project_iam_member" "traces" {
  for_each = var.traces ? local.services : {}
  project  = var.project_id
  role     = "roles/telemetry.tracesWriter"
  member   = google_service_account.service[each.key].member
}
