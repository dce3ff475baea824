# One address of our own for all that goes out, for shops that refuse the addresses that Cloud Run's services share. Off until the variable `static_egress` is true.

locals {
  egress = toset(var.static_egress ? ["egress"] : [])
}

resource "google_compute_network" "egress" {
  for_each                = local.egress
  name                    = "coatcheck-egress"
  auto_create_subnetworks = false

  depends_on = [google_project_service.api]
}

# Google's own APIs are reached without the address. An instance takes up to two of these addresses: https://cloud.google.com/run/docs/configuring/vpc-direct-vpc#scale_up
resource "google_compute_subnetwork" "egress" {
  for_each                 = local.egress
  name                     = "coatcheck-egress"
  region                   = var.region
  network                  = google_compute_network.egress[each.key].id
  ip_cidr_range            = "10.124.0.0/24"
  private_ip_google_access = true

  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
    flow_sampling        = 0.1
    metadata             = "EXCLUDE_ALL_METADATA"
  }
}

# Nothing comes in: services are called by Cloud Run's own door.
resource "google_compute_firewall" "egress" {
  for_each  = local.egress
  name      = "coatcheck-egress-nothing-in"
  network   = google_compute_network.egress[each.key].id
  direction = "INGRESS"

  deny {
    protocol = "all"
  }
  source_ranges = ["0.0.0.0/0"]
}

resource "google_compute_address" "egress" {
  for_each = local.egress
  name     = "coatcheck-egress"
  region   = var.region

  depends_on = [google_project_service.api]
}

resource "google_compute_router" "egress" {
  for_each = local.egress
  name     = "coatcheck-egress"
  region   = var.region
  network  = google_compute_network.egress[each.key].id
}

resource "google_compute_router_nat" "egress" {
  for_each                           = local.egress
  name                               = "coatcheck-egress"
  region                             = var.region
  router                             = google_compute_router.egress[each.key].name
  nat_ip_allocate_option             = "MANUAL_ONLY"
  nat_ips                            = [google_compute_address.egress[each.key].self_link]
  source_subnetwork_ip_ranges_to_nat = "ALL_SUBNETWORKS_ALL_IP_RANGES"

  log_config {
    enable = true
    filter = "ERRORS_ONLY"
  }
}
