# What is promised: whoever waits is told within a minute of the look that saw it. Two alerts say how fast the month's share of exceptions is used up,
# by Google's own numbers: https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts

locals {
  told_within = 60   # seconds, as in notifier/record.py
  told_goal   = 0.99 # of what is told in 28 days

  # How many times as fast as would be just right; for a long while, and for a short one, so that it ends soon after the trouble does.
  burning = {
    fast = { rate = 14.4, long = "3600s", short = "300s", severity = "CRITICAL", title = "People are told late" }
    slow = { rate = 6, long = "21600s", short = "1800s", severity = "WARNING", title = "People have been told late for hours" }
  }
}

# A line for each message of up to 50 people that were told, with the seconds that the last of them waited; and one for those who should have been, each time
# that it was tried in vain. What waits on purpose (quiet hours, waves, the daily message, the operator's switch) has no seconds.
resource "google_logging_metric" "told" {
  name            = "coatcheck/told_after"
  filter          = "${local.our_logs} AND jsonPayload.seconds>=0 AND (jsonPayload.message=\"Told\" OR jsonPayload.message=\"Not told, or not yet\")"
  value_extractor = "EXTRACT(jsonPayload.seconds)"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "DISTRIBUTION"
    unit        = "s"
  }

  bucket_options {
    explicit_buckets {
      bounds = [1, 2, 5, 10, 15, 20, 30, 45, local.told_within, 90, 120, 300, 600, 1800, 3600]
    }
  }

  depends_on = [google_project_service.api]
}

resource "google_monitoring_custom_service" "told" {
  service_id   = "coatcheck"
  display_name = "CoatCheck"
  user_labels  = local.labels

  depends_on = [google_project_service.api]
}

resource "google_monitoring_slo" "told" {
  service             = google_monitoring_custom_service.told.service_id
  slo_id              = "told-within-a-minute"
  display_name        = "${local.told_goal * 100} % are told within ${local.told_within} s of the look"
  goal                = local.told_goal
  rolling_period_days = 28
  user_labels         = local.labels

  request_based_sli {
    distribution_cut {
      distribution_filter = "resource.type=\"cloud_run_revision\" AND metric.type=\"logging.googleapis.com/user/${google_logging_metric.told.name}\""
      range {
        max = local.told_within
      }
    }
  }
}

resource "google_monitoring_alert_policy" "burning" {
  for_each              = local.burning
  display_name          = "CoatCheck: ${each.value.title}"
  combiner              = "AND"
  severity              = each.value.severity
  notification_channels = [google_monitoring_notification_channel.operator.id]
  user_labels           = local.labels

  dynamic "conditions" {
    for_each = [each.value.long, each.value.short]
    content {
      display_name = "${each.value.rate} times too many within ${conditions.value}"
      condition_threshold {
        filter          = "select_slo_burn_rate(\"${google_monitoring_slo.told.name}\", \"${conditions.value}\")"
        comparison      = "COMPARISON_GT"
        threshold_value = each.value.rate
        duration        = "0s"
      }
    }
  }

  documentation {
    content = "The service notifier's log says who was told when (\"Told\") and why others were not (\"Not told, or not yet\"), with the seconds since the look."
  }
}
