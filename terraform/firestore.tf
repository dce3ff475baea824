# The database. Its indexes and exemptions are the code's: firestore.indexes.json, in the form of the Firebase tools.

locals {
  declared = jsondecode(file("${path.module}/firestore.indexes.json"))
  indexes = {
    for index in local.declared.indexes :
    join("/", concat([index.collectionGroup], [for field in index.fields : "${field.fieldPath}-${lower(lookup(field, "order", lookup(field, "arrayConfig", "")))}"])) => index
  }
  fields   = { for field in local.declared.fieldOverrides : "${field.collectionGroup}/${field.fieldPath}" => field }
  expiring = { for name, field in local.fields : name => field if lookup(field, "ttl", false) }

  # What the services use, and what they may use: while one database takes the place of the other, both.
  serving   = var.restored_database == "" ? google_firestore_database.this.name : var.restored_database
  databases = compact([google_firestore_database.this.name, var.restored_database])
}

resource "google_firestore_database" "this" {
  name                              = var.database
  location_id                       = var.firestore_location == "" ? var.region : var.firestore_location
  type                              = "FIRESTORE_NATIVE"
  concurrency_mode                  = "PESSIMISTIC"
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
  delete_protection_state           = var.deletion_protection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  deletion_policy                   = "DELETE"

  depends_on = [google_project_service.api]
}

resource "google_firestore_backup_schedule" "daily" {
  database  = google_firestore_database.this.name
  retention = "1209600s" # two weeks

  daily_recurrence {}
}

resource "google_firestore_index" "index" {
  for_each    = local.indexes
  database    = google_firestore_database.this.name
  collection  = each.value.collectionGroup
  query_scope = each.value.queryScope

  dynamic "fields" {
    for_each = each.value.fields
    content {
      field_path   = fields.value.fieldPath
      order        = lookup(fields.value, "order", null)
      array_config = lookup(fields.value, "arrayConfig", null)
    }
  }
}

resource "google_firestore_field" "field" {
  for_each   = local.fields
  database   = google_firestore_database.this.name
  collection = each.value.collectionGroup
  field      = each.value.fieldPath

  index_config {
    dynamic "indexes" {
      for_each = each.value.indexes
      content {
        order        = lookup(indexes.value, "order", null)
        array_config = lookup(indexes.value, "arrayConfig", null)
        query_scope  = indexes.value.queryScope
      }
    }
  }

  dynamic "ttl_config" {
    for_each = lookup(each.value, "ttl", false) ? [true] : []
    content {}
  }
}

# A restored database has the documents and the indexes of its backup, but nothing in it expires and nobody makes backups of it:
# https://cloud.google.com/firestore/docs/backups
resource "google_firestore_field" "restored" {
  for_each   = var.restored_database == "" ? {} : local.expiring
  database   = var.restored_database
  collection = each.value.collectionGroup
  field      = each.value.fieldPath

  index_config {}
  ttl_config {}
}

resource "google_firestore_backup_schedule" "restored" {
  count     = var.restored_database == "" ? 0 : 1
  database  = var.restored_database
  retention = google_firestore_backup_schedule.daily.retention

  daily_recurrence {}
}

# Browsers and apps have no business in the database: only the services' accounts, which rules don't apply to.
resource "google_firebaserules_ruleset" "closed" {
  source {
    files {
      name    = "firestore.rules"
      content = file("${path.module}/firestore.rules")
    }
  }

  lifecycle {
    create_before_destroy = true # one that is in force can't be deleted
  }

  depends_on = [google_firestore_database.this]
}

resource "google_firebaserules_release" "closed" {
  name         = var.database == "(default)" ? "cloud.firestore" : "cloud.firestore/${google_firestore_database.this.name}"
  ruleset_name = google_firebaserules_ruleset.closed.name
}
