"""A definition before it is saved: as the public will read it, and whom it would band how."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from indicators import rules
from indicators.definitions import DefinitionData
from indicators.models import Definition, Indicator, Period
from indicators.selectors.periods import newest_with_figures
from indicators.services.judged import Judged
from indicators.services.trials import judge_trial
from practices.models import Commissioner, Practice
from practices.selectors import practices_of
from scorecard.calc.types import Band, NoBand, Polarity
from scorecard.cards.forms.indicator_levels import LABELS
from scorecard.cards.models import CardVersion
from scorecard.cards.places import Place
from scorecard.cards.presenters.editor import warnings_of
from scorecard.cards.presenters.measure import page_words
from scorecard.cards.selectors.runs import newest_runs
from scorecard.cards.selectors.versions import items_of
from scorecard.cards.services.banding import groups_of
from scorecard.charts.figures import band_strip
from scorecard.charts.types import BandStrip, BarItem, Chart
from scorecard.ui.words import Words, band_words

BANDS = (Band.GREEN, Band.AMBER, Band.RED)
NOT_ON_THE_SCALE = ("k", "green_to", "red_from", "confidence", "tolerance")


@dataclass(frozen=True)
class Preview:
    """`counts` are bands and reasons with their numbers of practices; none without a period."""

    public: dict[str, Any]
    sort: str
    period: Period | None
    practices: int
    counts: tuple[tuple[Words, int], ...]
    chart: Chart | None
    note: str
    warnings: tuple[str, ...]


def preview_of(
    commissioner: Commissioner,
    definition: Definition | None,
    data: DefinitionData,
    place: Place,
    version: CardVersion | None,
    today: dt.date,
) -> Preview:
    """Judge the figures of the newest period that has any, and save nothing."""
    indicator = definition.indicator if definition else None
    period = _period(commissioner, indicator)
    practices = list(practices_of(commissioner, period.ends_on).order_by("pk")) if period else []
    judged, refused = (
        _judged(period, version, indicator, data, practices) if practices else (None, "")
    )
    return Preview(
        public=page_words(data, place.domain, place.weight),
        sort=_sort(data),
        period=period,
        practices=len(practices),
        counts=_counts(judged) if judged else (),
        chart=_chart(data, judged, practices) if judged else None,
        note=refused or _note(data, judged),
        warnings=tuple(warnings_of(data, place, today)),
    )


def _judged(
    period: Period | None,
    version: CardVersion | None,
    indicator: Indicator | None,
    data: DefinitionData,
    practices: Sequence[Practice],
) -> tuple[Judged | None, str]:
    """What came out; or in words why nothing could."""
    if period is None:
        return None, ""
    items = list(items_of(version)) if version else []
    context = [item.definition for item in items if item.says_who_is_alike]
    try:
        judged = judge_trial(
            period=period,
            indicator=indicator,
            data=data,
            practices=practices,
            context=[one for one in context if one.indicator_id != getattr(indicator, "pk", None)],
            groups=groups_of(items, practices, period, [data]),
        )
    except ValidationError as error:
        return None, " ".join(error.messages)
    return judged, ""


def _period(commissioner: Commissioner, indicator: Indicator | None) -> Period | None:
    """The newest period with figures of the indicator; else the one that was banded last."""
    held = newest_with_figures(indicator) if indicator else None
    runs = newest_runs(commissioner)
    return held or (runs[0].run.period if runs else None)


def _sort(data: DefinitionData) -> str:
    if not data.rule:
        return ""
    if rules.is_comparison(data.rule):
        return "This rule is a comparison: the band depends on how other practices do."
    return "This rule has agreed levels: every practice can reach green."


def _counts(judged: Judged) -> tuple[tuple[Words, int], ...]:
    bands, states = judged.judgement.bands, judged.judgement.states
    found = [(band_words(band), int((bands == band).sum())) for band in BANDS]
    for reason in NoBand:
        if reason is not NoBand.BANDED and (number := int((states == reason).sum())):
            found.append((band_words(None, reason), number))
    return tuple(found)


def _note(data: DefinitionData, judged: Judged | None) -> str:
    if judged is None or not judged.figures.figure_ids.any():
        return (
            "No figure of this indicator is held yet, so nobody can be banded."
            " Come back when the first figures are in."
        )
    return "" if data.rule else "It is not banded; its figures are shown for information."


def _chart(data: DefinitionData, judged: Judged, practices: Sequence[Practice]) -> Chart | None:
    out = judged.judgement
    if data.kind in ("fact", "yes_no") or not judged.figures.figure_ids.any():
        return None
    items = tuple(
        BarItem(
            label=practice.name,
            value=value if math.isfinite(value) else None,
            band=Band(out.bands[at]),
            reason=NoBand(out.states[at]),
        )
        for at, (practice, value) in enumerate(zip(practices, out.value.tolist(), strict=True))
    )
    return band_strip(
        BandStrip(
            title="Every practice and the levels",
            unit=data.unit,
            decimals=data.decimals,
            items=items,
            polarity=Polarity(data.polarity),
            marks=_marks(data, judged),
        )
    )


def _marks(data: DefinitionData, judged: Judged) -> tuple[tuple[float, str], ...]:
    """The levels of the rule that lie on the scale of the values, and the comparator's value."""
    levels = tuple(
        (float(value), LABELS.get(name, name))
        for name, value in data.rule.items()
        if name != "rule" and name not in NOT_ON_THE_SCALE
    )
    benchmark = judged.judgement.benchmark
    compares = bool(data.rule) and rules.is_comparison(data.rule)
    if compares and math.isfinite(benchmark.value):
        levels += ((benchmark.value, benchmark.name),)
    return levels
