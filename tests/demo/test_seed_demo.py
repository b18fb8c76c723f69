"""`manage.py seed_demo`, on a small demo."""

import io
import json
import shutil
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from scorecard.accounts.models import User
from scorecard.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
SMALL = {"quarters": 3, "practices": 8, "neighbours": 2}


@pytest.fixture(scope="module")
def first_time(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the command said and wrote; the database holds it for all tests of this module."""
    folder = tmp_path_factory.mktemp("var")
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(VAR_DIR=folder),
    ):
        yield said(), folder
        transaction.set_rollback(True)


@pytest.fixture
def folder(settings, tmp_path, first_time):
    settings.VAR_DIR = tmp_path / "var"
    shutil.copytree(first_time[1], settings.VAR_DIR)
    return settings.VAR_DIR / "demo"


def said() -> str:
    out = io.StringIO()
    call_command("seed_demo", **SMALL, stdout=out)
    return out.getvalue()


def accounts(folder) -> list[dict[str, str]]:
    return json.loads((folder / "accounts.json").read_text())


def test_the_accounts_file_has_one_working_account_per_role_and_organisation(folder, first_time):
    assert "The demo is ready" in first_time[0]
    assert (folder / "accounts.json").stat().st_mode & 0o077 == 0, "others may read it"
    listed = accounts(folder)
    assert {tuple(account) for account in listed} == {("role", "organisation", "email", "password")}
    places = Counter(account["organisation"] for account in listed)
    assert places["Westmere (XD1)"] == places["Ostwold (XD2)"] == 6
    assert places["Amberfold Surgery (X90001)"] == 2
    for account in listed:
        user = User.objects.get(email=account["email"])
        assert user.is_demo
        assert user.check_password(account["password"])


def test_a_second_time_changes_nothing_and_says_so(folder):
    before = (folder / "accounts.json").read_text(), AuditEvent.objects.count()
    assert "already" in said()
    assert ((folder / "accounts.json").read_text(), AuditEvent.objects.count()) == before


def test_a_lost_accounts_file_is_made_again_with_new_passwords(folder):
    first = accounts(folder)
    (folder / "accounts.json").unlink()
    assert "new passwords" in said()
    second = accounts(folder)
    assert [a["email"] for a in second] == [a["email"] for a in first]
    assert second[0]["password"] != first[0]["password"]
    user = User.objects.get(email=second[0]["email"])
    assert user.check_password(second[0]["password"])
    assert second[0]["organisation"] == first[0]["organisation"]


def test_outside_a_demo_it_refuses_even_where_a_demo_was_made_before(settings, folder):
    (folder / "accounts.json").unlink()
    settings.DEMO = False
    with pytest.raises(CommandError, match="SCORECARD_ENV=demo"):
        call_command("seed_demo", **SMALL)
    assert not (folder / "accounts.json").exists()
