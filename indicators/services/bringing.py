"""What every kind of content of a file has in common when it is kept."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from indicators.services.areas import File
from indicators.sources.notices import Found, Notice
from practices.models import Commissioner, Practice
from practices.selectors import practices_last_of

# What a profile brings, as people read it.
WORDS = {
    "organisation": "practices, networks and areas",
    "details": "postcodes, opening and closing days",
    "networks": "places in networks",
    "successions": "closures and successors",
    "closures": "closures",
    "lists": "list sizes",
    "figures": "figures",
    "points": "points of indicators",
    "reasons": "reasons for taking patients out",
    "shows": "rows to read, nothing to keep",
}
# What stands beside figures in the same rows and columns.
OF_AREAS = "values of England, the region and the area"


@dataclass
class Brought:
    """What became of one kind of content: how many of each, and what was found odd.

    `more` is what else the page of the file shows, as JSON can hold it.
    """

    what: str
    counts: Counter[str] = field(default_factory=Counter)
    notices: list[Notice] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    def tell(self, found: Found, sentence: str, row: int | None = None) -> None:
        self.notices.append(Notice(found, sentence, row))


@dataclass(frozen=True)
class Whose:
    """For whom a file is read, by whom and when; `day` is given where the file names none."""

    commissioner: Commissioner
    day: dt.date | None
    by: Any
    at: dt.datetime

    def practices(self) -> dict[str, Practice]:
        """Those that are the commissioner's to change, by code."""
        return {one.code: one for one in practices_last_of(self.commissioner)}


Keep = Callable[[File, Whose], Brought]
