# What is not accepted.


mock_provider "google" {}
mock_provider "google-beta" {}

variables {
  project_id     = "coatcheck-test"
  operator_email = "ann@example.org"
  operator       = "sms:+14155550100"
  settings       = { twilio_account_sid = "AC00000000000000000000000000000000", twilio_from = "+14155550100" }
  secrets        = { secret_key = "0123456789abcdef0123456789abcdef", twilio_auth_token = "secret" }
}

run "what_makes_no_sense_is_refused" {
  command = plan
  variables {
    region       = "us-central1-a"
    channels     = ["sms", "pigeon"]
    operator     = "+14155550100"
    image        = "us-central1-docker.pkg.dev/p/coatcheck/coatcheck:latest"
    domain       = "https://example.org"
    build_region = "europe"
    database     = "my database"
    base_image   = "python:3.13-slim"
    more_secrets = [""]
    instances    = { poller = { min = 3, max = 1 } }
  }
  expect_failures = [
    var.region, var.channels, var.operator, var.image, var.domain, var.build_region, var.database, var.base_image, var.more_secrets, var.instances,
  ]
}

run "what_can_not_be_used_is_refused" {
  command = plan
  variables {
    settings = { twilio_auth_token = "a secret is no setting" }
    secrets  = { secret_key = "0123456789abcdef0123456789abcdef", twilio_auth_token = "" }
  }
  expect_failures = [var.settings, var.secrets]
}

run "what_would_be_written_without_a_value_is_refused" {
  command = plan
  variables {
    secrets = {}
  }
  expect_failures = [terraform_data.secret_is_given]
}
