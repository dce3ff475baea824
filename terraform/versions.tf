terraform {
  required_version = ">= 1.11" # write-only arguments keep secrets out of the state

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 7.45, < 8"
    }
    google-beta = {
      source  = "hashicorp/google-beta"
      version = ">= 7.45, < 8"
    }
  }
}

provider "google" {
  project               = var.project_id
  region                = var.region
  user_project_override = true
  billing_project       = var.project_id
  default_labels        = local.labels
}

# Only for google_project_service_identity, which the other one does not have.
provider "google-beta" {
  project               = var.project_id
  user_project_override = true
  billing_project       = var.project_id
}
