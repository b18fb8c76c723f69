"""What `make demo` refuses, it refuses in one sentence, before it has started anything."""

import json
import os
import socket
import time

import pytest

from scorecard.local import demo
from scorecard.local.messages import SetUpError


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "FOLDER", tmp_path)
    return tmp_path


@pytest.mark.parametrize("text", ["eight thousand", "0", "65536", "-1", "80.0"])
def test_a_port_that_is_no_port_is_a_sentence(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(SetUpError, match="Give a number from 1 to 65535"):
        demo.chosen_port()


def test_the_port_is_8000_unless_chosen(monkeypatch):
    monkeypatch.delenv("PORT", raising=False)
    assert demo.chosen_port() == 8000
    monkeypatch.setenv("PORT", "8017")
    assert demo.chosen_port() == 8017


def test_a_port_in_use_is_a_sentence_with_a_way_out():
    with socket.socket() as taken:
        taken.bind((demo.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SetUpError, match=rf"Port {port} is in use.*PORT={port + 1}\."):
            demo.check_port(port)
    demo.check_port(port)


def test_a_second_start_of_the_same_clone_names_the_first():
    with (
        demo.take_clone(8017),
        pytest.raises(SetUpError, match=r"already runs at http://127.0.0.1:8017 \(process \d+\)"),
    ):
        demo.take_clone(8018)


@pytest.mark.parametrize("kind", ["production", "development"])
def test_demo_accounts_stay_out_of_other_environments(monkeypatch, kind):
    monkeypatch.setenv("SCORECARD_ENV", kind)
    with pytest.raises(SetUpError, match="demo accounts belong to demos only"):
        demo.environment()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (
            "DATABASE_URL",
            "postgresql://me:hush@127.0.0.1:1/x",
            r"DATABASE_URL names the PostgreSQL server at 127.0.0.1:1, but .*refused",
        ),
        (
            "CELERY_BROKER_URL",
            "redis://:hush@127.0.0.1:1/0",
            r"CELERY_BROKER_URL names the broker at redis://127.0.0.1:1, but .*refused",
        ),
        ("CELERY_BROKER_URL", "foo://:hush@x", "CELERY_BROKER_URL begins with 'foo://'; set it to"),
        ("BEHIND_PROXY", "maybe", "BEHIND_PROXY is 'maybe'; set it to true, false"),
    ],
)
def test_what_cannot_work_is_said_before_the_start_without_secrets(name, value, told):
    given = {**os.environ, "SCORECARD_ENV": "demo", name: value}
    began = time.monotonic()
    with pytest.raises(SetUpError, match=rf"\A{told}") as stopped:
        demo.check_settings(given)
    assert time.monotonic() - began < 15
    assert "hush" not in str(stopped.value)
    assert "\n" not in str(stopped.value)


def test_what_can_work_is_let_pass():
    demo.check_settings({**os.environ, "SCORECARD_ENV": "demo", "CELERY_BROKER_URL": ""})


def test_a_clone_gets_a_secret_key_of_its_own_and_keeps_it(monkeypatch, folder):
    monkeypatch.setenv("SCORECARD_ENV", "demo")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    file = folder / "secret-key"
    assert demo.environment()["SECRET_KEY_FILE"] == str(file)
    key = file.read_text()
    assert len(key) > 50
    assert file.stat().st_mode & 0o777 == 0o600
    demo.environment()
    assert file.read_text() == key


def test_the_announcement_shows_the_address_and_one_account_per_role(folder):
    accounts = [
        {"role": "analyst", "organisation": "A", "email": "a@demo.example", "password": "one"},
        {
            "role": "practice manager",
            "organisation": "B",
            "email": "b@demo.example",
            "password": "2",
        },
        {
            "role": "practice manager",
            "organisation": "C",
            "email": "c@demo.example",
            "password": "3",
        },
    ]
    (folder / "accounts.json").write_text(json.dumps(accounts))
    text = demo.announcement(8017)
    assert "http://127.0.0.1:8017" in text
    assert "  role              organisation  email           password\n" in text
    assert "  practice manager  B             b@demo.example  2\n" in text
    assert "c@demo.example" not in text
    assert f"All 3 accounts: {folder / 'accounts.json'}\n" in text


def test_a_site_without_demo_accounts_is_announced_without_them():
    assert demo.account_lines([]) == []
    assert "accounts" not in demo.announcement(8017)


class Recorder:
    """Stands for the supervisor: notes the commands instead of running them."""

    def __init__(self):
        self.commands = []

    def run(self, program):
        self.commands.append(program.command[2:])


def prepared(**how) -> list[tuple[str, ...]]:
    recorder = Recorder()
    demo.prepare(recorder, **how)
    return [command[0] for command in recorder.commands]


@pytest.fixture
def var(folder, monkeypatch):
    monkeypatch.setattr(demo, "VAR", folder)
    (folder / "demo").mkdir()
    (folder / "postgres").mkdir()
    return folder


def test_a_second_start_repeats_nothing(var):
    (var / "accounts.json").touch()
    assert prepared(foreign=False) == ["collectstatic", "migrate", "seed_demo"]
    assert prepared(foreign=False) == []


def test_changed_code_prepares_the_database_again(var, monkeypatch):
    (var / "accounts.json").touch()
    prepared(foreign=False)
    monkeypatch.setattr(demo, "code_files", lambda: [demo.ROOT / "manage.py"])
    assert prepared(foreign=False) == ["migrate", "seed_demo"]


def test_without_its_accounts_file_the_demo_is_asked_for_passwords_again(var):
    prepared(foreign=False)
    assert prepared(foreign=False) == ["seed_demo"]


def test_somebody_elses_database_is_always_prepared_and_never_mixed_with_a_demo(var):
    recorder = Recorder()
    demo.prepare(recorder, foreign=True)
    demo.prepare(recorder, foreign=True)
    assert [command[0] for command in recorder.commands].count("migrate") == 2
    assert recorder.commands[-1] == ("seed_demo", "--only-if-empty")


def test_the_fingerprint_follows_names_and_contents(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "ROOT", tmp_path)
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    first = demo.fingerprint([one])
    one.rename(two)
    assert demo.fingerprint([two]) != first
    two.rename(one)
    assert demo.fingerprint([one]) == first
    one.write_text("b")
    assert demo.fingerprint([one]) != first


def test_the_code_that_makes_the_database_is_fingerprinted_without_the_set_up():
    files = {str(file.relative_to(demo.ROOT)) for file in demo.code_files()}
    assert "scorecard/config/settings.py" in files
    assert not [name for name in files if name.startswith("scorecard/local/")]
    assert not [name for name in files if name.endswith(".pyc")]


def test_mails_of_the_demo_lead_to_it(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "given")
    monkeypatch.delenv("SCORECARD_ENV", raising=False)
    monkeypatch.delenv("SITE_ADDRESS", raising=False)
    assert demo.environment(8004)["SITE_ADDRESS"] == "http://127.0.0.1:8004"
    monkeypatch.setenv("SITE_ADDRESS", "https://demo.example")
    assert demo.environment(8004)["SITE_ADDRESS"] == "https://demo.example"
