"""Copying a run into an edition, after small numbers were dealt with. Written once.

A nation's run is a million results, so they are taken over as columns: packed by the database,
judged by the policy as arrays, and copied back (docs/adr/0053).
"""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from indicators.binary_rows import Column, Words
from indicators.models import RunDefinition
from indicators.selectors.definitions import data_of
from indicators.selectors.one_picture import one_picture
from indicators.selectors.run_columns import RunColumns, run_columns, too_close
from indicators.selectors.run_standings import (
    RunStandings,
    Unlike,
    run_standings,
    unlike_others,
)
from scorecard.calc.types import Flags, Floats
from scorecard.cards.models import CardItem
from scorecard.cards.selectors.versions import items_of
from scorecard.publication.columns import Columns, Indicator
from scorecard.publication.models import Edition, EditionIndicator
from scorecard.publication.selectors.editions import small_numbers_of
from scorecard.publication.selectors.told_before import Told, told_before
from scorecard.publication.services import frozen_practices, frozen_rows
from scorecard.publication.services.frozen_bands import SettledBands
from scorecard.publication.services.frozen_rows import days, number
from scorecard.publication.small_numbers import Policy, hideable

NUMBERS = ("numerator", "denominator", "value", "lower", "upper", "own_benchmark", "percentile")
CODES = ("band", "no_band", "comparison")


@dataclass(frozen=True)
class _Taken:
    """One indicator as the run has it; texts and levels of its own are by place of a practice."""

    item: CardItem
    judged: RunDefinition | None
    there: Flags
    texts: dict[int, str]
    own_levels: dict[int, dict[str, Any]]
    indicator: Indicator


@dataclass(frozen=True)
class _Aside:
    """What else is known of a run: registered lists, whose band is close, what was told before,
    odd figures."""

    patients: Floats
    close: dict[int, Flags]
    before: Told
    unlike: Unlike


def freeze(*, edition: Edition) -> None:
    """Write everything that the edition will ever say. To be called in a transaction."""
    with one_picture():
        practices = frozen_practices.scored_practices(edition)
        taken, figures, aside = _taken(edition, practices)
        standings = _standings(edition, taken, aside.unlike, figures, practices)
        del figures  # a nation's ids are eight megabytes
        told = _told(taken, small_numbers_of(edition.rules), aside.patients)
        indicators: list[EditionIndicator] = []
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="bands") as thread:
            bands = SettledBands(edition, [one.item for one in taken], practices, thread)
            rows = _rows(edition, taken, bands.passing(told), standings, practices, indicators)
            frozen_rows.fill(edition, rows, _of_all(taken, standings))
            bands.write()
        EditionIndicator.objects.bulk_create(sorted(indicators, key=lambda one: one.order))


def _told(
    taken: Sequence[_Taken], policy: Policy, patients: Floats
) -> Iterator[tuple[int, Columns]]:
    """By the place of an indicator on the card its columns as they may be told.

    First those that the policy leaves as they are: while they are written, a thread works out
    what of the others is hidden, for which all have to be looked at. Both in order of definitions,
    from which the database reckons how near to each other the rows of one lie.
    """
    every = [one.indicator for one in taken]
    order = sorted(range(len(taken)), key=lambda at: taken[at].item.definition_id)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="policy") as thread:
        hidden = thread.submit(policy.hidden, every, patients)
        for at in order:
            if not hideable(every[at].data):
                yield at, every[at].columns
        found = hidden.result()
        for at in order:
            if hideable(every[at].data):
                yield at, policy.told(every[at], found[at])


def _rows(
    edition: Edition,
    taken: Sequence[_Taken],
    told: Iterator[tuple[int, Columns]],
    standings: RunStandings,
    practices: NDArray[np.int64],
    indicators: list[EditionIndicator],
) -> Iterator[tuple[frozen_rows.Fields, int]]:
    """The rows of one indicator after the other; each is added to `indicators` on the way."""
    for at, columns in told:
        indicators.append(_indicator(edition, taken[at], at, columns))
        yield _fields(taken[at], columns, standings, at, practices)


def _aside(edition: Edition, items: Sequence[CardItem], practices: NDArray[np.int64]) -> _Aside:
    """Written and asked while another connection reads the run."""
    patients = frozen_practices.write_practices(edition, practices)
    frozen_practices.write_scores(edition)
    run = edition.card_run.run
    before = told_before(edition, [item.definition for item in items], practices)
    return _Aside(patients, too_close(run, practices), before, unlike_others(run.period))


def _of_all(taken: Sequence[_Taken], standings: RunStandings) -> dict[str, Any]:
    """What the fields of all rows say that say the same in all of them."""
    found: dict[str, Any] = {}
    if not any(one.texts for one in taken):
        found["text"] = ""
    if not any(one.own_levels for one in taken):
        found["own_levels"] = None
    if not standings.modelled.any():
        found["modelled"] = False
    met = [standings.standings[code] for code in np.unique(standings.codes).tolist()]
    said = {
        "standing": {str(one.kind) for one in met},
        "standing_on": {one.on for one in met},
        "standing_until": {one.until for one in met},
    }
    return found | {name: words.pop() for name, words in said.items() if len(words) == 1}


def _taken(
    edition: Edition, practices: NDArray[np.int64]
) -> tuple[list[_Taken], NDArray[np.int64], _Aside]:
    """The items of the card in its order, with what the run says of each; and the ids of their
    figures, items x practices."""
    run = edition.card_run.run
    items = list(items_of(edition.card_run.version))
    judged = {one.definition_id: one for one in run.definitions.all()}
    held: list[_Aside] = []
    found = run_columns(run, practices, lambda: held.append(_aside(edition, items, practices)))
    (aside,) = held
    taken, figures = [], np.zeros((len(items), practices.size), np.int64)
    for at, item in enumerate(items):
        pk = item.definition_id
        columns = found.pop(pk, None) or RunColumns.nothing(practices.size)
        figures[at] = columns.figure_ids
        of_run = judged.get(pk)
        indicator = Indicator(
            code=item.definition.code,
            data=data_of(item.definition),
            columns=_columns(columns, of_run, aside.close.get(pk)),
            before=aside.before.get(pk, ()),
        )
        own = (columns.there, columns.texts, columns.own_levels)
        taken.append(_Taken(item, of_run, *own, indicator))
    return taken, figures, aside


def _columns(of_run: RunColumns, judged: RunDefinition | None, close: Flags | None) -> Columns:
    band = of_run.codes["band"]
    has_own = np.zeros(band.shape, dtype=bool)
    has_own[list(of_run.own_levels)] = True
    columns = Columns(
        **of_run.numbers,  # type: ignore[arg-type]
        **of_run.codes,  # type: ignore[arg-type]
        rank=of_run.ranks,
        close=(close & (band > 0)) if close is not None else np.zeros(band.shape, dtype=bool),
        own_levels=has_own,
    )
    if judged is None:
        return columns
    return replace(
        columns,
        benchmark=_or_nan(judged.benchmark),
        benchmark_name=judged.benchmark_name,
        ranked_of=judged.ranked_of,
        scatter=_or_nan(judged.scatter),
        period_levels=judged.levels,
    )


def _or_nan(number: float | None) -> float:
    return np.nan if number is None else number


def _standings(
    edition: Edition,
    taken: Sequence[_Taken],
    unlike: Unlike,
    figures: NDArray[np.int64],
    practices: NDArray[np.int64],
) -> RunStandings:
    return run_standings(
        edition.card_run.run,
        unlike,
        figures,
        practices,
        np.array([bool(one.indicator.data.valid_for_months) for one in taken], dtype=bool),
        timezone.localdate(edition.drafted_at),
    )


def _fields(
    one: _Taken,
    told: Columns,
    standings: RunStandings,
    at: int,
    practices: NDArray[np.int64],
) -> tuple[list[Column | Words], int]:
    """The rows of an indicator, of the practices that have a result."""
    there, size = one.there, int(one.there.sum())
    if size < practices.size:
        rows = np.flatnonzero(there)
        told = told.of(rows)
        practices = practices[rows]
    else:
        rows = np.arange(size)
    codes, modelled = standings.codes[at][rows], standings.modelled[at][rows]
    hidden = told.is_withheld
    return [
        Column("practice_id", ">i8", practices),
        Column("definition_id", ">i8", one.item.definition_id),
        *(number(name, getattr(told, name)) for name in NUMBERS),
        Column("rank", ">i4", np.nan_to_num(told.rank).astype(">i4"), np.isnan(told.rank)),
        *(Column(name, ">i2", getattr(told, name)) for name in CODES),
        Column("close", "i1", told.close),
        Column("modelled", "i1", modelled),
        *_standing(standings, codes),
        _text(one, rows, hidden),
        _own_levels(one, rows),
    ], size


def _standing(standings: RunStandings, codes: NDArray[np.int32]) -> list[Column | Words]:
    known = standings.standings
    on, until = (
        np.array([getattr(one, name) for one in known], "datetime64[D]") for name in ("on", "until")
    )
    return [
        Words("standing", [str(one.kind).encode() for one in known], codes),
        days("standing_on", on[codes]),
        days("standing_until", until[codes]),
    ]


def _text(one: _Taken, rows: NDArray[np.intp], hidden: Flags) -> Words:
    """What is said in words of a figure that is hidden may say the figure."""
    if not one.texts:
        return Words("text", b"")
    gone = set(rows[hidden].tolist())
    texts = {at: "" if at in gone else text for at, text in one.texts.items()}
    return Words("text", [texts.get(at, "").encode() for at in rows.tolist()])


def _own_levels(one: _Taken, rows: NDArray[np.intp]) -> Words:
    if not one.own_levels:
        return Words("own_levels", None)
    # The byte is the version of jsonb's own form.
    packed = {at: b"\x01" + json.dumps(of).encode() for at, of in one.own_levels.items()}
    return Words("own_levels", [packed.get(at) for at in rows.tolist()])


def _indicator(edition: Edition, one: _Taken, order: int, told: Columns) -> EditionIndicator:
    """The benchmark is that of everybody; where the policy took it from one it took it from all."""
    item = one.item
    return EditionIndicator(
        edition=edition,
        definition=item.definition,
        code=item.definition.code,
        name=item.definition.name,
        role=item.role,
        domain=item.domain,
        weight=item.weight,
        order=order,
        if_missing=item.if_missing,
        capped=not item.public,
        benchmark=None if np.isnan(told.benchmark) else told.benchmark,
        benchmark_name=told.benchmark_name,
        behind=one.judged.practices_with_value if one.judged else None,
        ranked_of=told.ranked_of,
        scatter=None if np.isnan(told.scatter) else told.scatter,
        period_levels=told.period_levels,
    )
