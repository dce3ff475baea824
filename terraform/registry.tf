# Where images are kept, and the account that makes them and puts them in place (cloudbuild.yaml).

locals {
  registry = "${var.region}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.images.repository_id}"

  # Where new projects may build: https://cloud.google.com/build/docs/locations#restricted_regions_for_some_projects
  building = ["us-central1", "us-west2", "europe-west1", "asia-east1", "australia-southeast1", "southamerica-east1"]
  nearest  = { africa = "europe-west1", asia = "asia-east1", australia = "australia-southeast1", europe = "europe-west1", me = "europe-west1", southamerica = "southamerica-east1" }
  build_region = coalesce(
    var.build_region,
    contains(local.building, var.region) ? var.region : lookup(local.nearest, split("-", var.region)[0], "us-central1"),
  )

  image = var.image == "" ? "${local.registry}/coatcheck:${one(terraform_data.first_image).id}" : var.image
}

locals {
  submit = join(" ", [
    "--project='${var.project_id}'",
    "--region='${local.build_region}'",
    "--config=cloudbuild.yaml",
    "--gcs-source-staging-dir='gs://${google_storage_bucket.source.name}/source'",
    "--service-account='${google_service_account.builder.id}'",
  ])
  substitutions = join(",", concat(["_REGION='${var.region}'"], var.base_image == "" ? [] : ["_BASE='${var.base_image}'"]))
}

resource "google_artifact_registry_repository" "images" {
  # checkov:skip=CKV_GCP_84:Google's own keys encrypt it; a key of our own would cost more than it protects
  repository_id = "coatcheck"
  location      = var.region
  format        = "DOCKER"
  description   = "CoatCheck's images"
  labels        = local.labels

  # Tags may be moved: where they may not, old images can't be cleaned up. Services are given images by their digest (cloudbuild.yaml).

  cleanup_policies {
    id     = "keep-the-last-ones"
    action = "KEEP"
    most_recent_versions {
      keep_count = 10
    }
  }

  cleanup_policies {
    id     = "delete-old-ones"
    action = "DELETE"
    condition {
      older_than = "2592000s" # 30 days
    }
  }

  depends_on = [google_project_service.api]
}

resource "google_storage_bucket" "source" {
  # checkov:skip=CKV_GCP_62:It holds copies of published source for a week; nobody needs to know who read them
  # checkov:skip=CKV_GCP_63:It keeps no access log, so it can't log to itself
  # checkov:skip=CKV_GCP_78:A copy that was overwritten is of no use
  name                        = "${var.project_id}-coatcheck-source"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true
  labels                      = local.labels

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age = 7
    }
  }

  depends_on = [google_project_service.api]
}

resource "google_service_account" "builder" {
  account_id   = "coatcheck-builder"
  display_name = "CoatCheck: builds and deploys"

  depends_on = [google_project_service.api]
}

# These can't be had for less than the project: https://cloud.google.com/artifact-analysis/docs/ods-cloudbuild. The log tells whether a new revision's
# requests fail (cloudbuild.yaml).
resource "google_project_iam_member" "builder" {
  # checkov:skip=CKV_GCP_42:The role is an admin's by its name only: it scans images on demand and reads what was found
  for_each = toset(["roles/logging.logWriter", "roles/logging.viewer", "roles/ondemandscanning.admin"])
  project  = var.project_id
  role     = each.key
  member   = google_service_account.builder.member
}

resource "google_storage_bucket_iam_member" "builder" {
  bucket = google_storage_bucket.source.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.builder.member
}

resource "google_artifact_registry_repository_iam_member" "builder" {
  repository = google_artifact_registry_repository.images.name
  location   = var.region
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.builder.member
}

resource "google_cloud_run_v2_service_iam_member" "builder" {
  for_each = local.services
  name     = google_cloud_run_v2_service.service[each.key].name
  location = var.region
  role     = "roles/run.developer"
  member   = google_service_account.builder.member
}

resource "google_service_account_iam_member" "builder" {
  for_each           = local.services
  service_account_id = google_service_account.service[each.key].name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.builder.member
}

# The first image. Later ones are put in place by `gcloud builds submit`, and this one is left alone.
resource "terraform_data" "first_image" {
  count = var.image == "" ? 1 : 0

  provisioner "local-exec" {
    working_dir = "${path.module}/.."
    command     = "terraform/first-image ${local.submit} --substitutions=${local.substitutions},_VERSION='${self.id}',_DEPLOY=no"
  }

  depends_on = [
    google_artifact_registry_repository_iam_member.builder,
    google_project_iam_member.builder,
    google_storage_bucket_iam_member.builder,
  ]
}
