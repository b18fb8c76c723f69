"""Starting programs that cannot outlive us, and ending them in time."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence

# PostgreSQL refuses to run as root. This account exists on every Linux and owns nothing.
NOBODY = 65534


def tied_to_us(command: Sequence[str], at_our_death: str = "TERM") -> list[str]:
    """`command`, to be sent a signal by the kernel when we die, even by kill -9."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", at_our_death, *command] if setpriv else list(command)


def as_user(uid: int, command: Sequence[str], at_our_death: str) -> list[str]:
    """`command` run by `uid`, still able to reach files below folders that only root may enter."""
    return [
        shutil.which("setpriv") or "setpriv",
        f"--reuid={uid}",
        f"--regid={uid}",
        "--clear-groups",
        "--inh-caps=-all,+dac_override",
        "--ambient-caps=-all,+dac_override",
        "--bounding-set=-all,+dac_override",
        # Without this the capability is lost when the user changes.
        "--securebits=+no_setuid_fixup",
        "--pdeathsig",
        at_our_death,
        *command,
    ]


def wait_for(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Whether `process` ended within `seconds`."""
    try:
        process.wait(timeout=max(seconds, 0))
    except subprocess.TimeoutExpired:
        return False
    return True


def end(process: "subprocess.Popen[bytes]", *steps: tuple[signal.Signals, float]) -> None:
    """Send each signal in turn, wait its seconds, and kill what is still there."""
    for step, seconds in steps:
        if process.poll() is not None:
            return
        process.send_signal(step)
        if wait_for(process, seconds):
            return
    process.kill()
    process.wait()


def end_groups(processes: Sequence["subprocess.Popen[bytes]"], seconds: float) -> None:
    """Ask the main processes to end, then kill the sessions they lead, after `seconds` at most.

    Each must have been started with `start_new_session=True`. The groups are not asked: SIGTERM to
    a whole group can hang a Celery worker.
    """
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + seconds
    for process in processes:
        wait_for(process, deadline - time.monotonic())
    for process in processes:
        kill_group(process.pid)
        process.wait()


def kill_group(pid: int) -> None:
    """Kill every process of the session that `pid` led, if any is left."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
