"""`manage.py seed_demo` where there is nothing to be done."""

import pytest
from django.core.management import CommandError, call_command

from practices.models import Commissioner
from scorecard.accounts.models import User

pytestmark = pytest.mark.django_db
SMALL = {"quarters": 3, "practices": 8, "neighbours": 2}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "demo"


def test_outside_a_demo_it_refuses_and_writes_nothing(settings, folder):
    settings.DEMO = False
    with pytest.raises(CommandError, match="SCORECARD_ENV=demo"):
        call_command("seed_demo", **SMALL)
    assert not User.objects.exists()
    assert not Commissioner.objects.exists()
    assert not folder.exists()


def test_an_impossible_size_is_refused_in_a_sentence():
    with pytest.raises(CommandError, match="3 to 13 quarters"):
        call_command("seed_demo", quarters=99)


def test_only_if_empty_leaves_a_database_with_people_alone(capsys):
    User.objects.create(email="somebody@place.example", created_at="2026-01-01T00:00Z")
    call_command("seed_demo", **SMALL, only_if_empty=True)
    assert "not empty" in capsys.readouterr().out
    assert not Commissioner.objects.exists()
