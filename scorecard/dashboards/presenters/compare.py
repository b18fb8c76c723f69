"""Two to six practices side by side: what is known of each indicator, context first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from indicators.definitions import DefinitionData
from indicators.explaining import Outcome, short_value, value_words
from indicators.models import Definition
from indicators.reasons import count_words
from indicators.selectors.definitions import data_of
from indicators.selectors.results import outcome_of
from scorecard.calc.types import Band, Comparison, NoBand, Polarity
from scorecard.cards.models import CardItem, CardVersion, Score
from scorecard.cards.presenters.score_cells import ScoreCell, score_cell
from scorecard.charts.figures import ranked_bars
from scorecard.charts.types import BarItem, Chart, RankedBars
from scorecard.charts.words import SHORT_UNITS, counted, figure_with_unit
from scorecard.dashboards.selectors.compared import Side, Sides
from scorecard.ui.words import COMPARISONS, TOO_CLOSE, Words, band_words

Address = Callable[[str], str]


@dataclass(frozen=True)
class Head:
    """A practice over its column; `cell` is None where the period has no results of it."""

    code: str
    name: str
    atypical: str
    cell: ScoreCell | None


@dataclass(frozen=True)
class Entry:
    """One practice on one indicator. `value` is in full; `figure` and `interval` are without a
    long unit, which stands with the indicator. Empty is what there is nothing to say of."""

    outcome: Outcome
    value: str
    figure: str
    interval: str
    words: Words
    comparison: str
    close: Words | None


@dataclass(frozen=True)
class Line:
    """An indicator over all columns. `differs`: not all bands are the same; `apart`: the
    intervals of two practices whose bands differ do not overlap."""

    definition: Definition
    banded: bool
    entries: tuple[Entry | None, ...]
    differs: bool
    apart: bool

    @property
    def long_unit(self) -> str:
        """A unit that is not written with each number."""
        return "" if self.definition.unit in SHORT_UNITS else self.definition.unit

    @property
    def charted(self) -> bool:
        """Whether a picture adds something: two values at least."""
        return sum(one is not None and one.outcome.value is not None for one in self.entries) > 1


@dataclass(frozen=True)
class Block:
    """A domain, or what stands outside of them; `scores` is empty for the latter."""

    name: str
    weight: str
    scores: tuple[ScoreCell | None, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Compared:
    """What page and file show. `finding` says in a sentence where the practices differ."""

    heads: tuple[Head, ...]
    patients: tuple[str, ...]
    context: Block
    blocks: tuple[Block, ...]
    finding: str

    @property
    def lines(self) -> Iterator[tuple[Block, Line]]:
        for block in (self.context, *self.blocks):
            for line in block.lines:
                yield block, line


def compared(sides: Sides) -> Compared:
    """Put what was read into the order of the card: context, domains, the rest, facts."""
    version = sides.card_run.version
    lines = [(item, _line(item, sides.sides)) for item in sides.items]
    lines = [(item, line) for item, line in lines if any(line.entries)]
    weighted = [line for item, line in lines if item.role == "weighted"]
    return Compared(
        heads=tuple(_head(side, version) for side in sides.sides),
        patients=tuple(_patients(side) for side in sides.sides),
        context=Block("Context", "", (), _of_role(lines, "context")),
        blocks=(*_domains(sides, lines), *_rest(lines)),
        finding=_finding(weighted),
    )


def only_where_bands_differ(shown: Compared) -> tuple[Block, ...]:
    """The blocks with those lines alone; a block without any is left out."""
    kept = (
        Block(one.name, one.weight, one.scores, tuple(line for line in one.lines if line.differs))
        for one in shown.blocks
    )
    return tuple(one for one in kept if one.lines)


def chart_of(shown: Compared, code: str, address: Address) -> Chart | None:
    """The values of one indicator as bars; without its code, of where the practices lie apart."""
    charted = [line for _, line in shown.lines if line.charted]
    asked = [line for line in charted if line.definition.code == code]
    first = asked or [line for line in charted if line.apart] or [x for x in charted if x.differs]
    return _chart(shown, first[0], address) if first else None


def _chart(shown: Compared, line: Line, address: Address) -> Chart:
    definition, (benchmark, name) = line.definition, _benchmark(line)
    return ranked_bars(
        RankedBars(
            title=f"{definition.code} {definition.name}",
            unit=definition.unit,
            decimals=definition.decimals,
            polarity=Polarity(definition.polarity),
            items=tuple(
                _bar(head, entry, address(head.code))
                for head, entry in zip(shown.heads, line.entries, strict=True)
            ),
            benchmark=benchmark,
            benchmark_label=name,
        )
    )


def _bar(head: Head, entry: Entry | None, url: str) -> BarItem:
    if entry is None:
        return BarItem(head.name, None, url=url, reason=NoBand.NO_DATA)
    known = entry.outcome
    return BarItem(
        label=head.name,
        value=known.value,
        lower=known.lower,
        upper=known.upper,
        band=Band(known.band),
        url=url,
        reason=NoBand(known.no_band) if not known.band else NoBand.BANDED,
    )


def _benchmark(line: Line) -> tuple[float | None, str]:
    """The benchmark with its name, where it is the same for all of them."""
    known = [one.outcome for one in line.entries if one]
    found = {(one.benchmark, one.benchmark_name) for one in known}
    return found.pop() if len(found) == 1 else (None, "")


def _head(side: Side, version: CardVersion) -> Head:
    overall = side.scores.get(None)
    cell = _cell(overall, version)
    practice = side.practice
    return Head(practice.code, practice.name, practice.why_atypical, cell)  # type: ignore[attr-defined]


def _cell(score: Score | None, version: CardVersion) -> ScoreCell | None:
    return score_cell(score.score, score.band, score.reds, version) if score else None


def _patients(side: Side) -> str:
    return "Not known" if side.patients is None else count_words(side.patients)


def _line(item: CardItem, sides: Sequence[Side]) -> Line:
    definition = item.definition
    entries = tuple(_entry(item, side) for side in sides)
    banded = item.role in ("weighted", "collected")
    bands = {one.outcome.band for one in entries if one and one.outcome.band}
    return Line(definition, banded, entries, len(bands) > 1, _apart(entries))


def _entry(item: CardItem, side: Side) -> Entry | None:
    result = side.results.get(item.definition_id)
    if result is None:
        return None
    data, outcome = data_of(item.definition), outcome_of(result)
    compares = outcome.comparison != Comparison.NONE
    return Entry(
        outcome=outcome,
        value=value_words(data, outcome),
        figure=outcome.text if data.kind == "fact" else short_value(data, outcome),
        interval=_interval(data, outcome),
        words=band_words(outcome.band, outcome.no_band),
        comparison=COMPARISONS[Comparison(outcome.comparison)] if compares else "",
        close=TOO_CLOSE if item.definition_id in side.close else None,
    )


def _interval(data: DefinitionData, outcome: Outcome) -> str:
    if outcome.lower is None or outcome.upper is None:
        return ""
    unit = data.unit if data.unit in SHORT_UNITS else ""
    limits = (outcome.lower, outcome.upper)
    return " to ".join(figure_with_unit(limit, unit, data.decimals) for limit in limits)


def _apart(entries: Sequence[Entry | None]) -> bool:
    known = [one.outcome for one in entries if one and one.outcome.band]
    return any(_differ_beyond_intervals(one, other) for one, other in combinations(known, 2))


def _differ_beyond_intervals(one: Outcome, other: Outcome) -> bool:
    limits = (one.lower, one.upper, other.lower, other.upper)
    if one.band == other.band or None in limits:
        return False
    return one.lower > other.upper or other.lower > one.upper  # type: ignore[operator]


def _of_role(lines: Sequence[tuple[CardItem, Line]], role: str) -> tuple[Line, ...]:
    return tuple(line for item, line in lines if item.role == role)


def _domains(sides: Sides, lines: Sequence[tuple[CardItem, Line]]) -> Iterator[Block]:
    domains = {item.domain_id: item.domain for item, _ in lines if item.domain}
    for pk, domain in domains.items():
        here = tuple(line for item, line in lines if item.domain_id == pk and line.banded)
        if domain and here:
            scores = (_cell(one.scores.get(pk), sides.card_run.version) for one in sides.sides)
            weight = f"{domain.weight.normalize():f}% of the overall score"
            yield Block(domain.name, weight, tuple(scores), here)


def _rest(lines: Sequence[tuple[CardItem, Line]]) -> Iterator[Block]:
    outside = tuple(line for item, line in lines if line.banded and not item.domain)
    for name, found in (("Outside of the domains", outside), ("Facts", _of_role(lines, "fact"))):
        if found:
            yield Block(name, "", (), found)


def _finding(weighted: Sequence[Line]) -> str:
    differ = [line for line in weighted if line.differs]
    if not weighted:
        return "None of these practices has a result on a weighted indicator in this period."
    if not differ:
        return "On no weighted indicator are the bands of these practices different."
    of = counted(len(weighted), "weighted indicator", "weighted indicators")
    said = f"The bands differ on {len(differ)} of {of}"
    apart = sum(line.apart for line in differ)
    if not apart:
        return f"{said}; nowhere do the intervals lie apart, so chance may explain it."
    them = "that one" if len(differ) == 1 else f"{apart} of these"
    return f"{said}; on {them} the intervals do not overlap either, so chance hardly explains it."
