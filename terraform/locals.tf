locals {
  labels = { app = "coatcheck" }
  admin  = length(var.admins) > 0

  # The settings that may be written in the variable `settings`. Those that this configuration knows itself (store, bus,
  # public_url, ...), those of one machine and the secrets are not among them.
  settable = [
    "allow_hosts", "baseline_after_hours", "brand", "codes_per_day", "codes_per_hour", "codes_per_prefix",
    "countries", "email_from", "fetch_concurrency", "fetch_seconds", "history_days", "host_concurrency", "host_pause",
    "log_level", "quiet_from", "quiet_until", "send_rate", "senders", "signups_per_address", "signups_per_network",
    "snapshot_days", "stale_minutes", "telegram_pin", "texts_per_day", "twilio_account_sid", "twilio_from",
    "twilio_messaging_service_sid", "user_agent", "wave_factor",
  ]

  # The channels are those of the code's own table, and those that a package of yours brings. `console` prints, which nobody
  # reads in the cloud.
  channel_table  = file("${path.module}/../coatcheck/channels/__init__.py")
  own_channels   = flatten(regexall("\n    \"(\\w+)\": \"coatcheck\\.channels\\.", local.channel_table))
  known_channels = concat([for name in local.own_channels : name if name != "console"], tolist(var.more_channels))
  used_channels  = setunion(var.channels, [split(":", var.operator)[0]])

  # Time budgets in seconds, as in coatcheck/ports/time_budgets.py: a request ends before Pub/Sub gives up on it.
  request_timeout = 55
  ack_deadline    = 60
}
