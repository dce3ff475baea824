"""Every call that is made to a Google API: who makes it, the permission that it takes, and the role that gives it.

Methods bear their names in Google's discovery documents. Permissions: https://cloud.google.com/iam/docs/permissions-reference,
https://cloud.google.com/firestore/docs/security/iam, https://cloud.google.com/pubsub/docs/access-control and their like.
"""

from coatcheck.model import Frozen

SERVICES = ("poller", "notifier", "signup-web", "admin")
OWNER = "roles/owner"
READS = ("datastore.entities.get", "datastore.entities.list")


class Call(Frozen, frozen=True):
    """One call, and what it takes."""

    callers: tuple[str, ...]  # service accounts without `coatcheck-`, or who they are
    method: str
    permissions: tuple[str, ...]
    role: str


CALLS = (
    # The services
    Call(SERVICES, "firestore.projects.databases.documents.batchGet", READS[:1], "roles/datastore.user"),
    Call(SERVICES, "firestore.projects.databases.documents.runQuery", READS, "roles/datastore.user"),
    Call(SERVICES, "firestore.projects.databases.documents.runAggregationQuery", READS, "roles/datastore.user"),
    Call(
        SERVICES,
        "firestore.projects.databases.documents.commit",
        ("datastore.entities.create", "datastore.entities.update", "datastore.entities.delete"),
        "roles/datastore.user",
    ),
    Call(SERVICES, "pubsub.projects.topics.publish", ("pubsub.topics.publish",), "roles/pubsub.publisher"),
    # Cloud Run, in their name, when an instance starts. The poller has no secrets.
    Call(
        SERVICES[1:],
        "secretmanager.projects.secrets.versions.access",
        ("secretmanager.versions.access",),
        "roles/secretmanager.secretAccessor",
    ),
    # Pub/Sub, which pushes in the pusher's name, and gives up
    Call(("pusher",), "POST /push/TOPIC", ("run.routes.invoke",), "roles/run.invoker"),
    Call(
        ("pubsub",),
        "iamcredentials.projects.serviceAccounts.generateIdToken",
        ("iam.serviceAccounts.getOpenIdToken",),
        "roles/iam.serviceAccountTokenCreator",
    ),
    Call(("pubsub",), "pubsub.projects.topics.publish", ("pubsub.topics.publish",), "roles/pubsub.publisher"),
    Call(
        ("pubsub",),
        "pubsub.projects.subscriptions.acknowledge",
        ("pubsub.subscriptions.consume",),
        "roles/pubsub.subscriber",
    ),
    # Those who look at pages, where there is a renderer
    Call(("poller", "signup-web", "admin"), "POST /draw", ("run.routes.invoke",), "roles/run.invoker"),
    # Identity-Aware Proxy, and those whom it lets in
    Call(("iap",), "GET /admin/", ("run.routes.invoke",), "roles/run.invoker"),
    Call(("admins",), "GET /admin/", ("iap.webServiceVersions.accessViaIAP",), "roles/iap.httpsResourceAccessor"),
    # Cloud Build (cloudbuild.yaml)
    Call(("builder",), "logging.entries.write", ("logging.logEntries.create",), "roles/logging.logWriter"),
    Call(("builder",), "storage.objects.get", ("storage.objects.get",), "roles/storage.objectViewer"),
    Call(
        ("builder",),
        "docker push",
        ("artifactregistry.repositories.uploadArtifacts", "artifactregistry.repositories.downloadArtifacts"),
        "roles/artifactregistry.writer",
    ),
    Call(
        ("builder",),
        "gcloud artifacts docker images scan",
        ("ondemandscanning.scans.analyzePackages", "ondemandscanning.operations.get"),
        "roles/ondemandscanning.admin",
    ),
    Call(
        ("builder",),
        "gcloud artifacts docker images list-vulnerabilities",
        ("ondemandscanning.scans.listVulnerabilities",),
        "roles/ondemandscanning.admin",
    ),
    Call(("builder",), "gcloud run services describe", ("run.services.get",), "roles/run.developer"),
    Call(
        ("builder",),
        "gcloud run services update",
        ("run.services.get", "run.services.update"),
        "roles/run.developer",
    ),
    Call(
        ("builder",),
        "gcloud run services update",
        ("iam.serviceAccounts.actAs",),
        "roles/iam.serviceAccountUser",
    ),
    Call(
        ("builder",),
        "gcloud run services update-traffic",
        ("run.services.get", "run.services.update"),
        "roles/run.developer",
    ),
    Call(("builder",), "gcloud logging read", ("logging.logEntries.list",), "roles/logging.viewer"),
    # Whoever runs the scripts beside the configuration
    Call(("operator's shell",), "gcloud run services list", ("run.services.list",), OWNER),
    Call(("operator's shell",), "gcloud run services describe", ("run.services.get",), OWNER),
    Call(
        ("operator's shell",), "gcloud run services update-traffic", ("run.services.get", "run.services.update"), OWNER
    ),
    Call(("operator's shell",), "gcloud secrets versions access", ("secretmanager.versions.access",), OWNER),
    Call(("operator's shell",), "gcloud builds submit", ("cloudbuild.builds.create", "storage.objects.create"), OWNER),
    # Whoever runs the command `coatcheck`: deploy-check, ...
    Call(("operator",), "cloudresourcemanager.projects.get", ("resourcemanager.projects.get",), OWNER),
    Call(("operator",), "pubsub.projects.topics.get", ("pubsub.topics.get",), OWNER),
    Call(("operator",), "pubsub.projects.subscriptions.get", ("pubsub.subscriptions.get",), OWNER),
    Call(("operator",), "pubsub.projects.topics.getIamPolicy", ("pubsub.topics.getIamPolicy",), OWNER),
    Call(("operator",), "pubsub.projects.subscriptions.getIamPolicy", ("pubsub.subscriptions.getIamPolicy",), OWNER),
    Call(("operator",), "run.projects.locations.services.get", ("run.services.get",), OWNER),
    Call(("operator",), "iam.projects.serviceAccounts.get", ("iam.serviceAccounts.get",), OWNER),
    Call(("operator",), "secretmanager.projects.secrets.versions.get", ("secretmanager.versions.get",), OWNER),
    # ... restore, ...
    Call(("operator",), "firestore.projects.locations.backups.list", ("datastore.backups.list",), OWNER),
    Call(
        ("operator",),
        "firestore.projects.databases.restore",
        ("datastore.backups.restoreDatabase", "datastore.databases.create"),
        OWNER,
    ),
    Call(
        ("operator",),
        "firestore.projects.databases.clone",
        ("datastore.databases.clone", "datastore.databases.create"),
        OWNER,
    ),
    Call(("operator",), "firestore.projects.databases.operations.get", ("datastore.operations.get",), OWNER),
    Call(("operator",), "firestore.projects.databases.patch", ("datastore.databases.update",), OWNER),
    Call(("operator",), "firestore.projects.databases.delete", ("datastore.databases.delete",), OWNER),
    # ... and preflight.
    Call(("operator",), "cloudbilling.projects.getBillingInfo", ("resourcemanager.projects.get",), OWNER),
    Call(("operator",), "serviceusage.services.list", ("serviceusage.services.list",), OWNER),
    Call(("operator",), "cloudresourcemanager.projects.testIamPermissions", (), OWNER),
    Call(("operator",), "orgpolicy.projects.policies.getEffectivePolicy", ("orgpolicy.policy.get",), OWNER),
    Call(("operator",), "run.projects.locations.list", ("run.locations.list",), OWNER),
    Call(("operator",), "cloudscheduler.projects.locations.list", ("cloudscheduler.locations.list",), OWNER),
    Call(("operator",), "artifactregistry.projects.locations.list", ("artifactregistry.locations.list",), OWNER),
    Call(("operator",), "firestore.projects.locations.list", ("datastore.locations.list",), OWNER),
    Call(("operator",), "firestore.projects.databases.list", ("datastore.databases.list",), OWNER),
    Call(("operator",), "run.projects.locations.authorizeddomains.list", (), OWNER),
)
