"""The domains of a scorecard side by side: bands, what was gained and lost, which needs a look."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from scorecard.calc.types import Band
from scorecard.charts.words import counted
from scorecard.dashboards.noise import Verdict
from scorecard.dashboards.presenters.links import Lists, Number
from scorecard.dashboards.selectors.moves import Moved, count
from scorecard.dashboards.selectors.overview import Weighted
from scorecard.dashboards.selectors.scores import Scores

LEVELS = {"green": Band.GREEN, "amber": Band.AMBER, "red": Band.RED, "none": Band.NONE}
WORDS = {"green": "green", "amber": "amber", "red": "red", "none": "without a score"}
WHOLE = "Practices as a whole"


@dataclass(frozen=True)
class DomainRow:
    """How many practices reach each band; how many bands of its indicators were gained and lost.

    `lost_beyond`: of those lost, how many by more than noise.
    """

    name: str
    section: str
    is_whole: bool
    green: Number
    amber: Number
    red: Number
    none: Number
    gained: Number | None = None
    lost: Number | None = None
    lost_beyond: Number | None = None


Found = Sequence[Mapping[int | None, Scores]]


def domain_rows(
    weighted: Weighted, scores: Found, moved: Sequence[Moved], lists: Lists
) -> tuple[DomainRow, ...]:
    """The practices as a whole first, then domain by domain in the order of the scorecard."""
    rows = [DomainRow(WHOLE, "", True, **_bands(None, WHOLE, scores[0], lists))]
    for domain in weighted.domains:
        own = weighted.of_domain(domain.pk)
        here = [one for one in moved if one.definition.indicator_id in own]
        bands = _bands(domain.pk, domain.name, scores[0], lists)
        changed = _changed(domain.pk, domain.name, here, lists) if len(scores) > 1 else {}
        rows.append(DomainRow(domain.name, domain.section, False, **bands, **changed))
    return tuple(rows)


def sentence_on_domains(rows: Sequence[DomainRow], first: bool) -> str:
    """Which domain needs attention, in one sentence; empty where none does."""
    domains = [row for row in rows if not row.is_whole]
    reds = _most(domains, lambda row: row.red.number)
    said = []
    if reds:
        number = counted(reds.red.number, "practice is", "practices are")
        said.append(f"{reds.name} has the most red: {number} red there")
    lost = None if first else _most(domains, lambda row: _number(row.lost_beyond))
    if lost:
        number = counted(_number(lost.lost_beyond), "band", "bands")
        said.append(f"{lost.name} lost the most by more than noise: {number}")
    return f"{'. '.join(said)}." if said else ""


def _most(rows: Sequence[DomainRow], by: Callable[[DomainRow], int]) -> DomainRow | None:
    """The first with the largest number; None where nobody has any."""
    found = max(rows, key=by, default=None)
    return found if found and by(found) else None


def _number(number: Number | None) -> int:
    return number.number if number else 0


def _bands(
    domain: int | None, name: str, scores: Mapping[int | None, Scores], lists: Lists
) -> dict[str, Number]:
    here = scores.get(domain)
    return {
        level: Number(
            int((here.bands == band).sum()) if here else 0,
            f"{WORDS[level]}, {name}",
            lists.results("area-practices", domain=domain, band=level),
        )
        for level, band in LEVELS.items()
    }


def _changed(domain: int, name: str, here: Sequence[Moved], lists: Lists) -> dict[str, Number]:
    def of(way: str, chance: str = "") -> str:
        return lists.results("band-changes", domain=domain, way=way, chance=chance)

    beyond = count(here, False, Verdict.BEYOND)
    return {
        "gained": Number(count(here, True), f"bands gained, {name}", of("gained")),
        "lost": Number(count(here, False), f"bands lost, {name}", of("lost")),
        "lost_beyond": Number(beyond, f"by more than noise, {name}", of("lost", "beyond")),
    }
