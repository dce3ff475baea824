locals {
  labels = { app = "coatcheck" }
  admin  = length(var.admins) > 0

  # The settings that may be written in the variable `settings` are those of the code's own table, but for what this
  # configuration knows itself, what only one machine or a stand-in has, and the secrets.
  setting_table = file("${path.module}/../coatcheck/config/settings.py")
  settable      = setsubtract(flatten(regexall("\n    (\\w+): Annotated\\[", local.setting_table)), local.not_settable)
  not_settable = [
    "store", "bus", "region", "public_url", "channels", "operator", "log_format", "push_audience", "push_service_account",
    "push_trust", "trusted_proxies", "iap_audience", "iap_admins",
    "host", "port", "tick_seconds", "backups", "backups_kept", "ping_url", "plugins", "twilio_api_url", "telegram_api_url", "discord_api_url", "templates", "push_certificates_url",
    "browser", "browser_concurrency", "renderer", "renderer_callers",
    "secret_key", "twilio_auth_token", "twilio_other_auth_token", "smtp_url", "telegram_token", "ntfy_token", "webhook_secret", "admin_token",
  ]

  # The channels are those of the code's own table, and those that a package of yours brings. `console` prints, which nobody
  # reads in the cloud, the image has no apprise, and `canary` is switched on by the setting of that name.
  channel_table  = file("${path.module}/../coatcheck/channels/__init__.py")
  own_channels   = flatten(regexall("\n    \"(\\w+)\": \"coatcheck\\.channels\\.", local.channel_table))
  known_channels = concat([for name in local.own_channels : name if !contains(["console", "apprise", "canary"], name)], tolist(var.more_channels))
  used_channels  = setunion(var.channels, [split(":", var.operator)[0]])

  # Time budgets in seconds, as in coatcheck/ports/time_budgets.py: a request ends before Pub/Sub gives up on it.
  request_timeout = 55
  ack_deadline    = 60
}
