"""Running a function on somebody's file in a process of its own, under limits.

A file may be made to take all memory or all time of whoever reads it. So no file is read in a
web process, nor in the worker itself: in a child that has no database, no secrets and little to
spend. When it dies the worker lives on and says so in words.
"""

import json
import signal
import subprocess
import threading
from collections.abc import Callable
from typing import IO, Any, NamedTuple

import structlog
from django.conf import settings

from scorecard.jobs.child import OUT_OF_MEMORY
from scorecard.jobs.children import spare
from scorecard.jobs.errors import TryAgain

_TIMES = (-signal.SIGALRM, -signal.SIGXCPU)
_TOLD_TO_STOP = (-signal.SIGTERM, -signal.SIGHUP, -signal.SIGINT)
# Its own alarm ends the child; this is for one that never came so far as to set it.
_GRACE_SECONDS = 5

Step = Callable[[int, int, str], None]
log = structlog.get_logger("scorecard.jobs")


class LimitReached(Exception):
    """The child spent what it may."""


class OutOfMemory(LimitReached):
    """The function wanted more than `memory` bytes."""


class OutOfTime(LimitReached):
    """The function took longer than `seconds`."""


class ChildDied(LimitReached):
    """The child ended without an answer: a fault in the function or in the interpreter."""


class Answer(NamedTuple):
    """What the function returned: a `value` as JSON gives it, and bytes where it gave some."""

    value: Any
    blob: bytes = b""


def run_limited(
    function: str,
    content: bytes = b"",
    *,
    arguments: dict[str, Any] | None = None,
    memory: int | None = None,
    seconds: int | None = None,
    progress: Step | None = None,
) -> Answer:
    """Call `function` ("package.module:name") in a child process and return its answer.

    It is called as `function(content, progress, **arguments)` and returns what JSON can hold, or
    a tuple of that and bytes. `memory`: bytes of address space; `seconds`: by the clock; both as
    the settings PARSE_MEMORY_BYTES and PARSE_SECONDS say, unless given. Raises OutOfMemory,
    OutOfTime, ChildDied, and TryAgain where the machine could not start or keep the child.
    """
    spend = seconds or settings.PARSE_SECONDS
    order = {
        "function": function,
        "arguments": arguments or {},
        "memory": memory or settings.PARSE_MEMORY_BYTES,
        "seconds": spend,
    }
    with spare.take() as child:
        killed = threading.Event()
        watch = threading.Timer(spend + _GRACE_SECONDS, _kill, (child, killed))
        watch.daemon = True
        watch.start()
        try:
            answer = _talk(child, json.dumps(order).encode() + b"\n", content, progress)
        except BaseException:
            child.kill()
            raise
        finally:
            watch.cancel()
    return _judged(child.returncode, answer, killed.is_set(), function)


def _talk(
    child: "subprocess.Popen[bytes]", order: bytes, content: bytes, progress: Step | None
) -> dict[str, Any]:
    """Hand over the order and read what comes back; {} when the child ended without an answer."""
    assert child.stdin and child.stdout  # both are pipes
    _hand_over(child.stdin, order, content)
    for line in child.stdout:
        try:
            said: dict[str, Any] = json.loads(line)
        except ValueError:
            return {}  # it died within a line
        if "step" not in said:
            blob = child.stdout.read()
            whole = len(blob) == said.get("bytes", 0)
            return {**said, "blob": blob} if whole else {}
        if progress is not None:
            progress(*said["step"])
    return {}


def _hand_over(pipe: IO[bytes], *parts: bytes) -> None:
    try:
        for part in parts:
            pipe.write(part)
        pipe.close()
    except BrokenPipeError:
        pass  # it is dead already; how it ended says why


def _kill(child: "subprocess.Popen[bytes]", killed: threading.Event) -> None:
    killed.set()
    child.kill()


def _judged(code: int, answer: dict[str, Any], killed: bool, function: str) -> Answer:
    if code == 0 and "value" in answer:
        return Answer(answer["value"], answer["blob"])
    log.warning("child ended", function=function, code=code, failed=answer.get("failed", ""))
    if killed or code in _TIMES:
        raise OutOfTime(function)
    # The kernel kills with SIGKILL when the whole machine, or its container, runs out of memory.
    if code in (OUT_OF_MEMORY, -signal.SIGKILL):
        raise OutOfMemory(function)
    if code in _TOLD_TO_STOP:
        raise TryAgain("the process that read the file was told to stop")
    raise ChildDied(answer.get("failed") or f"{function} ended with {code}")
