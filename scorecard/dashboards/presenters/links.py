"""Numbers that lead to their list, for readers who may open it; for others they are numbers."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from scorecard.accounts.roles import Permission
from scorecard.calc.rounding import show
from scorecard.calc.telling import FEW, FEWEST
from scorecard.dashboards.asked import query


@dataclass(frozen=True)
class Number:
    """`words` say what is counted and stand after the number; `href` is "" without a list.

    `few`: the number itself is not told, since one or two practices stand behind it.
    `heard` completes the words for somebody who hears the link without its line.
    """

    number: int
    words: str
    href: str = ""
    few: bool = False
    heard: str = ""

    @property
    def shown(self) -> str:
        return FEW.capitalize() if self.few else show(self.number)


@dataclass(frozen=True)
class Lists:
    """The lists of an area that a reader may open; `period` stands in every address."""

    code: str
    period: str
    granted: Collection[Permission]

    def few(self, number: int) -> bool:
        """Whether so many practices are too few to be counted for this reader."""
        return 0 < number < FEWEST and Permission.SEE_RESULTS not in self.granted

    def to(self, permission: Permission, name: str, *more: object, **parts: object) -> str:
        if permission not in self.granted:
            return ""
        return reverse(name, args=[self.code, *more]) + query(**parts)

    def results(self, name: str, **parts: object) -> str:
        """The address of a list of practices or their results in the period."""
        return self.to(Permission.SEE_RESULTS, name, period=self.period, **parts)
