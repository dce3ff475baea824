# What is protected refuses to be destroyed, but Terraform would hear of that only after it had destroyed everything else. This depends on all
# there is, so it goes first; and it says no before anything is gone.

resource "terraform_data" "protection" {
  input = var.deletion_protection

  provisioner "local-exec" {
    when    = destroy
    quiet   = true
    command = self.input ? "echo 'CoatCheck is protected, and nothing was destroyed. If you mean it: terraform apply -var deletion_protection=false' >&2; exit 1" : "true"
  }

  depends_on = [
    google_artifact_registry_repository.images,
    google_artifact_registry_repository_iam_member.builder,
    google_billing_budget.month,
    google_cloud_run_domain_mapping.site,
    google_cloud_run_v2_service.renderer,
    google_cloud_run_v2_service.service,
    google_cloud_run_v2_service_iam_member.builder,
    google_cloud_run_v2_service_iam_member.iap,
    google_cloud_run_v2_service_iam_member.pusher,
    google_cloud_run_v2_service_iam_member.renderer,
    google_cloud_run_v2_service_iam_member.renderer_builder,
    google_cloud_scheduler_job.tick,
    google_compute_address.egress,
    google_compute_firewall.egress,
    google_compute_network.egress,
    google_compute_router.egress,
    google_compute_router_nat.egress,
    google_compute_subnetwork.egress,
    google_firebaserules_release.closed,
    google_firebaserules_ruleset.closed,
    google_firestore_backup_schedule.daily,
    google_firestore_backup_schedule.restored,
    google_firestore_database.this,
    google_firestore_field.field,
    google_firestore_field.restored,
    google_firestore_index.index,
    google_iap_web_cloud_run_service_iam_member.admin,
    google_logging_metric.counted,
    google_monitoring_alert_policy.errors,
    google_monitoring_alert_policy.logged,
    google_monitoring_alert_policy.measured,
    google_monitoring_alert_policy.no_tick,
    google_monitoring_alert_policy.unreachable,
    google_monitoring_dashboard.overview,
    google_monitoring_notification_channel.operator,
    google_monitoring_uptime_check_config.check,
    google_project_iam_member.builder,
    google_project_iam_member.database,
    google_project_service.api,
    google_project_service_identity.agent,
    google_pubsub_subscription.dead,
    google_pubsub_subscription.push,
    google_pubsub_subscription_iam_member.dead,
    google_pubsub_topic.dead,
    google_pubsub_topic.topic,
    google_pubsub_topic_iam_member.dead,
    google_pubsub_topic_iam_member.publisher,
    google_secret_manager_secret.setting,
    google_secret_manager_secret_iam_member.reader,
    google_secret_manager_secret_version.setting,
    google_service_account.builder,
    google_service_account.pusher,
    google_service_account.renderer,
    google_service_account.service,
    google_service_account_iam_member.builder,
    google_service_account_iam_member.renderer_builder,
    google_service_account_iam_member.token,
    google_storage_bucket.source,
    google_storage_bucket_iam_member.builder,
    terraform_data.first_image,
    terraform_data.first_renderer_image,
    terraform_data.secret_is_given,
  ]
}
