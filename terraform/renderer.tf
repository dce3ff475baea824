# The renderer: draws pages that only a browser can read, for the services that look at pages and have no browser. Off until the variable `renderer` is true.

locals {
  renderer = { for name, size in { renderer = local.sizes.renderer } : name => lookup(var.instances, name, size) if var.renderer }
  drawn    = 2 # pages that one instance draws at once: each takes some hundred MiB
  # Who looks at pages: the poller at watches, the site and the admin pages at what somebody is about to watch.
  looking          = toset([for name in keys(local.services) : name if name != "notifier" && var.renderer])
  renderer_address = "https://renderer-${data.google_project.this.number}.${var.region}.run.app"

  # What those who look have to know of it.
  looking_environment = !var.renderer ? {} : {
    renderer            = local.renderer_address
    browser_concurrency = tostring(min(32, local.renderer["renderer"].max * local.drawn))
  }
  # Nothing of the store, the bus and the people; how we introduce ourselves, and who may call.
  renderer_environment = merge(
    { for name in ["brand", "user_agent", "fetch_seconds"] : name => var.settings[name] if contains(keys(var.settings), name) },
    {
      public_url          = local.site
      log_format          = "json"
      renderer            = local.renderer_address
      renderer_callers    = join(",", [for name in local.looking : google_service_account.service[name].email])
      push_trust          = "platform" # who gets here has passed Cloud Run's IAM, which may keep the signature
      browser_concurrency = tostring(local.drawn)
    },
  )
}

# It may do nothing at all: whatever a page does to its browser, this is whom it would be.
resource "google_service_account" "renderer" {
  for_each     = local.renderer
  account_id   = "coatcheck-renderer"
  display_name = "CoatCheck: renderer"

  depends_on = [google_project_service.api]
}

resource "google_cloud_run_v2_service" "renderer" {
  for_each            = local.renderer
  name                = "renderer"
  location            = var.region
  ingress             = "INGRESS_TRAFFIC_ALL" # services without a VPC come from outside: https://cloud.google.com/run/docs/securing/private-networking#from-other-services
  custom_audiences    = [local.renderer_address]
  deletion_protection = var.deletion_protection
  labels              = local.labels

  # Whoever has no roles/run.invoker is turned away by Cloud Run.
  invoker_iam_disabled = false

  template {
    service_account                  = google_service_account.renderer["renderer"].email
    timeout                          = "${local.request_timeout}s"
    max_instance_request_concurrency = local.drawn
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2" # Linux itself, with the namespaces that Chromium's sandbox is made of
    labels                           = local.labels

    scaling {
      min_instance_count = each.value.min
      max_instance_count = each.value.max
    }

    # Shops see the address of egress.tf.
    dynamic "vpc_access" {
      for_each = local.egress
      content {
        egress = "ALL_TRAFFIC"
        network_interfaces {
          network    = google_compute_network.egress[vpc_access.key].id
          subnetwork = google_compute_subnetwork.egress[vpc_access.key].id
        }
      }
    }

    containers {
      image   = var.renderer_image == "" ? "${local.registry}/renderer:${terraform_data.first_renderer_image[0].id}" : var.renderer_image
      command = ["gunicorn"]
      args    = ["--config", "python:coatcheck.process.server", "renderer.app:create_app()"]

      resources {
        limits            = { cpu = "1", memory = "2Gi" }
        cpu_idle          = true
        startup_cpu_boost = true
      }

      dynamic "env" {
        for_each = local.renderer_environment
        content {
          name  = "COATCHECK_${upper(env.key)}"
          value = env.value
        }
      }

      # A browser has to draw a page first, which takes seconds where everything is read for the first time.
      startup_probe {
        period_seconds    = 15
        timeout_seconds   = 15
        failure_threshold = 4
        http_get {
          path = "/livez"
        }
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version, template[0].containers[0].image, template[0].revision, traffic]
  }
}

resource "google_cloud_run_v2_service_iam_member" "renderer" {
  for_each = local.looking
  name     = google_cloud_run_v2_service.renderer["renderer"].name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.service[each.key].member
}

# As for the other services: Cloud Build puts new images in place.
resource "google_cloud_run_v2_service_iam_member" "renderer_builder" {
  for_each = local.renderer
  name     = google_cloud_run_v2_service.renderer[each.key].name
  location = var.region
  role     = "roles/run.developer"
  member   = google_service_account.builder.member
}

resource "google_service_account_iam_member" "renderer_builder" {
  for_each           = local.renderer
  service_account_id = google_service_account.renderer[each.key].name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.builder.member
}

# The first image with Chromium, made when the renderer is turned on, be that at once or in a year.
resource "terraform_data" "first_renderer_image" {
  count = var.renderer && var.renderer_image == "" ? 1 : 0

  provisioner "local-exec" {
    working_dir = "${path.module}/.."
    command     = "terraform/first-image ${local.submit} --substitutions=${local.substitutions},_VERSION='${self.id}',_DEPLOY=no,_IMAGES=renderer"
  }

  depends_on = [
    google_artifact_registry_repository_iam_member.builder,
    google_project_iam_member.builder,
    google_storage_bucket_iam_member.builder,
  ]
}
