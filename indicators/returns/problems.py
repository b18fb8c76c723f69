"""What can be wrong with a file, a row or a cell, in words that say how to mend it."""

from dataclasses import asdict, dataclass
from typing import Any

NOTE, CONFIRMATION = "note", "confirmation"


class FileRefused(ValueError):
    """The whole file cannot be used; `what` is wrong and how to `mend` it.

    `kept`: whether its content stays beside the refusal. What nobody could search for patients'
    data never does, whatever else is wrong with it.
    """

    kept = False

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what} {mend}")
        self.what = what
        self.mend = mend

    def as_json(self) -> dict[str, str]:
        return {"what": self.what, "mend": self.mend}


class PatientDataFound(FileRefused):
    """The file seems to be about single patients: it is refused and its content is not kept."""


class NoTable(FileRefused):
    """A PDF, a picture or a letter: no program makes a table of it again."""


@dataclass(frozen=True)
class Fault:
    """Why a cell has no meaning that could be kept, and how to mend it."""

    what: str
    mend: str
    shown: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing wrong, or worth a second look, in a place of the file.

    `row` counts from 1 as a spreadsheet shows it; None means the file as a whole. `blocks` says
    that not even the other rows may be kept until it is mended. `needs` is what the row waits for
    before it may be sent: a NOTE that explains it, or a CONFIRMATION; empty: nothing.
    """

    row: int | None
    column: str
    value: str
    what: str
    mend: str
    blocks: bool = False
    needs: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
