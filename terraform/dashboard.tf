# One page that shows the way from a tick to a text.

locals {
  pushes = "${local.subscription}/push_request_count\""
  counts = { for name, metric in google_logging_metric.counted : name => "resource.type=\"cloud_run_revision\" AND metric.type=\"logging.googleapis.com/user/${metric.name}\"" }

  # Title, filter, aligner, reducer and what the lines are split by.
  charts = [
    ["Ticks and polls that were served", "${local.pushes} AND metric.labels.response_class=\"ack\" AND resource.labels.subscription_id=monitoring.regex.full_match(\"(ticks|polls)-.*\")", "ALIGN_RATE", "REDUCE_SUM", "resource.label.subscription_id"],
    ["Restocks seen", local.counts["restocks"], "ALIGN_DELTA", "REDUCE_SUM", "resource.label.service_name"],
    ["Deliveries that were served", "${local.pushes} AND metric.labels.response_class=\"ack\" AND resource.labels.subscription_id=\"deliveries-notifier\"", "ALIGN_RATE", "REDUCE_SUM", "resource.label.subscription_id"],
    ["People not told, or not yet", local.counts["not_told"], "ALIGN_DELTA", "REDUCE_SUM", "resource.label.service_name"],
    ["Oldest message that waits (seconds)", "${local.subscription}/oldest_unacked_message_age\"", "ALIGN_MAX", "REDUCE_MAX", "resource.label.subscription_id"],
    ["Time a handler takes (milliseconds, 95th percentile)", "resource.type=\"cloud_run_revision\" AND metric.type=\"run.googleapis.com/request_latencies\"", "ALIGN_PERCENTILE_95", "REDUCE_MAX", "resource.label.service_name"],
    ["Pushes that were refused", "${local.pushes} AND metric.labels.response_class!=\"ack\"", "ALIGN_DELTA", "REDUCE_SUM", "resource.label.subscription_id"],
    ["Instances", "resource.type=\"cloud_run_revision\" AND metric.type=\"run.googleapis.com/container/instance_count\"", "ALIGN_MAX", "REDUCE_SUM", "resource.label.service_name"],
  ]
}

resource "google_monitoring_dashboard" "overview" {
  dashboard_json = jsonencode({
    displayName = "CoatCheck"
    mosaicLayout = {
      columns = 12
      tiles = [
        for number, chart in local.charts : {
          xPos   = number % 2 * 6
          yPos   = floor(number / 2) * 4
          width  = 6
          height = 4
          widget = {
            title = chart[0]
            xyChart = {
              dataSets = [{
                plotType = "LINE"
                timeSeriesQuery = {
                  timeSeriesFilter = {
                    filter = chart[1]
                    aggregation = {
                      alignmentPeriod    = "60s"
                      perSeriesAligner   = chart[2]
                      crossSeriesReducer = chart[3]
                      groupByFields      = [chart[4]]
                    }
                  }
                }
              }]
            }
          }
        }
      ]
    }
  })
}
