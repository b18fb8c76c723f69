"""Every model is listed as one whose rows change or one whose rows stay as they are."""

from django.apps import apps
from django.core.management import call_command

OURS = ("audit", "accounts", "jobs", "practices", "indicators", "cards", "packs", "api")

MUTABLE = {
    "accounts.User",
    "jobs.Job",
    "jobs.WorkerSeen",
    "practices.Commissioner",
    "practices.CommissionerLink",
    "practices.ListSize",
    "practices.Membership",
    "practices.Network",
    "practices.NetworkLink",
    "practices.Practice",
}

# Written once: what has been decided, received or published.
IMMUTABLE = {
    "audit.AuditEvent",
}


def test_every_model_is_listed():
    ours = {
        model._meta.label
        for label in OURS
        if apps.is_installed(label) or label in apps.app_configs
        for model in apps.get_app_config(label).get_models()
    }
    assert ours == MUTABLE | IMMUTABLE


def test_no_model_is_in_both_lists():
    assert not MUTABLE & IMMUTABLE


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
