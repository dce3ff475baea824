# The clock. The moment that a tick stands for is the minute in which Pub/Sub took it, so the message itself is always the same.

resource "google_cloud_scheduler_job" "tick" {
  name        = "tick"
  description = "Looks at what is due, once a minute."
  region      = var.region
  schedule    = "* * * * *"
  time_zone   = "Etc/UTC"

  retry_config {
    retry_count          = 2
    min_backoff_duration = "5s"
    max_backoff_duration = "10s"
  }

  pubsub_target {
    topic_name = google_pubsub_topic.topic["ticks"].id
    data       = base64encode("{}")
    attributes = { type = "Tick", version = "1" }
  }
}
