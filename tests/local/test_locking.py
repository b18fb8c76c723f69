"""One holder per folder, whatever happens to the holder."""

import subprocess
import sys

import pytest

from scorecard.local.locking import AlreadyLockedError, Lock


def test_a_second_holder_is_told_who_the_first_is(tmp_path):
    path = tmp_path / "deep" / "lock"
    with (
        Lock(path).take("make demo (process 7)"),
        pytest.raises(AlreadyLockedError, match="make demo") as told,
    ):
        Lock(path).take()
    assert told.value.holder == "make demo (process 7)"


def test_a_released_lock_is_free(tmp_path):
    Lock(tmp_path / "lock").take().release()
    Lock(tmp_path / "lock").take().release()


def test_the_note_is_replaced_by_the_next_holder(tmp_path):
    Lock(tmp_path / "lock").take("a long note about the first holder").release()
    with Lock(tmp_path / "lock").take("second"):
        assert (tmp_path / "lock").read_text() == "second"


def test_shared_holders_stand_beside_each_other_but_not_beside_an_owner(tmp_path):
    path = tmp_path / "lock"
    one, two = Lock(path).take(shared=True), Lock(path).take(shared=True)
    with one, two, pytest.raises(AlreadyLockedError):
        Lock(path).take()


def test_the_lock_of_a_killed_process_is_free(tmp_path):
    hold = (
        "import sys, pathlib; from scorecard.local.locking import Lock\n"
        "lock = Lock(pathlib.Path(sys.argv[1])).take(); print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyLockedError):
            Lock(tmp_path / "lock").take()
        process.kill()
    Lock(tmp_path / "lock").take().release()
