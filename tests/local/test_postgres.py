"""The embedded server: one per folder, gone with its owner, back after a crash."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from scorecard.local.messages import SetUpError
from scorecard.local.postgres import AlreadyRunningError, Server, running_url
from scorecard.local.sharing import joined


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder whose server holds one table of one row."""
    folder = tmp_path_factory.mktemp("postgres") / "home"
    with Server(folder) as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS n")
    return folder


def ask(url: str, question: str) -> object:
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(question).fetchone()
    return row and row[0]


def test_it_starts_answers_and_leaves_nothing(home):
    server = Server(home)
    url = server.start()
    pid = server.process.pid
    assert ask(url, "SELECT current_database()") == "scorecard"
    assert ask(url, "SHOW listen_addresses") == ""
    assert ask(url, "SELECT 'Ça' ~* 'ç'") is True
    server.stop()
    assert not Path(f"/proc/{pid}").exists()
    assert running_url(home) is None


def test_data_outlives_a_stop(home):
    with Server(home) as url:
        assert ask(url, "SELECT n FROM kept") == 1


def test_a_second_server_on_the_same_folder_is_a_sentence_and_harms_nothing(home):
    second = Server(home)
    with Server(home, purpose="make demo"):
        with pytest.raises(AlreadyRunningError, match=r"already in use by make demo \(process \d+"):
            second.start()
        second.stop()
        assert running_url(home)


def test_commands_share_a_running_server(home):
    with Server(home, purpose="make demo") as demo, joined(home, "manage.py migrate") as url:
        assert url == demo
    with joined(home, "manage.py migrate") as first, joined(home, "manage.py shell") as second:
        assert first == second
        assert ask(second, "SELECT 1") == 1
    assert running_url(home) is None


def start_elsewhere(home: Path) -> "subprocess.Popen[str]":
    program = (
        "import sys, pathlib; from scorecard.local.postgres import Server\n"
        "server = Server(pathlib.Path(sys.argv[1])); server.start()\n"
        "print(server.process.pid, flush=True); input()"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def gone(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    return not Path(f"/proc/{pid}").exists()


def test_kill_9_of_the_owner_ends_the_server(home):
    with start_elsewhere(home) as owner:
        server = int(owner.stdout.readline())
        owner.kill()
    assert gone(server, 10)


def test_it_comes_back_after_kill_9_of_everything(home):
    with start_elsewhere(home) as owner:
        server = int(owner.stdout.readline())
        os.kill(server, signal.SIGKILL)
        owner.kill()
    with Server(home) as url:
        assert ask(url, "SELECT n FROM kept") == 1


def test_a_dead_servers_note_that_names_another_program_is_dropped(home):
    note = home / "data" / "postmaster.pid"
    note.write_text(f"{os.getppid()}\n{home / 'data'}\n")
    with Server(home) as url:
        assert ask(url, "SELECT 1") == 1


def test_a_long_path_gets_a_short_socket_which_is_removed(tmp_path):
    home = tmp_path / ("long-" * 20)
    server = Server(home, durable=False)
    url = server.start()
    folder = server.socket
    assert len(str(folder)) < 60
    assert folder.stat().st_mode & 0o777 == 0o700
    assert ask(url, "SHOW fsync") == "off"
    server.stop()
    assert not folder.exists()


def test_files_it_cannot_read_are_a_sentence_with_the_servers_words(tmp_path, monkeypatch):
    monkeypatch.setattr("scorecard.local.postgres.RETRY_SECONDS", 0)
    server = Server(tmp_path / "home")
    server.start()
    server.stop()
    (tmp_path / "home" / "data" / "PG_VERSION").write_text("12\n")
    with pytest.raises(SetUpError, match=re.compile("did not start: .*version 12", re.S)):
        Server(tmp_path / "home").start()
    assert running_url(tmp_path / "home") is None


def test_a_missing_wheel_is_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr("scorecard.local.postgres.find_spec", lambda name: None)
    with pytest.raises(SetUpError, match="make setup"):
        Server(tmp_path).start()
