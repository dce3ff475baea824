"""`coatcheck restore` makes a database from a backup, reads it with every query, and takes it away again."""

from click.testing import CliRunner

from console.cli import main
from tests.console.cloud.restoring import Firestore
from tests.fakes.google_apis import Refusal


def test_a_drill_restores_the_newest_backup_reads_it_and_deletes_it_again(firestore: Firestore) -> None:
    ran = CliRunner().invoke(main, ["restore"])
    assert ran.exit_code == 0, ran.output
    (asked,) = firestore.asked
    assert asked == {
        "databaseId": "restored-20261127-0300",
        "backup": f"{firestore.root}/locations/nam5/backups/newer",
    }
    rows = [line.split() for line in ran.output.splitlines()]
    assert ["watches", "1", "2"] in rows
    assert ["wishes", "that", "wait", "1", "1"] in rows
    assert firestore.apis.asked[-1] == "firestore.projects.databases.delete"
    assert firestore.apis.refused == []


def test_what_is_kept_is_protected_and_what_to_write_for_terraform_is_printed(firestore: Firestore) -> None:
    ran = CliRunner().invoke(main, ["restore", "--at", "2026-11-27T10:15", "--keep"])
    assert ran.exit_code == 0, ran.output
    made, protected = firestore.asked
    assert made["pitrSnapshot"]["snapshotTime"] == "2026-11-27T10:15:00Z"
    assert protected["deleteProtectionState"] == "DELETE_PROTECTION_ENABLED"
    assert ran.output.endswith('restored_database = "restored-20261127-1015"\n')
    assert "firestore.projects.databases.delete" not in firestore.apis.asked
    assert firestore.apis.refused == []


def test_a_backup_that_is_not_ready_or_not_ours_is_none(firestore: Firestore) -> None:
    firestore.backups(("2026-11-27T03:00:00Z", "CREATING", "young"))
    ran = CliRunner().invoke(main, ["restore"])
    assert (ran.exit_code, firestore.asked) == (1, [])
    assert "There is no backup of" in ran.output
    firestore.backups(("2026-11-27T03:00:00Z", "READY", "another"), database="another")
    assert CliRunner().invoke(main, ["restore"]).exit_code == 1


def test_a_restore_that_google_refuses_says_why(firestore: Firestore) -> None:
    path = f"v1/{firestore.root}/databases:restore"
    firestore.apis.put("firestore", path, Refusal(403, "Missing permission datastore.backups.restoreDatabase"), "POST")
    ran = CliRunner().invoke(main, ["restore"])
    assert ran.exit_code == 1
    assert "datastore.backups.restoreDatabase" in ran.output


def test_a_restore_that_fails_halfway_says_why(firestore: Firestore) -> None:
    path = f"v1/{firestore.root}/databases:restore"
    failed = {"done": True, "error": {"code": 9, "message": "The backup has expired."}}
    firestore.apis.put("firestore", path, failed, "POST")
    ran = CliRunner().invoke(main, ["restore"])
    assert (ran.exit_code, "The backup has expired." in ran.output) == (1, True)
