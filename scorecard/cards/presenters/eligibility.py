"""Conditions in words: what they ask, who meets them and what is short."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from practices.models import Practice
from scorecard.calc.types import Band, NoBand
from scorecard.cards.eligibility import Held, Standing, Verdict, count, judge
from scorecard.cards.models import CardItem, CardRun, CardVersion, Eligibility
from scorecard.cards.presenters.sections import counts_silent
from scorecard.cards.selectors.eligibility import bands_held, conditions_of, items_by_condition
from scorecard.charts.words import counted
from scorecard.ui.words import BANDS, NO_BANDS

Bands = Mapping[int, tuple[int, int]]
_NOTHING = (int(Band.NONE), int(NoBand.NO_DATA))


@dataclass(frozen=True)
class ConditionLine:
    """A condition as it stands on the scorecard; `asks` says the rule in a sentence."""

    pk: int
    name: str
    kind: str
    asks: str
    leads_to: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class StandingLine:
    """How one practice stands: `why` names what is short or missing."""

    condition: ConditionLine
    standing: str
    css: str
    why: str


@dataclass(frozen=True)
class PracticeStanding:
    code: str
    name: str
    line: StandingLine


@dataclass(frozen=True)
class ConditionTable:
    condition: ConditionLine
    summary: str
    rows: tuple[PracticeStanding, ...]


def condition_lines(version: CardVersion) -> tuple[ConditionLine, ...]:
    conditions = conditions_of(version)
    items = items_by_condition(conditions)
    return tuple(condition_line(one, items[one.pk]) for one in conditions)


def condition_line(condition: Eligibility, items: Sequence[CardItem]) -> ConditionLine:
    gateway = condition.kind == Eligibility.Kind.GATEWAY
    ends = " It is all or nothing: one that is short closes it." if gateway else ""
    number = counted(len(items), "indicator", "indicators")
    each = "is" if len(items) == 1 else "are each"
    return ConditionLine(
        pk=condition.pk,
        name=condition.name,
        kind="Gateway" if gateway else "Prerequisite",
        asks=f"Met when {number} {each} {_level(condition.at_least)}.{ends}",
        leads_to=condition.leads_to,
        indicators=tuple(f"{one.definition.code} {one.definition.name}" for one in items),
    )


def standings(version: CardVersion, bands: Bands) -> tuple[StandingLine, ...]:
    """How a practice stands on every condition; `bands` by definition."""
    conditions = conditions_of(version)
    items = items_by_condition(conditions)
    return tuple(
        _standing(condition_line(one, items[one.pk]), _verdict(one, items[one.pk], bands))
        for one in conditions
    )


def condition_tables(card_run: CardRun) -> tuple[ConditionTable, ...]:
    """Every condition with every practice."""
    conditions = conditions_of(card_run.version)
    items = items_by_condition(conditions)
    wanted = {item.definition_id for found in items.values() for item in found}
    held = bands_held(card_run, wanted)
    return tuple(_table(one, items[one.pk], held) for one in conditions)


def _table(
    condition: Eligibility, items: Sequence[CardItem], held: Mapping[Practice, Bands]
) -> ConditionTable:
    line = condition_line(condition, items)
    verdicts = {practice: _verdict(condition, items, bands) for practice, bands in held.items()}
    numbers = count(list(verdicts.values()))
    return ConditionTable(
        condition=line,
        summary=(
            f"Of {counted(len(verdicts), 'practice', 'practices')},"
            f" {numbers[Standing.MET]} {'meets' if numbers[Standing.MET] == 1 else 'meet'} it and"
            f" {numbers[Standing.NOT_MET]} not; of {numbers[Standing.UNKNOWN]} it cannot be said."
        ),
        rows=tuple(
            PracticeStanding(practice.code, practice.name, _standing(line, verdict))
            for practice, verdict in verdicts.items()
        ),
    )


def _verdict(condition: Eligibility, items: Sequence[CardItem], bands: Bands) -> Verdict:
    return judge((_held(item, bands) for item in items), condition.at_least)


def _held(item: CardItem, bands: Bands) -> Held:
    band, reason = bands.get(item.definition_id, _NOTHING)
    return Held(item.definition.name, band, reason, counts_silent(item))


_CSS = {Standing.MET: "green", Standing.NOT_MET: "red", Standing.UNKNOWN: "none"}


def _standing(line: ConditionLine, verdict: Verdict) -> StandingLine:
    word = str(verdict.standing)
    return StandingLine(
        condition=line,
        standing=word[:1].upper() + word[1:],
        css=_CSS[verdict.standing],
        why=" ".join(_why(verdict)),
    )


def _why(verdict: Verdict) -> list[str]:
    found = []
    if verdict.short:
        found.append(f"Short: {'; '.join(_named(one) for one in verdict.short)}.")
    if verdict.missing:
        found.append(f"No band: {'; '.join(_named(one) for one in verdict.missing)}.")
    if verdict.standing is Standing.UNKNOWN and not verdict.missing:
        found.append("None of the indicators applies to the practice.")
    return found


def _named(one: Held) -> str:
    word = BANDS[Band(one.band)].word if one.band else NO_BANDS[NoBand(one.no_band)].word
    return f"{one.name} ({word.lower()})"


def _level(at_least: str) -> str:
    return "green" if at_least == "green" else "amber or green"
