variable "project_id" {
  description = "The Google Cloud project that CoatCheck is put into. It may be an empty one; billing has to be linked."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "Write a project id: 6 to 30 lower-case letters, digits and dashes, beginning with a letter, like coatcheck-4711."
  }
}

variable "region" {
  description = "The region that everything runs in: https://cloud.google.com/run/docs/locations"
  type        = string
  default     = "us-central1"

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "Write a region like us-central1 or europe-west1 (a region, not a zone such as us-central1-a)."
  }
}

variable "build_region" {
  description = "Where Cloud Build works. Empty: the region where a new project may build there, else the nearest where it may."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|[a-z]+-[a-z]+[0-9]+)$", var.build_region))
    error_message = "Write a region like us-central1 or europe-west1, or leave it empty."
  }
}

variable "database" {
  description = "The name of the Firestore database. Another than (default) where the project has one already that is not CoatCheck's."
  type        = string
  default     = "(default)"

  validation {
    condition     = var.database == "(default)" || can(regex("^[a-z][a-z0-9-]{2,61}[a-z0-9]$", var.database))
    error_message = "Write a name of 4 to 63 lower-case letters, digits and dashes, beginning with a letter, like coatcheck; or (default)."
  }
}

variable "restored_database" {
  description = "The name of a database that was made by `coatcheck restore` and is used in place of the other one. Empty: none."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|[a-z][a-z0-9-]{2,61}[a-z0-9])$", var.restored_database)) && var.restored_database != var.database
    error_message = "Write the name that `coatcheck restore` printed, like restored-20261128-1015, or leave it empty."
  }
}

variable "firestore_location" {
  description = "Where the database is kept, for good: a region, or nam5 or eur3 for several. Empty: the region."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|nam5|nam7|eur3|[a-z]+-[a-z]+[0-9]+)$", var.firestore_location))
    error_message = "Write a region like us-central1, or nam5, nam7 or eur3, or leave it empty for the region."
  }
}

variable "image" {
  description = "The image that the services start with, by digest. Empty: Cloud Build makes one from this checkout."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|[a-z0-9./_-]+@sha256:[0-9a-f]{64})$", var.image))
    error_message = "Write an image by its digest, like us-central1-docker.pkg.dev/PROJECT/coatcheck/coatcheck@sha256:..., or leave it empty. A tag can move."
  }
}

variable "renderer" {
  description = "Whether there is a service that draws pages which only a browser can read: watches with fetch=browser. It has an image of its own."
  type        = bool
  default     = false
}

variable "renderer_image" {
  description = "The image that the renderer starts with, by digest. Empty: Cloud Build makes one from this checkout."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|[a-z0-9./_-]+@sha256:[0-9a-f]{64})$", var.renderer_image))
    error_message = "Write an image by its digest, like us-central1-docker.pkg.dev/PROJECT/coatcheck/renderer@sha256:..., or leave it empty. A tag can move."
  }
}

variable "base_image" {
  description = "The image that CoatCheck's is built on, by digest, where builds have to be the same. Empty: the Dockerfile's, by its tag."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|[a-z0-9./:_-]+@sha256:[0-9a-f]{64})$", var.base_image))
    error_message = "Write an image by its digest, like python:3.13-slim-trixie@sha256:..., or leave it empty. A tag can move."
  }
}

variable "domain" {
  description = "The site's own domain, like coats.example.org; proven yours in Search Console. Empty: the address that Cloud Run gives."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,})$", var.domain))
    error_message = "Write a domain like coats.example.org, without https:// and without a slash, or leave it empty."
  }
}

variable "more_channels" {
  description = "Channels that a package of your own brings (docs/channels.md), so that they can be switched on."
  type        = set(string)
  default     = []
}

variable "channels" {
  description = "The ways in which people may be told, as docs/channels.md lists them."
  type        = set(string)
  default     = ["sms"]

  validation {
    condition     = length(var.channels) > 0 && length(setsubtract(var.channels, local.known_channels)) == 0
    error_message = "Write channels as some of ${join(", ", local.known_channels)}, like [\"sms\", \"email\"]."
  }
}

variable "operator" {
  description = "Who hears of trouble with a shop or a provider, and by which channel."
  type        = string

  validation {
    condition     = can(regex("^(${join("|", local.known_channels)}):.+$", var.operator))
    error_message = "Write operator as CHANNEL:ADDRESS, like sms:+14155550100 or email:ann@example.org."
  }
}

variable "settings" {
  description = "Further settings by their names in `coatcheck settings`, without COATCHECK_ and in small letters; all services get them."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.settings) : contains(local.settable, name)])
    error_message = "Here settings may hold ${join(", ", local.settable)}, and not ${join(", ", [for name in keys(var.settings) : name if !contains(local.settable, name)])}. Secrets go into the variable secrets."
  }

  validation {
    condition     = !contains(local.used_channels, "sms") || can(regex("^AC[0-9a-f]{32}$", var.settings["twilio_account_sid"]))
    error_message = "Texts need settings.twilio_account_sid: Twilio's account SID, AC and 32 hexadecimal digits."
  }

  validation {
    condition     = !contains(local.used_channels, "sms") || can(regex("^\\+[1-9][0-9]{6,14}$", var.settings["twilio_from"])) || can(regex("^MG[0-9a-f]{32}$", var.settings["twilio_messaging_service_sid"]))
    error_message = "Texts need settings.twilio_from, a number like +14155550100, or settings.twilio_messaging_service_sid, MG and 32 hexadecimal digits."
  }

  validation {
    condition     = !contains(local.used_channels, "email") || lookup(var.settings, "email_from", "") != ""
    error_message = "Emails need settings.email_from: the sender, like CoatCheck <news@example.org>."
  }
}

variable "secrets" {
  description = "Secret settings by name, handed to Secret Manager and kept in no state. Needed whenever one is made or changed; empty: as they are."
  type        = map(string)
  default     = {}
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = alltrue([for name in keys(var.secrets) : contains(local.secret_names, name)])
    error_message = "The variable secrets holds a name that no service reads. These are read as things stand: ${join(", ", local.secret_names)}; others by naming them in more_secrets or using their channel."
  }

  validation {
    condition     = length(var.secrets) == 0 || alltrue([for name in local.secret_names : lookup(var.secrets, name, "") != ""])
    error_message = "The variable secrets needs a value for each of ${join(", ", local.secret_names)}; none may be empty."
  }

  validation {
    condition     = length(lookup(var.secrets, "secret_key", "0123456789abcdef0123456789abcdef")) >= 32
    error_message = "secrets.secret_key needs 32 characters or more: openssl rand -base64 36"
  }
}

variable "secret_versions" {
  description = "Raise a secret's number (1 at first) to write it anew from the variable secrets."
  type        = map(number)
  default     = {}

  validation {
    condition     = alltrue([for name, number in var.secret_versions : contains(local.secret_names, name) && number >= 1])
    error_message = "Write secret_versions as names of secrets with a number of 1 or more, like {twilio_auth_token = 2}. There are: ${join(", ", local.secret_names)}."
  }
}

variable "more_secrets" {
  description = "Secret settings beside those that the channels need: admin_token (the key to /admin), twilio_other_auth_token (while Twilio's is changed)."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for name in var.more_secrets : contains(local.optional_secrets, name)])
    error_message = "Write more_secrets as some of ${join(", ", local.optional_secrets)}; an empty name is none."
  }
}

variable "operator_email" {
  description = "Where Cloud Monitoring writes when something is wrong. It reaches you even if CoatCheck itself is down."
  type        = string

  validation {
    condition     = can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.operator_email))
    error_message = "Write an email address, like ann@example.org."
  }
}

variable "admins" {
  description = "Google accounts that may use the admin pages, behind Identity-Aware Proxy. Empty: the admin pages take a key."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.admins : can(regex("^[^@\\s:]+@[^@\\s:]+\\.[^@\\s:]+$", address))])
    error_message = "Write admins as email addresses, like [\"ann@example.org\"]."
  }
}

variable "instances" {
  description = "The least and the most instances of each service. The least may be 0; the most is a limit on cost, too."
  type        = map(object({ min = number, max = number }))
  default     = {}

  validation {
    condition     = alltrue([for name, each in var.instances : contains(keys(local.sizes), name) && each.min >= 0 && each.max >= 1 && each.min <= each.max])
    error_message = "Write instances like {poller = {min = 1, max = 4}}, with 0 <= min <= max and 1 <= max, for ${join(", ", keys(local.sizes))}."
  }
}

variable "static_egress" {
  description = "Whether everything that the services ask goes out from one address of your own (Cloud NAT), for shops that refuse shared ones. It costs some tens of dollars a month."
  type        = bool
  default     = false
}

variable "traces" {
  description = "Whether spans of all work go to Cloud Trace. Beyond what is free each month they cost by the million; settings of OpenTelemetry say how many are kept."
  type        = bool
  default     = false
}

variable "billing_account" {
  description = "The billing account, for a budget alert. Empty: no budget."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6})$", var.billing_account))
    error_message = "Write a billing account like 01AB23-45CD67-89EF01, or leave it empty. `gcloud billing accounts list` shows yours."
  }
}

variable "monthly_budget" {
  description = "The month's budget in the billing account's currency; mail is sent at half, nine tenths and all of it."
  type        = number
  default     = 20

  validation {
    condition     = var.monthly_budget >= 1 && floor(var.monthly_budget) == var.monthly_budget
    error_message = "Write a whole number of 1 or more."
  }
}

variable "deletion_protection" {
  description = "Whether the database, the services and the secrets refuse to be destroyed."
  type        = bool
  default     = true
}
