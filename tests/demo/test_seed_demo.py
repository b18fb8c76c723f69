"""`manage.py seed_demo`, on a small demo."""

import json
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from practices.models import Commissioner
from scorecard.accounts.models import User
from scorecard.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
SMALL = {"quarters": 3, "practices": 8, "neighbours": 2}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "demo"


def seed(capsys, **options: object) -> str:
    call_command("seed_demo", **{**SMALL, **options})
    return capsys.readouterr().out


def accounts(folder) -> list[dict[str, str]]:
    return json.loads((folder / "accounts.json").read_text())


def test_the_accounts_file_has_one_working_account_per_role_and_organisation(folder, capsys):
    assert "The demo is ready" in seed(capsys)
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


def test_a_second_time_changes_nothing_and_says_so(folder, capsys):
    seed(capsys)
    before = (folder / "accounts.json").read_text(), AuditEvent.objects.count()
    assert "already" in seed(capsys)
    assert ((folder / "accounts.json").read_text(), AuditEvent.objects.count()) == before


def test_a_lost_accounts_file_is_made_again_with_new_passwords(folder, capsys):
    seed(capsys)
    first = accounts(folder)
    (folder / "accounts.json").unlink()
    assert "new passwords" in seed(capsys)
    second = accounts(folder)
    assert [a["email"] for a in second] == [a["email"] for a in first]
    assert second[0]["password"] != first[0]["password"]
    user = User.objects.get(email=second[0]["email"])
    assert user.check_password(second[0]["password"])
    assert second[0]["organisation"] == first[0]["organisation"]


def test_outside_a_demo_it_refuses_and_writes_nothing(settings, folder):
    settings.DEMO = False
    with pytest.raises(CommandError, match="SCORECARD_ENV=demo"):
        call_command("seed_demo", **SMALL)
    assert not User.objects.exists()
    assert not Commissioner.objects.exists()
    assert not folder.exists()


def test_outside_a_demo_it_refuses_even_where_a_demo_was_made_before(settings, folder, capsys):
    seed(capsys)
    (folder / "accounts.json").unlink()
    settings.DEMO = False
    with pytest.raises(CommandError, match="SCORECARD_ENV=demo"):
        call_command("seed_demo", **SMALL)
    assert not (folder / "accounts.json").exists()


def test_an_impossible_size_is_refused_in_a_sentence():
    with pytest.raises(CommandError, match="3 to 13 quarters"):
        call_command("seed_demo", quarters=99)


def test_only_if_empty_leaves_a_database_with_people_alone(capsys):
    User.objects.create(email="somebody@place.example", created_at="2026-01-01T00:00Z")
    assert "not empty" in seed(capsys, only_if_empty=True)
    assert not Commissioner.objects.exists()
