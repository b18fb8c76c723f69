"""Values of a column as people read them, thousands at once: what `short_value` says of each."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np

from indicators.definitions import DefinitionData
from indicators.explaining import Outcome, levels_near, short_value
from scorecard.calc.types import Codes, Floats
from scorecard.charts.words import SHORT_UNITS, figure_with_unit

# Beyond these a float need not round as its decimal digits say.
_MOST = 1e9
_NEAR_A_HALF = 1e-4
Levels = Mapping[str, Any]


def value_texts(
    data: DefinitionData,
    values: Floats,
    bands: Codes,
    levels: Levels,
    own_levels: Mapping[int, Levels],
    near: Sequence[float] | None = None,
) -> list[str]:
    """One for each value, empty where there is none; `own_levels` by place. `near` are the values
    at which the band changes, if they are known already.

    Most are looked up by their rounded number; those near a level of the rule or near the half
    of a last digit, and those that are no plain numbers, are written one by one.
    """
    if data.kind in ("fact", "yes_no"):
        return [_slow(data, *pair, levels, None) for pair in zip(values, bands, strict=True)]
    scaled = np.abs(values) * 10.0**data.decimals
    known = np.isfinite(scaled)
    whole = np.floor(np.where(known, scaled, 0) + 0.5)
    odd = known & ((np.abs(scaled - whole + 0.5) < _NEAR_A_HALF) | (scaled > _MOST))
    odd |= known & (np.abs(scaled - whole - 0.5) < _NEAR_A_HALF)
    for level in levels_near(data, levels) if near is None else near:
        odd |= (bands > 0) & (np.abs(values - level) < 10.0**-data.decimals * (1 + 1e-9))
    unit = data.unit if data.unit in SHORT_UNITS else ""
    signed = np.where(known, np.copysign(whole, np.where(whole == 0, 0, values)), 0)
    texts = [_said(one, unit, data.decimals) for one in signed.astype(np.int64).tolist()]
    if not known.all():
        for at in np.flatnonzero(~known).tolist():
            texts[at] = ""
    for at in {*np.flatnonzero(odd).tolist(), *own_levels}:
        texts[at] = _slow(data, values[at], bands[at], levels, own_levels.get(at))
    return texts


@lru_cache(maxsize=50_000)
def _said(scaled: int, unit: str, decimals: int) -> str:
    return figure_with_unit(Decimal(scaled).scaleb(-decimals), unit, decimals)


def _slow(data: DefinitionData, value: float, band: int, levels: Levels, own: Levels | None) -> str:
    shown = None if np.isnan(value) else float(value)
    return short_value(
        data,
        Outcome(
            band=int(band),
            no_band=0,
            value=shown,
            period_levels=dict(levels),
            own_levels=dict(own) if own else None,
        ),
    )


def number_shown(text: str) -> float | str | None:
    """The same for a file: the digits that are shown as a number; yes, no and a median in words."""
    digits = text.replace(",", "").replace("£", "").removesuffix("%")
    try:
        return float(digits) if digits else None
    except ValueError:
        return text
