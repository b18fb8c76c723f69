"""Nothing of production starts on a database with demo accounts, whose passwords are known."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.utils import timezone

from scorecard.accounts.services import add_user
from scorecard.config import checks
from tests.jobs.workers import database_url

ROOT = Path(__file__).parents[2]
AWAY = {"HOST": "127.0.0.1", "PORT": "1", "NAME": "x", "PASSWORD": "hush"}
WEB = ("-c", "import scorecard.config.wsgi")
CELERY = ("-m", "celery", "--app=scorecard.config.celery")


@pytest.fixture
def production(settings):
    settings.DEMO, settings.PRODUCTION = False, True


def demo_account():
    add_user(
        email="a@demo.example", name="A", password="x", is_demo=True, by=None, at=timezone.now()
    )


@pytest.fixture
def away(monkeypatch):
    monkeypatch.setattr(checks, "connection", type("Away", (), {"settings_dict": AWAY}))


def checked() -> str:
    with pytest.raises(SystemCheckError) as stopped:
        call_command("check", deploy=True, fail_level="ERROR", stderr=StringIO())
    return str(stopped.value)


def test_the_check_finds_demo_accounts(db, settings, production):
    settings.DEMO = True
    demo_account()
    settings.DEMO = False
    assert "This database holds demo accounts" in checked()
    with pytest.raises(ImproperlyConfigured, match=r"holds demo accounts.*Use a fresh database"):
        checks.refuse_demo_accounts()


def test_other_accounts_are_welcome(db, production):
    add_user(email="a@x.example", name="A", by=None, at=timezone.now())
    assert checks.no_demo_accounts(None) == []
    checks.refuse_demo_accounts()


def test_an_empty_database_has_no_demo_accounts(db, production):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_user RENAME TO elsewhere")
    assert checks.no_demo_accounts(None) == []


def test_the_check_says_in_words_that_the_database_is_away(production, away):
    told = checked()
    assert "Nobody can tell whether there are demo accounts. DATABASE_URL names" in told
    assert "127.0.0.1:1" in told
    assert "hush" not in told


def test_a_start_does_not_wait_for_a_database_that_is_away(production, away):
    checks.refuse_demo_accounts()


def start(*arguments: str) -> "subprocess.CompletedProcess[str]":
    given = {
        "PATH": os.environ["PATH"],
        "SCORECARD_ENV": "production",
        "SECRET_KEY": "x" * 40,
        "ALLOWED_HOSTS": "a.example",
        "DATABASE_URL": database_url(connection.settings_dict),
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_web_server_worker_and_clock_refuse_to_start(transactional_db, tmp_path):
    assert start(*WEB).returncode == 0
    demo_account()
    clock = (*CELERY, "beat", f"--schedule={tmp_path / 'beat'}", "--pidfile=")
    for arguments in (WEB, (*CELERY, "worker", "--pool=solo"), clock):
        done = start(*arguments)
        assert done.returncode == 1
        last = done.stderr.strip().splitlines()[-1]
        assert "This database holds demo accounts, whose passwords are known." in last
