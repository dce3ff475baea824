# The database. Its indexes and exemptions are the code's: firestore.indexes.json, in the form of the Firebase tools.

locals {
  declared = jsondecode(file("${path.module}/firestore.indexes.json"))
  indexes = {
    for index in local.declared.indexes :
    join("/", concat([index.collectionGroup], [for field in index.fields : "${field.fieldPath}-${lower(lookup(field, "order", lookup(field, "arrayConfig", "")))}"])) => index
  }
  fields = { for field in local.declared.fieldOverrides : "${field.collectionGroup}/${field.fieldPath}" => field }
}

resource "google_firestore_database" "this" {
  name                              = "(default)"
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
  name         = "cloud.firestore"
  ruleset_name = google_firebaserules_ruleset.closed.name
}
