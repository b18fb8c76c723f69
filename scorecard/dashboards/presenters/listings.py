"""The lists behind the numbers of the overview, in words: practices, changes, missing bands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from indicators.definitions import DefinitionData
from indicators.explaining import Outcome, value_words
from indicators.models import Definition
from indicators.selectors.definitions import data_of
from scorecard.calc.types import NoBand
from scorecard.cards.models import CardRun
from scorecard.cards.presenters.score_cells import ScoreCell, score_cell
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.dashboards.asked import Asked
from scorecard.dashboards.noise import WORDS, Verdict
from scorecard.dashboards.presenters.domains import LEVELS
from scorecard.dashboards.selectors.listings import Place, in_order, places, practice_with, unbanded
from scorecard.dashboards.selectors.moves import Moved, moves_between
from scorecard.dashboards.selectors.overview import weighted_of
from scorecard.dashboards.selectors.run_bands import bands_of
from scorecard.dashboards.selectors.scores import Scores, scores_of
from scorecard.ui.words import BANDS, NO_BANDS, Words

BAND_CHOICES = {"green": "green", "amber": "amber", "red": "red", "none": "no score"}
MOVE_CHOICES = {"up": "went up a level", "down": "went down a level", "stayed": "stayed"}
WAYS = {"gained": "bands gained", "lost": "bands lost"}
CHANCES = {verdict.name.lower(): WORDS[verdict] for verdict in reversed(Verdict)}
REASONS = {
    reason.name.lower(): NO_BANDS[reason].word for reason in NoBand if reason is not NoBand.BANDED
}


@dataclass(frozen=True)
class Choice:
    """One filter: its name in the address, its label, its choices and what is chosen."""

    name: str
    label: str
    anything: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class Listing:
    """A list with its filters; `rows` are all of it, of which a page shows some."""

    choices: tuple[Choice, ...]
    problems: tuple[str, ...]
    rows: Sequence[Any]
    since: str = ""


@dataclass(frozen=True)
class PracticeRow:
    code: str
    name: str
    score: ScoreCell
    before: ScoreCell | None


@dataclass(frozen=True)
class ChangeRow:
    """A band that was gained or lost; values are unrounded, None where there is none."""

    code: str
    name: str
    indicator: str
    indicator_name: str
    before: Words
    now: Words
    value_before: float | None
    value: float | None
    shown_before: str
    shown: str
    verdict: str
    is_beyond: bool
    why: str


@dataclass(frozen=True)
class MissingRow:
    code: str
    name: str
    indicator: str
    indicator_name: str
    reason: Words


def practice_list(periods: BandedPeriods, given: Mapping[str, str]) -> Listing:
    now, before = periods.current, periods.previous
    weighted, asked = weighted_of(now.version), Asked(given)
    domains = {str(one.pk): one.name for one in weighted.domains}
    domain = asked.one_of("domain", domains)
    band, moved = asked.one_of("band", BAND_CHOICES), asked.one_of("moved", MOVE_CHOICES)
    scores = scores_of([now, before] if before else [now])
    wanted = int(domain) if domain else None
    found = places(scores, wanted, LEVELS[band] if band else None, moved)
    own = scores[0].get(wanted)
    was = scores[1].get(wanted) if len(scores) > 1 else None
    return Listing(
        choices=(
            _choice("domain", "Domain", "practices as a whole", domains, domain),
            _choice("band", "Band", "any", BAND_CHOICES, band),
            _choice("moved", "Since the period before", "any", MOVE_CHOICES, moved),
        ),
        problems=tuple(asked.problems),
        rows=Lazy(len(found), lambda at: _practice(found[at], own, was, now, before)),
        since=before.run.period.name if before else "",
    )


def _practice(
    place: Place, own: Scores | None, was: Scores | None, now: CardRun, before: CardRun | None
) -> PracticeRow:
    return PracticeRow(
        place.code,
        place.name,
        _cell(own, place.at, now),
        _cell(was, place.before, before) if was and before else None,
    )


def _cell(scores: Scores | None, at: int | None, card_run: CardRun) -> ScoreCell:
    if scores is None or at is None:
        return score_cell(None, 0, 0, card_run.version)
    score = float(scores.scores[at])
    return score_cell(
        None if np.isnan(score) else score,
        int(scores.bands[at]),
        int(scores.reds[at]),
        card_run.version,
    )


def change_list(periods: BandedPeriods, given: Mapping[str, str]) -> Listing:
    """What is more than noise first, then by indicator and practice."""
    now, before = periods.current, periods.previous
    weighted, asked = weighted_of(now.version), Asked(given)
    domains = {str(one.pk): one.name for one in weighted.domains}
    way, chance = asked.one_of("way", WAYS), asked.one_of("chance", CHANCES)
    domain = asked.one_of("domain", domains)
    practice = given.get("practice", "")
    indicators = frozenset(weighted.of_domain(int(domain)) if domain else weighted.domain_of)
    wanted = practice_with(practice) if practice else None
    found = moves_between(before, now, indicators=indicators, practice=wanted) if before else []
    rows = _changes([_only(one, way, chance) for one in found])
    if practice and not len(rows):
        asked.problems.append("No band of the practice in the address changed that way.")
    return Listing(
        choices=(
            _choice("way", "Which", "gained and lost", WAYS, way),
            _choice("chance", "Chance", "any", CHANCES, chance),
            _choice("domain", "Domain", "every domain", domains, domain),
        ),
        problems=tuple(asked.problems),
        rows=rows,
        since=before.run.period.name if before else "",
    )


def _only(one: Moved, way: str, chance: str) -> Moved:
    keep = np.ones(one.practices.size, dtype=bool)
    if way:
        keep &= one.gained == (way == "gained")
    if chance:
        keep &= one.verdicts == Verdict[chance.upper()]
    return one.chosen(keep)


def _changes(found: Sequence[Moved]) -> "Lazy":
    """What is more than noise first, then by indicator, then by practice."""
    sizes = [one.practices.size for one in found]
    which = np.repeat(np.arange(len(found)), sizes)
    within = np.concatenate([np.arange(size) for size in sizes] or [which])
    ids = np.concatenate([one.practices for one in found] or [which])
    chance = np.concatenate([one.verdicts for one in found] or [which.astype(np.int8)])
    names = in_order(np.unique(ids).tolist())
    place = {pk: at for at, (pk, _, _) in enumerate(names)}
    names_at = np.array([place[pk] for pk in ids.tolist()], dtype=np.int64)
    order = np.lexsort((names_at, which, chance != Verdict.BEYOND))

    def row(at: int) -> ChangeRow:
        one, here = found[int(which[order[at]])], int(within[order[at]])
        _, code, name = names[int(names_at[order[at]])]
        return _change(one, here, code, name, data_of(one.was), data_of(one.definition))

    return Lazy(order.size, row)


def _change(
    one: Moved, at: int, code: str, name: str, old: DefinitionData, data: DefinitionData
) -> ChangeRow:
    was, now = _number(one.value_before[at]), _number(one.value[at])
    verdict = Verdict(int(one.verdicts[at]))
    bands = int(one.band_before[at]), int(one.band[at])
    return ChangeRow(
        code=code,
        name=name,
        indicator=one.definition.code,
        indicator_name=one.definition.name,
        before=BANDS[bands[0]],  # type: ignore[index]
        now=BANDS[bands[1]],  # type: ignore[index]
        value_before=was,
        value=now,
        shown_before=_shown(old, bands[0], was),
        shown=_shown(data, bands[1], now),
        verdict=WORDS[verdict],
        is_beyond=verdict is Verdict.BEYOND,
        why=one.why_unknown if verdict is Verdict.UNKNOWN else "",
    )


def missing_list(periods: BandedPeriods, given: Mapping[str, str]) -> Listing:
    weighted, asked = weighted_of(periods.current.version), Asked(given)
    domains = {str(one.pk): one.name for one in weighted.domains}
    reason, domain = asked.one_of("reason", REASONS), asked.one_of("domain", domains)
    bands = bands_of([periods.current])[0]
    indicators = weighted.of_domain(int(domain)) if domain else frozenset(weighted.domain_of)
    state = int(NoBand[reason.upper()]) if reason else None
    practices, which, states = unbanded(bands, indicators, state)
    definitions = {pk: column.definition for pk, column in bands.columns.items()}
    return Listing(
        choices=(
            _choice("reason", "Why there is no band", "any reason", REASONS, reason),
            _choice("domain", "Domain", "every domain", domains, domain),
        ),
        problems=tuple(asked.problems),
        rows=_missing(practices, which, states, definitions),
    )


def _missing(
    practices: Any, which: Any, states: Any, definitions: Mapping[int, Definition]
) -> "Lazy":
    """By practice, then by indicator."""
    names = in_order(np.unique(practices).tolist())
    place = {pk: at for at, (pk, _, _) in enumerate(names)}
    by_code = sorted(definitions, key=lambda pk: definitions[pk].code)
    code_at = {pk: at for at, pk in enumerate(by_code)}
    first = np.array([place[pk] for pk in practices.tolist()], dtype=np.int64)
    second = np.array([code_at[pk] for pk in which.tolist()], dtype=np.int64)
    order = np.lexsort((second, first))

    def row(at: int) -> MissingRow:
        here = int(order[at])
        _, code, name = names[int(first[here])]
        one = definitions[int(which[here])]
        return MissingRow(code, name, one.code, one.name, NO_BANDS[NoBand(int(states[here]))])

    return Lazy(order.size, row)


class Lazy(Sequence[Any]):
    """Rows that are made when they are looked at: a nation has a hundred thousand."""

    def __init__(self, size: int, row: Callable[[int], Any]) -> None:
        self._size, self._row = size, row

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self._row(one) for one in range(*at.indices(self._size))]
        if not 0 <= at < self._size:
            raise IndexError(at)
        return self._row(at)


def _choice(
    name: str, label: str, anything: str, choices: Mapping[str, str], chosen: str
) -> Choice:
    return Choice(name, label, anything, tuple(choices.items()), chosen)


def _shown(data: DefinitionData, band: int, value: float | None) -> str:
    return "" if value is None else value_words(data, Outcome(band=band, no_band=0, value=value))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
