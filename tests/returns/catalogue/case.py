"""A case by its name, the file, and what becomes of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.returns.files import csv_file, row, xlsx_file

# A row in which nothing is wrong, beside the one of the case.
OTHER = row("QUA02", "5")


@dataclass(frozen=True)
class Refused:
    """The whole file is refused in these words; `kept`: its content stays beside the refusal."""

    says: str
    kept: bool = False


@dataclass(frozen=True)
class Wrong:
    """The row has a problem in a column, in these words; the other row may be sent without it."""

    row: int
    column: str
    says: str


@dataclass(frozen=True)
class Blocked:
    """A problem that stops the other rows too."""

    row: int
    column: str
    says: str


@dataclass(frozen=True)
class Kept:
    """A figure is kept; `figure` names its fields. `notice`: what is said about it all the same.

    `asks`: what has to be answered first; without it nothing is sent, and nothing is stored.
    """

    code: str = "ACC01"
    figure: dict[str, object] = field(default_factory=lambda: {"numerator": 80, "denominator": 100})
    notice: str = ""
    asks: str = ""


@dataclass(frozen=True)
class NotReturned:
    """The row says nothing: no figure, and above all no zero."""

    code: str = "ACC01"


Outcome = Refused | Wrong | Blocked | Kept | NotReturned
KEPT = Kept()


@dataclass(frozen=True)
class Case:
    """`make` gives the bytes when the test runs; the file is sent under `file`."""

    name: str
    make: Callable[[], bytes]
    outcome: Outcome
    file: str = "june.csv"


def as_csv(name: str, given: list[object], outcome: Outcome, **options) -> Case:
    """One row in a CSV, with a good row below it."""
    return Case(name, lambda: csv_file([given, OTHER], **options), outcome)


def as_xlsx(name: str, given: list[object], outcome: Outcome, **options) -> Case:
    return Case(name, lambda: xlsx_file([given, OTHER], **options), outcome, "june.xlsx")
