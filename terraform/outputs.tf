output "site" {
  description = "The site's address."
  value       = local.site
}

output "admin" {
  description = "The admin pages' address."
  value       = local.admin ? "${local.address["admin"]}/admin/" : "${local.site}/admin/"
}

output "twilio_webhook" {
  description = "To be written into Twilio as the number's webhook for incoming messages (HTTP POST)."
  value       = "${local.site}/sms/inbound"
}

output "dns_records" {
  description = "To be written into the domain's DNS; empty without a domain."
  value       = flatten([for mapping in google_cloud_run_domain_mapping.site : [for status in mapping.status : status.resource_records]])
}

output "egress_address" {
  description = "The address that shops see; null without static_egress."
  value       = one([for address in google_compute_address.egress : address.address])
}

output "build" {
  description = "The command that tests, builds, scans and deploys this checkout."
  value       = "gcloud builds submit ${local.submit} --substitutions=${local.substitutions},_SERVICES='${join(" ", concat(keys(local.services), keys(local.renderer)))}',_IMAGES='${join(" ", concat(["coatcheck"], keys(local.renderer)))}'"
}

output "project" {
  description = "The project, for terraform/cloud-env."
  value       = var.project_id
}

output "secrets" {
  description = "The names of the secrets in Secret Manager, for terraform/cloud-env."
  value       = join(" ", [for name in local.secret_names : google_secret_manager_secret.setting[name].secret_id])
}

output "environment" {
  description = "The settings with which the command `coatcheck` works on this deployment; terraform/cloud-env adds the secrets."
  value       = join("", [for name, value in merge(local.environment, local.push_environment) : "COATCHECK_${upper(name)}=${value}\n" if name != "log_format"])
}
