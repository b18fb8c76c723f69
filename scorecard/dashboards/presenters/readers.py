"""Who reads a practice's page, where its links lead, and what it is told."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from scorecard.dashboards.presenters.practice_lines import Links


@dataclass(frozen=True)
class PageReader:
    """`result`, `figure`, `due`: names of the addresses for this reader; empty: no such page.

    `args` stand before the indicator's code in `result`; the first of them before a figure's id.
    `numbers`: told in numbers how certain a band is. `own`: it is the practice itself.
    `in_confidence`: told what is between the practice and its commissioner. `sees`: the practices
    (ids) whose results this reader may see, where that is more than one and not all.
    """

    result: str
    args: tuple[str, ...]
    figure: str = ""
    numbers: bool = False
    own: bool = False
    in_confidence: bool = True
    sees: tuple[int, ...] = ()

    def links(self, period: str) -> Links:
        result = reverse(self.result, args=[*self.args, "0"]).removesuffix("0/")
        source = ""
        if self.figure:
            source = reverse(self.figure, args=[self.args[0], 0]).removesuffix("0/")
        return Links(result, source, f"?period={period}")


def for_area(area: str, practice: str, numbers: bool) -> PageReader:
    return PageReader("area-result", (area, practice), "figure", numbers=numbers)


def for_practice(practice: str) -> PageReader:
    return PageReader("practice-result", (practice,), "practice-figure", own=True)


def for_network(network: str, practice: str, members: Iterable[int]) -> PageReader:
    args = (network, practice)
    return PageReader("network-result", args, in_confidence=False, sees=tuple(members))
