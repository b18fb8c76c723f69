"""What one page of the grid shows, in one statement: the results of its practices, those of the
period before, and names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scorecard.calc.types import Sampling
from scorecard.cards.models import CardRun
from scorecard.dashboards.selectors.grid_rows import Names, Places
from scorecard.dashboards.selectors.results_wide import Ask, Statement, Wide, wide_together
from scorecard.dashboards.selectors.run_sheet import Column, RunSheet, columns_before

_NAMES = """
SELECT json_agg(json_build_array(p.id, p.code, p.name, coalesce(
    (SELECT a.reason FROM practices_atypical a WHERE a.practice_id = p.id AND a.starts_on <= %s
        AND (a.ends_on IS NULL OR a.ends_on > %s) LIMIT 1), '')))
FROM practices_practice p WHERE p.id = ANY(%s)
"""
# Standard deviations of means: a result does not bring its own.
_SPREADS = """
SELECT json_agg(json_build_array(f.id, f.spread)) FROM indicators_result r
JOIN indicators_figure f ON f.id = r.figure_id
WHERE r.part_id = ANY(%s) AND r.definition_id = ANY(%s) AND r.practice_id = ANY(%s)
    AND f.spread IS NOT NULL
"""


@dataclass(frozen=True)
class PageRead:
    """`then` is of the period before, on the indicators of `was` (by indicator), and None where
    nobody asks for it or there is none; `spreads` are by figure, of both."""

    now: Wide
    then: Wide | None
    was: Mapping[int, Column]
    names: Names
    spreads: Mapping[int, float]


def read_page(
    card_run: CardRun,
    sheet: RunSheet,
    places: Places,
    columns: Sequence[Column],
    names: Names,
    before: CardRun | None = None,
) -> PageRead:
    """The practices at `places`; `names` where they are read already, else empty."""
    ids = sheet.practices[places].tolist()
    was = columns_before(sheet, before, card_run) if before else {}
    asks = [Ask(card_run.run, ids, [one.definition for one in columns], sheet.parts)]
    if before:
        then = [was[one.indicator].definition if one.indicator in was else 0 for one in columns]
        asks.append(Ask(before.run, ids, then, _parts(was.values())))
    more: dict[str, Statement] = {}
    if not names:
        day = card_run.run.period.ends_on
        more["names"] = _NAMES, [day, day, ids], 1
    means = [one for one in (*columns, *was.values()) if one.data.sampling == Sampling.MEAN]
    if before and means:
        parts = [one.part for one in means if one.part is not None]
        more["spreads"] = _SPREADS, [parts, [one.definition for one in means], ids], 1
    found, rows = wide_together(asks, list(more.values()))
    said = {kind: row[0] or () for kind, row in zip(more, rows, strict=True)}
    return PageRead(
        now=found[0],
        then=found[1] if before else None,
        was=was,
        names=names or {pk: (code, name, why) for pk, code, name, why in said["names"]},
        spreads=dict(said.get("spreads", ())),
    )


def _parts(columns: Iterable[Column]) -> dict[int, int]:
    return {one.definition: one.part for one in columns if one.part is not None}
