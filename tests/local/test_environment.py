"""The virtual environment is filled when, and only when, its lock has changed."""

import json
import subprocess

import pytest

from scorecard.local import environment
from scorecard.local.messages import SetUpError


@pytest.fixture
def lock(tmp_path):
    path = tmp_path / "requirements-local.txt"
    path.write_text("django==5.2 --hash=sha256:00")
    (tmp_path / "requirements.txt").write_text("django==5.2 --hash=sha256:00")
    return path


@pytest.fixture
def venv(tmp_path):
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "bin" / "python").touch()
    return tmp_path / "venv"


def test_a_stamped_environment_is_current(lock, venv):
    assert not environment.is_current(lock, venv)
    environment.stamp(lock, venv)
    assert environment.is_current(lock, venv)


def test_a_larger_lock_serves_the_smaller_one_too(lock, venv):
    environment.stamp(lock, venv)
    assert environment.is_current(lock.with_name("requirements.txt"), venv)


def test_a_changed_lock_is_noticed_by_content_and_not_by_date(lock, venv):
    environment.stamp(lock, venv)
    lock.touch()
    assert environment.is_current(lock, venv)
    lock.write_text("django==5.2.1 --hash=sha256:01")
    assert not environment.is_current(lock, venv)


def test_an_environment_copied_from_elsewhere_is_made_again(lock, venv):
    environment.stamp(lock, venv)
    stamps = json.loads((venv / "locks.json").read_text())
    (venv / "locks.json").write_text(json.dumps({**stamps, "place": "/elsewhere/.venv"}))
    assert not environment.is_current(lock, venv)


def test_a_spoilt_stamp_counts_as_none(lock, venv):
    (venv / "locks.json").write_text("{")
    assert not environment.is_current(lock, venv)


def test_an_old_python_is_a_sentence():
    with pytest.raises(SetUpError, match=r"Python 3\.9 is too old\. Install Python 3\.11 or newer"):
        environment.check_python((3, 9, 2))


def test_a_missing_ensurepip_is_a_sentence_for_an_ordinary_user(monkeypatch):
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    monkeypatch.setattr(environment.os, "geteuid", lambda: 1000)
    with pytest.raises(SetUpError, match="apt-get install python3-venv"):
        environment.ensure_ensurepip()


def test_a_broken_download_is_a_sentence_with_the_reason(lock, venv):
    program = venv / "bin" / "python"
    program.write_text(
        "#!/bin/sh\necho 'WARNING: Retrying' >&2\necho 'ERROR: No matching distribution' >&2\n"
        "echo '[notice] A new release of pip' >&2\nexit 1\n"
    )
    program.chmod(0o755)
    with pytest.raises(SetUpError, match=r"Check the network.*ERROR: No matching distribution$"):
        environment.install(lock, venv)
    assert not environment.is_current(lock, venv)


def test_the_reason_of_a_failure_starts_at_its_last_error():
    said = subprocess.CompletedProcess([], 1, stdout="one\n", stderr="E: a\nE: these:\n  redis\n")
    assert environment.last_words(said) == "E: these: redis"
    assert environment.last_words(subprocess.CompletedProcess([], 1, "a\nb\n", "")) == "b"
    assert environment.last_words(subprocess.CompletedProcess([], 1, "", "")) == "nothing"
