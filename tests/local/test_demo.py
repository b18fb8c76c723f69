"""What `make demo` refuses, it refuses in one sentence, before it has started anything."""

import json
import socket

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


def test_the_announcement_shows_the_address_and_every_account(folder):
    accounts = [
        {"role": "Analyst", "organisation": "A", "email": "a@demo.invalid", "password": "one"},
        {
            "role": "Practice manager",
            "organisation": "B",
            "email": "b@demo.invalid",
            "password": "2",
        },
    ]
    (folder / "accounts.json").write_text(json.dumps(accounts))
    text = demo.announcement(8017)
    assert "http://127.0.0.1:8017" in text
    assert "  role              organisation  email           password\n" in text
    assert "  Practice manager  B             b@demo.invalid  2\n" in text


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
