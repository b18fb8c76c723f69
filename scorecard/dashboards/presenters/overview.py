"""The commissioner's first page: ten minutes before a meeting. Every number leads to its list."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from practices.models import Commissioner
from scorecard.accounts.roles import Permission
from scorecard.calc.types import NoBand
from scorecard.cards.models import CardRun
from scorecard.cards.presenters.levels import domain_rule, overall_rule
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.charts.words import counted
from scorecard.dashboards.noise import MEANINGS, WORDS, Verdict
from scorecard.dashboards.presenters.attention import Attention, attention
from scorecard.dashboards.presenters.domains import DomainRow, domain_rows, sentence_on_domains
from scorecard.dashboards.presenters.links import Lists, Number
from scorecard.dashboards.presenters.to_do import ToDo, to_do
from scorecard.dashboards.selectors.moves import Moved, count, moves_between
from scorecard.dashboards.selectors.overview import (
    Weighted,
    conditions_met,
    weighted_of,
)
from scorecard.dashboards.selectors.run_bands import RunBands, bands_of
from scorecard.dashboards.selectors.scores import both, scores_of
from scorecard.ui.words import NO_BANDS

VERDICTS = (Verdict.BEYOND, Verdict.CHANCE, Verdict.UNKNOWN, Verdict.NOT_ITS_OWN)

_NOT_DUE = {NoBand.NOT_APPLICABLE: ", so not due"}


@dataclass(frozen=True)
class Complete:
    """Of the weighted figures that were due, those with a band; `share` in whole per cent. What
    does not apply to a practice is not due, here as in the board's paper."""

    banded: Number
    due: int
    share: str
    reasons: tuple[Number, ...]


@dataclass(frozen=True)
class Split:
    """Bands that were gained, or lost, and how many of them are more than noise."""

    total: Number
    parts: tuple[Number, ...]


@dataclass(frozen=True)
class Changes:
    """What changed since the period before, `since`; `other_card` says what did not stay."""

    since: str
    gained: Split
    lost: Split
    overall: tuple[Number, ...]
    other_card: str
    meanings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Overview:
    complete: Complete
    changes: Changes | None
    domains: tuple[DomainRow, ...]
    domains_said: str
    attention: tuple[Attention, ...]
    attention_rule: str
    to_do: tuple[ToDo, ...]
    conditions: tuple[tuple[str, str, str], ...]
    overall_rule: str
    domain_rule: str


def overview(
    commissioner: Commissioner,
    periods: BandedPeriods,
    granted: Collection[Permission],
    today: dt.date,
) -> Overview:
    now, before = periods.current, periods.previous
    lists = Lists(commissioner.code, now.run.period.code, granted)
    weighted = weighted_of(now.version)
    runs = [now, before] if before else [now]
    bands, scores = bands_of(runs), scores_of(runs)
    moved = moves_between(before, now, bands=bands, indicators=weighted.domain_of) if before else []
    rows = domain_rows(weighted, scores, moved, lists)
    return Overview(
        complete=_complete(bands[0], weighted, lists),
        changes=_changes(now, before, scores, moved, lists) if before else None,
        domains=rows,
        domains_said=sentence_on_domains(rows, first=before is None),
        attention=attention(now, before, scores, moved, lists),
        attention_rule=_attention_rule(now, before),
        to_do=to_do(commissioner, lists, today),
        conditions=_conditions(now, bands[0], lists),
        overall_rule=overall_rule(now.version),
        domain_rule=domain_rule(now.version),
    )


def before_the_first_run(
    commissioner: Commissioner, granted: Collection[Permission], today: dt.date
) -> tuple[ToDo, ...]:
    """What waits where nothing is banded yet."""
    return to_do(commissioner, Lists(commissioner.code, "", granted), today)


def _complete(bands: RunBands, weighted: Weighted, lists: Lists) -> Complete:
    columns = [one for pk, one in bands.columns.items() if pk in weighted.domain_of]
    states = np.concatenate([one.states for one in columns] or [np.zeros(0, np.int8)])
    numbers = np.bincount(states[states >= 0], minlength=max(NoBand) + 1)
    due = int(numbers.sum() - numbers[NoBand.NOT_APPLICABLE])
    banded = int(numbers[NoBand.BANDED])
    return Complete(
        banded=Number(banded, "banded", lists.results("grid"), heard="(figures)"),
        due=due,
        share=_share(banded, due),
        reasons=tuple(
            Number(
                int(numbers[reason]),
                NO_BANDS[reason].word.lower() + _NOT_DUE.get(reason, ""),
                lists.results("unbanded", reason=reason.name.lower()),
                heard="(figures without a band)",
            )
            for reason in NoBand
            if reason and numbers[reason]
        ),
    )


def _share(banded: int, due: int) -> str:
    """Whole per cent; neither nothing nor everything unless it is so."""
    if not due:
        return ""
    share = round(100 * banded / due)
    return f"{min(max(share, 1), 99) if 0 < banded < due else share}%"


def _changes(
    now: CardRun,
    before: CardRun,
    scores: Sequence[dict],  # type: ignore[type-arg]
    moved: Sequence[Moved],
    lists: Lists,
) -> Changes:
    found = {int(verdict) for one in moved for verdict in one.verdicts}
    return Changes(
        since=before.run.period.name,
        gained=_split(moved, True, lists),
        lost=_split(moved, False, lists),
        overall=_overall(scores, lists),
        other_card=""
        if before.version_id == now.version_id
        else f"{before.run.period.name} was banded by {before.version}; indicators that only one"
        " of the two scorecards has are left out.",
        meanings=tuple((WORDS[one], MEANINGS[one]) for one in VERDICTS if one in found),
    )


def _split(moved: Sequence[Moved], better: bool, lists: Lists) -> Split:
    way = "gained" if better else "lost"
    total = count(moved, better)
    words = f"{'band' if total == 1 else 'bands'} {way}"
    parts = ((verdict, count(moved, better, verdict)) for verdict in VERDICTS)
    return Split(
        Number(total, words, lists.results("band-changes", way=way)),
        tuple(
            Number(
                number,
                WORDS[verdict],
                lists.results("band-changes", way=way, chance=verdict.name.lower()),
                heard=f"(bands {way})",
            )
            for verdict, number in parts
            if number
        ),
    )


def _overall(scores: Sequence[dict], lists: Lists) -> tuple[Number, ...]:  # type: ignore[type-arg]
    now, before = (one.get(None) for one in scores)
    if now is None or before is None:
        return ()
    first, second = both(now, before)
    bands, were = now.bands[first], before.bands[second]
    up, down = int((bands > were).sum()), int((bands < were).sum())
    moved_up = f"{'practice' if up == 1 else 'practices'} moved up a level overall"
    stayed = bands.size - up - down
    return tuple(
        Number(number, words, lists.results("area-practices", moved=way), heard=heard)
        for number, words, way, heard in (
            (up, moved_up, "up", ""),
            (down, "down", "down", "(a level overall)"),
            (stayed, "stayed", "stayed", "(at their level overall)"),
        )
    )


def _attention_rule(now: CardRun, before: CardRun | None) -> str:
    lowest = (
        "those with the lowest overall scores"
        if now.version.overall_by == "score"
        else "those with the most reds"
    )
    if before is None:
        return f"{lowest[:1].upper()}{lowest[1:]}."
    return f"First those that lost bands by more than noise, then {lowest}."


def _conditions(now: CardRun, bands: RunBands, lists: Lists) -> tuple[tuple[str, str, str], ...]:
    size = bands.practices.size
    return tuple(
        (
            one.name,
            f"Of {counted(size, 'practice', 'practices')}, {one.met:,}"
            f" {'meets' if one.met == 1 else 'meet'} it and {one.not_met:,} not;"
            f" of {one.unknown:,} it cannot be said.",
            lists.results("eligibility"),
        )
        for one in conditions_met(now.version, bands)
    )
