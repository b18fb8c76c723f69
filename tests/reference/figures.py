"""Figures held and given, one by one in dictionaries: which stays, goes, counts."""

from dataclasses import dataclass, field
from typing import NamedTuple

CORRECTION = "query"


class Content(NamedTuple):
    state: str
    numerator: float | None
    text: str = ""


class Agreement(NamedTuple):
    """That `source` counts; None stands for every practice or period."""

    indicator: int
    practice: int | None
    period: int | None
    source: str


@dataclass
class Ledger:
    """`held`: by place (practice, indicator, period) and source, the content and if it counts."""

    held: dict[tuple[int, int, int], dict[str, tuple[Content, bool]]] = field(default_factory=dict)
    agreements: list[Agreement] = field(default_factory=list)
    replaced: int = 0

    def give(
        self, source: str, rows: dict[tuple[int, int, int], Content], decides: bool
    ) -> tuple[int, int, int, int]:
        """Stored, unchanged, replaced, beside."""
        told = [self._give_one(source, place, content, decides) for place, content in rows.items()]
        kinds = ("stored", "unchanged", "replaced")
        stored, unchanged, replaced = (sum(kind == what for kind, _ in told) for what in kinds)
        return stored, unchanged, replaced, sum(beside for _, beside in told)

    def _give_one(
        self, source: str, place: tuple[int, int, int], content: Content, decides: bool
    ) -> tuple[str, bool]:
        here = self.held.setdefault(place, {})
        before = here.get(source)
        if before and before[0] == content and (before[1] or not decides):
            return "unchanged", False
        counting = next((one for one, (_, counts) in here.items() if counts), None)
        counts = self._counts(source, place, content, decides, counting)
        if counts and counting:
            here[counting] = (here[counting][0], False)
        here[source] = (content, counts)
        return ("replaced", False) if before else ("stored", not counts)

    def _counts(
        self,
        source: str,
        place: tuple[int, int, int],
        content: Content,
        decides: bool,
        counting: str | None,
    ) -> bool:
        if decides or counting is None or counting == source:
            return True
        if counting == CORRECTION:
            return False
        agreed = self._agreed(place)
        if agreed is not None:
            return agreed == source
        return content.state == "present" and self.held[place][counting][0].state != "present"

    def _agreed(self, place: tuple[int, int, int]) -> str | None:
        """Of one practice and period before of one of them before of neither; then the newest."""
        practice, indicator, period = place
        best, found = -1, None
        for one in self.agreements:
            fits = one.practice in (None, practice) and one.period in (None, period)
            particular = (one.practice is not None) + (one.period is not None)
            if one.indicator == indicator and fits and particular >= best:
                best, found = particular, one.source
        return found
