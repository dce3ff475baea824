# The services of one image, with a command for each. The renderer has an image of its own: renderer.tf.

locals {
  sizes = {
    poller     = { min = 0, max = 4 }
    notifier   = { min = 0, max = 4 }
    signup-web = { min = 0, max = 8 }
    admin      = { min = 0, max = 1 }
    renderer   = { min = 0, max = 2 }
  }
  services = { for name, size in local.sizes : name => lookup(var.instances, name, size) if name != "renderer" && (name != "admin" || local.admin) }
  pushed   = toset(["poller", "notifier"]) # Pub/Sub calls them, and nobody else may
  apps     = { poller = "poller", notifier = "notifier", signup-web = "signup_web", admin = "signup_web" }
  threads  = 16 # in coatcheck/process/server.py: an instance answers no more requests at once

  # Cloud Run's own name for a service is known before the service is: https://cloud.google.com/run/docs/triggering/https-request
  address = { for name in keys(local.services) : name => "https://${name}-${data.google_project.this.number}.${var.region}.run.app" }
  site    = var.domain == "" ? local.address["signup-web"] : "https://${var.domain}"
  # A URL, as Cloud Run asks for, that is nobody's: https://www.rfc-editor.org/rfc/rfc6761#section-6.4
  audience = "https://push.coatcheck.invalid"

  # COATCHECK_ variables: the operator's settings for all, and what each service has to know of its surroundings.
  environment = merge(var.settings, local.traces, {
    channels   = join(",", var.channels)
    operator   = var.operator
    store      = "firestore://${var.project_id}${local.serving == "(default)" ? "" : "/${local.serving}"}"
    bus        = "pubsub://${var.project_id}"
    region     = var.region
    public_url = local.site
    log_format = "json"
  })
  push_environment = {
    push_audience        = local.audience
    push_service_account = google_service_account.pusher.email
    push_trust           = "platform" # who gets to these services has passed Cloud Run's IAM, which may keep the signature
  }
  site_environment = merge(
    { trusted_proxies = "1" },
    local.admin ? {
      iap_audience = "/projects/${data.google_project.this.number}/locations/${var.region}/services/admin"
      iap_admins   = join(",", var.admins)
    } : {},
  )
}

resource "google_cloud_run_v2_service" "service" {
  for_each            = local.services
  name                = each.key
  location            = var.region
  ingress             = contains(local.pushed, each.key) ? "INGRESS_TRAFFIC_INTERNAL_ONLY" : "INGRESS_TRAFFIC_ALL"
  custom_audiences    = contains(local.pushed, each.key) ? [local.audience] : []
  iap_enabled         = each.key == "admin"
  deletion_protection = var.deletion_protection
  labels              = local.labels

  # The site is for everybody. Not by a grant to allUsers, which organizations forbid: https://cloud.google.com/run/docs/securing/managing-access#invoker_check
  invoker_iam_disabled = each.key == "signup-web"

  template {
    service_account                  = google_service_account.service[each.key].email
    timeout                          = "${local.request_timeout}s"
    max_instance_request_concurrency = local.threads
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
      image   = local.image
      command = ["gunicorn"]
      args    = ["--config", "python:coatcheck.process.server", "${local.apps[each.key]}.app:create_app()"]

      resources {
        limits            = { cpu = "1", memory = "512Mi" }
        cpu_idle          = true # nothing is done after an answer
        startup_cpu_boost = true
      }

      dynamic "env" {
        for_each = merge(
          local.environment,
          contains(local.pushed, each.key) ? local.push_environment : local.site_environment,
          contains(local.looking, each.key) ? local.looking_environment : {},
        )
        content {
          name  = "COATCHECK_${upper(env.key)}"
          value = env.value
        }
      }

      dynamic "env" {
        for_each = local.secrets_of[each.key]
        content {
          name = "COATCHECK_${upper(env.value)}"
          value_source {
            secret_key_ref {
              secret  = google_secret_manager_secret.setting[env.value].secret_id
              version = google_secret_manager_secret_version.setting[env.value].version
            }
          }
        }
      }

      # Whether the process answers, and no more: while Firestore is away a new instance must not wait to say so.
      startup_probe {
        period_seconds    = 3
        timeout_seconds   = 3
        failure_threshold = 20
        http_get {
          path = "/livez"
        }
      }
    }
  }

  lifecycle {
    # Cloud Build puts new images in place and moves the traffic (cloudbuild.yaml).
    ignore_changes = [client, client_version, template[0].containers[0].image, template[0].revision, traffic]
  }

  depends_on = [
    google_project_iam_member.database,
    google_pubsub_topic_iam_member.publisher,
    google_secret_manager_secret_iam_member.reader,
  ]
}

resource "google_cloud_run_domain_mapping" "site" {
  count    = var.domain == "" ? 0 : 1
  name     = var.domain
  location = var.region

  metadata {
    namespace = var.project_id
  }

  spec {
    route_name = google_cloud_run_v2_service.service["signup-web"].name
  }
}
