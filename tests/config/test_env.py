"""A setting is taken as it was meant, or the start stops with one sentence about it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from scorecard.config import env

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def unset(monkeypatch):
    for name in ("THING", "THING_FILE", "SCORECARD_ENV"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("value", ["true", "1", "yes", "on", "True", " ON "])
def test_a_flag_may_be_switched_on_in_several_words(monkeypatch, value):
    monkeypatch.setenv("THING", value)
    assert env.flag("THING", False) is True


@pytest.mark.parametrize("value", ["false", "0", "no", "off", "FALSE"])
def test_and_off(monkeypatch, value):
    monkeypatch.setenv("THING", value)
    assert env.flag("THING", True) is False


@pytest.mark.parametrize("value", ["treu", "maybe", "t", "y", "2", "-1"])
def test_any_other_flag_is_refused(monkeypatch, value):
    monkeypatch.setenv("THING", value)
    told = f"THING is '{value}'; set it to true, false, 1, 0, yes, no, on or off."
    with pytest.raises(ImproperlyConfigured) as stopped:
        env.flag("THING", False)
    assert str(stopped.value) == told


@pytest.mark.parametrize("value", ["-5", "0", "20MB", "1.5", "1_000", "+3", "²"])
def test_a_whole_number_is_one_or_more(monkeypatch, value):
    monkeypatch.setenv("THING", value)
    with pytest.raises(ImproperlyConfigured) as stopped:
        env.whole_number("THING", 7)
    assert str(stopped.value) == f"THING is '{value}'; set it to a whole number of 1 or more."


def test_an_empty_variable_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("THING", "")
    monkeypatch.setenv("THING_FILE", "")
    monkeypatch.setenv("SCORECARD_ENV", "")
    assert env.text("THING", "default") == "default"
    assert env.flag("THING", True) is True
    assert env.whole_number("THING", 7) == 7
    assert env.words("THING", ["a"]) == ["a"]
    assert env.environment() == "production"
    with pytest.raises(ImproperlyConfigured, match="Set THING in the environment"):
        env.text("THING")


def test_a_text_is_taken_as_it_stands(monkeypatch):
    monkeypatch.setenv("THING", "$not-another-variable")
    assert env.text("THING") == "$not-another-variable"


def test_a_secret_may_stand_in_a_file(monkeypatch, tmp_path):
    monkeypatch.setenv("THING_FILE", str(tmp_path / "thing"))
    with pytest.raises(ImproperlyConfigured, match="No such file"):
        env.text("THING")
    (tmp_path / "thing").write_text("\n")
    with pytest.raises(ImproperlyConfigured, match="which is empty"):
        env.text("THING", "default")
    (tmp_path / "thing").write_text("hush\n")
    assert env.text("THING") == "hush"


def test_words_stand_between_commas(monkeypatch):
    monkeypatch.setenv("THING", "a.example, b.example,")
    assert env.words("THING", []) == ["a.example", "b.example"]


def test_a_site_without_a_name_is_refused(monkeypatch):
    with pytest.raises(ImproperlyConfigured, match="THING is not set; set it to the names"):
        env.hosts("THING", [])
    monkeypatch.setenv("THING", "https://a.example")
    with pytest.raises(ImproperlyConfigured, match=r"'https://a.example'; .*without scheme"):
        env.hosts("THING", [])


def test_the_kind_of_environment_is_one_of_four(monkeypatch):
    monkeypatch.setenv("SCORECARD_ENV", "prod")
    with pytest.raises(ImproperlyConfigured, match=r"SCORECARD_ENV is 'prod'; .*production, demo"):
        env.environment()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("foo://me:hush@x", "begins with 'foo://'"),
        ("amqp://me:hush@x", "begins with 'amqp://'"),
        ("memory://", "begins with 'memory://'"),
        ("redis:hush", "is no address with '://'"),
    ],
)
def test_a_broker_of_another_kind_is_refused_without_its_secrets(url, told):
    with pytest.raises(ImproperlyConfigured) as stopped:
        env.broker(url, testing=False)
    assert str(stopped.value).startswith(f"CELERY_BROKER_URL {told}; set it to pgmq://")
    assert "hush" not in str(stopped.value)


@pytest.mark.parametrize("url", ["pgmq://", "redis://x:6379/0", "rediss://x/0"])
def test_known_brokers_are_taken(url):
    assert env.broker(url, testing=False) == url
    assert env.broker("memory://", testing=True) == "memory://"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://me:hush@x/y", "begins with 'mysql://'; it must name a PostgreSQL server"),
        ("hush", "is no address with '://'; it must name a PostgreSQL server"),
        ("postgresql://me:hu/sh@x/y", "cannot be read; write it as postgresql://"),
    ],
)
def test_a_database_of_another_kind_is_refused_without_its_secrets(url, told):
    with pytest.raises(ImproperlyConfigured) as stopped:
        env.database(url)
    assert str(stopped.value).startswith(f"DATABASE_URL {told}")
    assert "hush" not in str(stopped.value)
    assert "hu/sh" not in str(stopped.value)


PRODUCTION = {
    "SCORECARD_ENV": "production",
    "SECRET_KEY": "x" * 40,
    "ALLOWED_HOSTS": "a.example",
    "DATABASE_URL": "postgresql://unused@localhost/unused",
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECURE_SSL_REDIRECT", "treu"),
        ("BEHIND_PROXY", "maybe"),
        ("UPLOAD_LIMIT_BYTES", "-5"),
        ("CELERY_BROKER_URL", "foo://x"),
        ("ALLOWED_HOSTS", ""),
        ("DATABASE_URL", ""),
    ],
)
def test_manage_says_what_is_wrong_in_one_sentence(name, value):
    given = {"PATH": os.environ["PATH"], **PRODUCTION, name: value}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Stopped: ")
    assert name in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "value", ["127.0.0.1:3310", "clamav:3310", "[::1]:3310", "/run/clamav/clamd.sock", ""]
)
def test_a_socket_is_named_by_host_and_port_or_by_its_path(monkeypatch, value):
    monkeypatch.setenv("THING", value)
    assert env.socket_address("THING") == value


@pytest.mark.parametrize("value", ["clamav", "3310", ":3310", "clamav:0", "clamav:99999", "a/b:1"])
def test_any_other_address_of_a_socket_is_refused(monkeypatch, value):
    monkeypatch.setenv("THING", value)
    with pytest.raises(ImproperlyConfigured, match="set it to host:port, or to the full path"):
        env.socket_address("THING")


def test_a_number_may_have_a_floor(monkeypatch):
    monkeypatch.setenv("THING", "99")
    with pytest.raises(ImproperlyConfigured, match="a whole number of 100 or more"):
        env.whole_number("THING", 500, least=100)
