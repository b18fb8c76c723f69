"""A function on somebody's file runs in a process of its own, which may die without harm."""

import os
import time

import pytest

from scorecard.jobs import children, limits
from scorecard.jobs.children import Spare
from scorecard.jobs.errors import TryAgain
from scorecard.jobs.limits import ChildDied, OutOfMemory, OutOfTime, run_limited

HERE = "tests.jobs.in_a_child"


def test_the_answer_of_the_function_and_its_progress_come_back():
    steps = []
    answer = run_limited(
        f"{HERE}:echo", b"x", arguments={"a": [1, None]}, progress=lambda *s: steps.append(s)
    )
    assert answer.value == {"content": "x", "a": [1, None]}
    assert steps == [(1, 2, "Half-way")]


def test_bytes_come_back_beside_the_value():
    content = os.urandom(3 * 1024**2)
    value, blob = run_limited(f"{HERE}:with_bytes", content)
    assert (value, blob) == ({"size": len(content)}, content[::-1])


def test_no_secret_reaches_the_child(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hush")
    environment = run_limited(f"{HERE}:environment").value
    assert not {"SECRET_KEY", "DATABASE_URL"} & environment.keys()


@pytest.mark.parametrize(
    ("function", "arguments", "error"),
    [
        ("eat_memory", {}, OutOfMemory),
        ("spin", {}, OutOfTime),
        ("sleep", {}, OutOfTime),
        ("end", {"by": "SIGKILL"}, OutOfMemory),  # as the kernel does when memory runs out
        ("end", {"by": "SIGSEGV"}, ChildDied),
        ("end", {"by": "SIGXCPU"}, OutOfTime),
        ("end", {"by": "SIGTERM"}, TryAgain),
        ("fail", {}, ChildDied),
        ("no_answer", {}, ChildDied),
        ("no_such_function", {}, ChildDied),
    ],
)
def test_however_the_child_ends_it_is_told_in_time(function, arguments, error):
    began = time.monotonic()
    with pytest.raises(error):
        run_limited(f"{HERE}:{function}", arguments=arguments, seconds=1)
    assert time.monotonic() - began < 10


def test_a_child_that_ignores_its_alarm_is_killed(monkeypatch):
    monkeypatch.setattr(limits, "_GRACE_SECONDS", 0.5)
    with pytest.raises(OutOfTime):
        run_limited(f"{HERE}:deaf", seconds=1)


def test_a_child_that_dies_before_it_reads_its_content_is_no_trouble(monkeypatch):
    monkeypatch.setattr(children, "CHILD", "no.such.module")
    with pytest.raises(ChildDied):
        run_limited(f"{HERE}:echo", bytes(5 * 1024**2))


def test_the_child_writes_no_file(tmp_path):
    path = tmp_path / "new"
    with pytest.raises(ChildDied):
        run_limited(f"{HERE}:write_a_file", b"x", arguments={"path": str(path)})
    assert not path.exists() or path.stat().st_size == 0


def test_a_machine_that_can_start_no_process_is_asked_again(monkeypatch):
    monkeypatch.setattr(children.sys, "executable", "/no/such/python")
    with pytest.raises(TryAgain):
        run_limited(f"{HERE}:echo")


def test_when_the_parent_is_interrupted_no_child_is_left(monkeypatch):
    started = []
    really = children.start
    monkeypatch.setattr(children, "start", lambda: started.append(really()) or started[0])

    def stop(*step):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_limited(f"{HERE}:echo", progress=stop)
    assert started[0].poll() is not None


class TestASpare:
    """A worker keeps a child waiting that has loaded what it will need."""

    @pytest.fixture
    def spare(self, monkeypatch):
        spare = Spare()
        monkeypatch.setattr(limits, "spare", spare)
        yield spare
        if spare._child:
            spare._child.kill()
            spare._child.communicate()

    def test_does_one_order_and_is_renewed_when_asked(self, spare):
        spare.keep(HERE)
        waiting = spare._child
        assert run_limited(f"{HERE}:echo", b"x").value == {"content": "x"}
        assert waiting.poll() == 0
        assert spare._child is None
        spare.renew()
        assert spare._child.poll() is None

    def test_that_has_died_meanwhile_is_no_trouble(self, spare):
        spare.keep(HERE)
        spare._child.kill()
        spare._child.wait()
        assert run_limited(f"{HERE}:echo", b"x").value == {"content": "x"}

    def test_ends_when_whoever_kept_it_is_gone(self, spare):
        spare.keep(HERE)
        waiting = spare.take()
        waiting.stdin.close()
        assert waiting.wait(timeout=10) == 0
        waiting.stdout.close()

    def test_is_kept_by_workers_only(self, spare):
        spare.renew()
        assert spare._child is None
