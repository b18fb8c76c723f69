"""Reading somebody's file: scanned for viruses, then read by a child process under limits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from django.conf import settings

from indicators.returns.due import DueReturn
from indicators.returns.problems import FileRefused, PatientDataFound
from indicators.returns.report import Report
from indicators.returns.steps import Step
from indicators.sources.tables import FileNotRead
from scorecard.jobs.limits import Answer, ChildDied, OutOfMemory, OutOfTime, run_limited
from scorecard.jobs.spending import memory_within

Check = Callable[[bytes, str, DueReturn, Step], Report]

ENTRY = "indicators.returns.entry:call"
CHECK = "indicators.returns.entry:check"
_KINDS: dict[str, type[FileRefused]] = {
    kind.__name__: kind for kind in (FileRefused, PatientDataFound)
}
_SMALLER = (
    "Copy the filled rows into a fresh template, without empty rows, other sheets, pictures and "
    "colours, and upload that."
)
_AGAIN = (
    "Open it in your spreadsheet program, copy the filled rows into a fresh template and upload "
    "that. If it happens again, send the file's name and the time to those who run this site."
)


def read_limited(
    function: str,
    content: bytes,
    arguments: dict[str, Any],
    *,
    progress: Step | None = None,
    memory: int | None = None,
    seconds: int | None = None,
    smaller: str = _SMALLER,
) -> Answer:
    """Call the pure "package.module:name" on a file's content in a child process.

    `function(content, progress, **arguments)` returns what JSON can hold, or a tuple of that and
    bytes. Limits: see `run_limited`; `smaller` says how to keep within them. Raises FileRefused:
    as the function did, or because it took too much memory or time, or broke off. Raises TryAgain.
    """
    order = {"function": function, "arguments": arguments}
    limits: dict[str, Any] = {"memory": memory, "seconds": seconds, "progress": progress}
    try:
        answer = run_limited(ENTRY, content, arguments=order, **limits)
    except OutOfMemory as spent:
        most = (memory or settings.PARSE_MEMORY_BYTES) // 1024**2
        what = f"Reading the file takes more than the {most:,} MB of memory that it may take."
        raise FileRefused(what, smaller) from spent
    except OutOfTime as spent:
        most = seconds or settings.PARSE_SECONDS
        what = f"Reading the file takes longer than the {most:,} seconds that it may take."
        raise FileRefused(what, smaller) from spent
    except ChildDied as died:
        raise FileRefused("The file could not be read: reading it broke off.", _AGAIN) from died
    if refused := answer.value.get("refused"):
        raise _KINDS.get(refused["kind"], FileRefused)(refused["what"], refused["mend"])
    return Answer(answer.value["read"], answer.blob)


def check_limited(content: bytes, name: str, due: DueReturn, progress: Step) -> Report:
    """`check_return` in a child process. Raises FileRefused (PatientDataFound) and TryAgain."""
    arguments = {"name": name, "due": asdict(due)}
    return Report.from_json(read_limited(CHECK, content, arguments, progress=progress).value)


@contextmanager
def memory_of_a_file(name: str) -> Iterator[None]:
    """For what the worker itself makes of a file: raises FileNotRead where it takes too much.

    The child has read the file by then; how much a layout makes of its rows shows only here.
    """
    most = settings.NATIONAL_PARSE_MEMORY_BYTES
    try:
        with memory_within(most):
            yield
    except MemoryError as spent:
        raise FileNotRead(
            f"{name}: what this layout makes of the file takes more than the {most // 1024**2:,} MB"
            " of memory that it may take. Split the file into smaller ones, one for each period or"
            " indicator."
        ) from spent
