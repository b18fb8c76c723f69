"""What the import commands share: reading a file, plain failures, telling what was done."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from indicators.models import Period
from indicators.periods import UnknownPeriodCode, parse
from indicators.services.areas import File
from indicators.services.figures import FiguresRefused
from indicators.sources.notices import REFUSED, Notice, as_lines, counts
from indicators.sources.profiles import BadProfile, load
from indicators.sources.tables import FileNotRead
from practices.models import Commissioner

LARGEST = 2**30

_TOLD = (FileNotRead, BadProfile, UnknownPeriodCode, FiguresRefused)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Failures that the user can mend become one plain message; nothing has been changed."""
    try:
        yield
    except ValidationError as error:
        raise CommandError(f"{' '.join(error.messages)} Nothing was changed.") from error
    except _TOLD as error:
        raise CommandError(f"{error}\nNothing was changed.") from error


def read_file(profile: str, path: str) -> File:
    """The profile by its name and the file by its path. Raises CommandError."""
    with told_plainly():
        found = load(profile)
    return File(found, *read_bytes(path))


def read_bytes(path: str) -> tuple[bytes, str]:
    """The content and the name of a file by its path. Raises CommandError."""
    try:
        if Path(path).stat().st_size > LARGEST:
            raise CommandError(f"{path} is larger than 1 GB. Split it into smaller files.")
        return Path(path).read_bytes(), Path(path).name
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}. Check the path of the file.") from error


def find_commissioner(code: str) -> Commissioner:
    found = Commissioner.objects.filter(code__iexact=code.strip()).first()
    if found:
        return found
    codes = Commissioner.objects.order_by("code").values_list("code", flat=True)
    there = ", ".join(codes[:60]) or "none yet: run import_organisations first"
    raise CommandError(f"There is no commissioner {code!r}. There are: {there}.")


def find_period(commissioner: Commissioner, code: str) -> Period:
    """A period that the commissioner has, or CommandError that names those it has."""
    with told_plainly():
        wanted = parse(code).code
    held = Period.objects.filter(commissioner=commissioner)
    if found := held.filter(code=wanted).first():
        return found
    there = ", ".join(held.values_list("code", flat=True)) or "none: import figures first"
    raise CommandError(f"{commissioner} holds nothing for {wanted}. Its periods are: {there}.")


def day(text: str) -> dt.date:
    """A command-line day, written 2022-04-01."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is not a day. Write it as 2022-04-01.") from error


def tell(stdout: Any, name: str, facts: Sequence[tuple[str, Any]], notices: list[Notice]) -> None:
    """The counts, then every warning: the first ten of each kind and how many more."""
    stdout.write(f"{name}:")
    for what, number in facts:
        shown = f"{number:,}" if isinstance(number, int) else number
        stdout.write(f"  {what}: {shown}")
    found = counts(notices)
    refused = sum(count for kind, count in found.items() if kind in REFUSED)
    stdout.write(f"  refused: {refused:,}")
    if notices:
        stdout.write("Warnings and decisions:")
    for line in as_lines(notices):
        stdout.write(f"  {line}")
