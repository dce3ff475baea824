"""The permissions that a first `terraform apply` takes, and the APIs that have to be on: what `coatcheck preflight` asks for.

https://cloud.google.com/iam/docs/permissions-reference
"""

# What `terraform apply` and the first build take, by the kinds of things that Terraform makes.
MAKES: dict[str, tuple[str, ...]] = {
    "google_artifact_registry_repository": ("artifactregistry.repositories.create",),
    "google_artifact_registry_repository_iam_member": ("artifactregistry.repositories.setIamPolicy",),
    "google_billing_budget": (),  # the billing account's to give: roles/billing.costsManager
    "google_cloud_run_domain_mapping": ("run.services.get",),
    "google_cloud_run_v2_service": ("run.services.create", "run.services.update", "iam.serviceAccounts.actAs"),
    "google_cloud_run_v2_service_iam_member": ("run.services.setIamPolicy",),
    "google_cloud_scheduler_job": ("cloudscheduler.jobs.create",),
    # Only with `static_egress`: roles/compute.networkAdmin and roles/compute.securityAdmin
    "google_compute_address": (),
    "google_compute_firewall": (),
    "google_compute_network": (),
    "google_compute_router": (),
    "google_compute_router_nat": (),
    "google_compute_subnetwork": (),
    "google_firebaserules_release": ("firebaserules.releases.create",),
    "google_firebaserules_ruleset": ("firebaserules.rulesets.create",),
    "google_firestore_backup_schedule": ("datastore.backupSchedules.create",),
    "google_firestore_database": ("datastore.databases.create",),
    "google_firestore_field": ("datastore.indexes.update",),
    "google_firestore_index": ("datastore.indexes.create",),
    "google_iap_web_cloud_run_service_iam_member": ("iap.webServices.setIamPolicy",),
    "google_logging_metric": ("logging.logMetrics.create",),
    "google_monitoring_alert_policy": ("monitoring.alertPolicies.create",),
    "google_monitoring_custom_service": ("monitoring.services.create",),
    "google_monitoring_dashboard": ("monitoring.dashboards.create",),
    "google_monitoring_notification_channel": ("monitoring.notificationChannels.create",),
    "google_monitoring_slo": ("monitoring.slos.create",),
    "google_monitoring_uptime_check_config": ("monitoring.uptimeCheckConfigs.create",),
    "google_project_iam_member": ("resourcemanager.projects.setIamPolicy",),
    "google_project_service": ("serviceusage.services.enable",),
    "google_project_service_identity": ("serviceusage.services.use",),
    "google_pubsub_subscription": ("pubsub.subscriptions.create", "pubsub.topics.attachSubscription"),
    "google_pubsub_subscription_iam_member": ("pubsub.subscriptions.setIamPolicy",),
    "google_pubsub_topic": ("pubsub.topics.create",),
    "google_pubsub_topic_iam_member": ("pubsub.topics.setIamPolicy",),
    "google_secret_manager_secret": ("secretmanager.secrets.create",),
    "google_secret_manager_secret_iam_member": ("secretmanager.secrets.setIamPolicy",),
    "google_secret_manager_secret_version": ("secretmanager.versions.add",),
    "google_service_account": ("iam.serviceAccounts.create",),
    "google_service_account_iam_member": ("iam.serviceAccounts.setIamPolicy",),
    "google_storage_bucket": ("storage.buckets.create",),
    "google_storage_bucket_iam_member": ("storage.buckets.setIamPolicy",),
    "terraform_data": ("cloudbuild.builds.create", "storage.objects.create"),  # the first image
}

# The APIs that have to be on before anything is made, and those for what is asked for beside it.
APIS = (
    "artifactregistry",
    "cloudbuild",
    "cloudresourcemanager",
    "cloudscheduler",
    "firebaserules",
    "firestore",
    "iam",
    "logging",
    "monitoring",
    "ondemandscanning",
    "pubsub",
    "run",
    "secretmanager",
    "serviceusage",
    "storage",
)


def needed() -> list[str]:
    """List every permission that `terraform apply` takes on the project."""
    return sorted({permission for permissions in MAKES.values() for permission in permissions})
