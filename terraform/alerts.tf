# What the operator gets mail about. Each policy says what to do.

locals {
  # Measures that passed a limit: filter, limit, how long, how it is aligned and summed up, and by what.
  measured = {
    dead-letters = {
      title  = "Messages were given up"
      filter = "${local.subscription}/dead_letter_message_count\""
      limit  = 0, lasting = "0s", aligner = "ALIGN_DELTA", reducer = "REDUCE_SUM", by = "resource.label.subscription_id"
      advice = "`coatcheck dead-letters` shows what and why, and sends them on their way again."
    }
    backlog = {
      title  = "Messages wait"
      filter = "${local.subscription}/oldest_unacked_message_age\""
      limit  = 300, lasting = "300s", aligner = "ALIGN_MAX", reducer = "REDUCE_MAX", by = "resource.label.subscription_id"
      advice = "Look at the service's log for the reason. Were all its instances busy? Then raise the variable instances."
    }
  }

  # Lines of the log, by the text that the code writes.
  logged = {
    watch = {
      title  = "A watch can't be read"
      filter = "jsonPayload.message=\"Telling the operator\" AND jsonPayload.kind=\"open\" AND jsonPayload.alert=~\"^watch:\""
      advice = "`coatcheck status` says which and why: blocked, gone, or its page was changed."
    }
    texts-per-day = {
      title  = "The day's budget of texts is used up"
      filter = "jsonPayload.message=\"Telling the operator\" AND jsonPayload.kind=\"open\" AND jsonPayload.alert=\"texts-per-day\""
      advice = "Alerts wait until tomorrow (UTC) and sign-up is closed. Is it misuse? settings.texts_per_day raises the budget."
    }
    stopped = {
      title  = "Messages of a channel are held"
      filter = "jsonPayload.message=\"Telling the operator\" AND jsonPayload.kind=\"open\" AND jsonPayload.alert=~\"^turned-away:\""
      advice = "The provider refuses our account, or networks refuse what it takes: the line says why. Nothing is lost. One message is tried every five minutes; once it gets through, all are sent."
    }
    failed = {
      title  = "A message was refused for good"
      filter = "jsonPayload.message=\"Not told, or not yet\" AND jsonPayload.state=\"failed\""
      advice = "The log line has the provider's words."
    }
    operator-not-told = {
      title  = "The operator could not be told"
      filter = "jsonPayload.message=\"The operator could not be told\""
      advice = "Look at the variable operator, and at the provider it names."
    }
    forged = {
      title  = "Somebody pushes who is not our Pub/Sub"
      filter = "jsonPayload.message=~\"^A push was refused\""
      advice = "It was refused. Do the service's COATCHECK_PUSH_ variables and the subscription's account agree?"
    }
  }
}

resource "google_monitoring_alert_policy" "no_tick" {
  display_name          = "CoatCheck: nothing was looked at for five minutes"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = [google_monitoring_notification_channel.operator.id]
  user_labels           = local.labels

  conditions {
    display_name = "no tick was served"
    condition_absent {
      filter   = "${local.subscription}/push_request_count\" AND resource.labels.subscription_id=\"ticks-poller\" AND metric.labels.response_class=\"ack\""
      duration = "300s"
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    content = "Is the scheduler's job `tick` paused? Does the service `poller` start? Its log tells."
  }
}

resource "google_monitoring_alert_policy" "measured" {
  for_each              = local.measured
  display_name          = "CoatCheck: ${each.value.title}"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = [google_monitoring_notification_channel.operator.id]
  user_labels           = local.labels

  conditions {
    display_name = each.key
    condition_threshold {
      filter          = each.value.filter
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.limit
      duration        = each.value.lasting
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = each.value.aligner
        cross_series_reducer = each.value.reducer
        group_by_fields      = [each.value.by]
      }
    }
  }

  documentation {
    content = each.value.advice
  }
}

resource "google_monitoring_alert_policy" "errors" {
  display_name          = "CoatCheck: requests fail"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = [google_monitoring_notification_channel.operator.id]
  user_labels           = local.labels

  conditions {
    display_name = "more than one in twenty ended with 5xx"
    condition_threshold {
      filter             = "resource.type=\"cloud_run_revision\" AND metric.type=\"run.googleapis.com/request_count\" AND metric.labels.response_code_class=\"5xx\""
      denominator_filter = "resource.type=\"cloud_run_revision\" AND metric.type=\"run.googleapis.com/request_count\""
      comparison         = "COMPARISON_GT"
      threshold_value    = 0.05
      duration           = "300s"
      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["resource.label.service_name"]
      }
      denominator_aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["resource.label.service_name"]
      }
    }
  }

  documentation {
    content = "Messages that fail come again, so nothing is lost yet. The service's log tells why."
  }
}

resource "google_monitoring_alert_policy" "unreachable" {
  for_each              = local.checks
  display_name          = "CoatCheck: ${each.key == "site" ? "the site can't be reached" : "the status is not ok"}"
  combiner              = "OR"
  severity              = each.key == "site" ? "CRITICAL" : "WARNING"
  notification_channels = [google_monitoring_notification_channel.operator.id]
  user_labels           = local.labels

  conditions {
    display_name = "two places or more say so"
    condition_threshold {
      filter          = "resource.type=\"uptime_url\" AND metric.type=\"monitoring.googleapis.com/uptime_check/check_passed\" AND metric.labels.check_id=\"${google_monitoring_uptime_check_config.check[each.key].uptime_check_id}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 1
      duration        = "60s"
      aggregations {
        alignment_period     = each.key == "site" ? "600s" : "1800s"
        per_series_aligner   = "ALIGN_NEXT_OLDER"
        cross_series_reducer = "REDUCE_COUNT_FALSE"
        group_by_fields      = ["resource.label.host"]
      }
    }
  }

  documentation {
    content = "${local.site}${each.value.path}"
  }
}

resource "google_monitoring_alert_policy" "logged" {
  for_each              = local.logged
  display_name          = "CoatCheck: ${each.value.title}"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = [google_monitoring_notification_channel.operator.id]
  user_labels           = local.labels

  conditions {
    display_name = each.key
    condition_matched_log {
      filter = "${local.our_logs} AND ${each.value.filter}"
    }
  }

  alert_strategy {
    auto_close = "3600s"
    notification_rate_limit {
      period = "3600s"
    }
  }

  documentation {
    content = each.value.advice
  }
}
