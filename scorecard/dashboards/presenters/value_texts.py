"""Values of a column as people read them, thousands at once: what `short_value` says of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import Any

import numpy as np

from indicators.definitions import DefinitionData
from indicators.explaining import Outcome, levels_near, short_value
from scorecard.calc.types import Codes, Flags, Floats
from scorecard.charts.words import SHORT_UNITS, figure_with_unit

# Beyond these a float need not round as its decimal digits say.
_MOST = 1e9
_NEAR_A_HALF = 1e-4
# What the noise of binary fractions may be of a level, with a margin.
_NOISE = 1e-10
Levels = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """A column to be written: `levels` stand in for those of its rule, `own` for those of the
    practice in a row. `near` are the values at which the band changes, if they are known already.
    """

    data: DefinitionData
    levels: Levels
    own: Mapping[int, Levels]
    near: Sequence[float] | None = None


def value_texts(
    data: DefinitionData,
    values: Floats,
    bands: Codes,
    levels: Levels,
    own_levels: Mapping[int, Levels],
) -> list[str]:
    """Of one column; see `table_texts`."""
    return table_texts([Written(data, levels, own_levels)], values[:, None], bands[:, None])[0]


def table_texts(columns: Sequence[Written], values: Floats, bands: Codes) -> list[list[str]]:
    """By column one text for each value (practices x columns), empty where there is none; `bands`
    are those that the values have by their rules.

    Most are looked up by their rounded number. Those that a level parts from it or meets, those
    near the half of a last digit, and those that are no plain numbers are written one by one.
    """
    power = 10.0 ** np.array([one.data.decimals for one in columns])
    scaled = np.abs(values) * power
    known = np.isfinite(scaled)
    whole = np.floor(np.where(known, scaled, 0) + 0.5)
    odd = known & ((np.abs(np.abs(scaled - whole) - 0.5) < _NEAR_A_HALF) | (scaled > _MOST))
    signed = np.where(known, np.copysign(whole, np.where(whole == 0, 0, values)), 0)
    odd |= _parted(columns, values, signed / power) & (bands > 0)
    odd[:, [one.data.kind in ("fact", "yes_no") for one in columns]] = True
    numbers = signed.astype(np.int64).T.tolist()
    texts = [_column(one, own) for one, own in zip(columns, numbers, strict=True)]
    for at, row in np.argwhere(~known.T).tolist():
        texts[at][row] = ""
    slow = {(at, row) for at, row in np.argwhere(odd.T).tolist()}
    slow.update((at, row) for at, one in enumerate(columns) for row in one.own)
    for at, row in slow:
        one = columns[at]
        texts[at][row] = _slow(
            one.data, values[row, at], bands[row, at], one.levels, one.own.get(row)
        )
    return texts


def _parted(columns: Sequence[Written], values: Floats, rounded: Floats) -> Flags:
    """Where a level lies between a value and what it is rounded to, or on either."""
    near = [levels_near(one.data, one.levels) if one.near is None else one.near for one in columns]
    levels = np.array(list(zip_longest(*near, fillvalue=np.nan)))
    least, most = np.minimum(values, rounded), np.maximum(values, rounded)
    found = np.zeros(values.shape, np.bool_)
    for level in levels:
        noise = _NOISE * (np.abs(level) + 1)
        found |= (least - noise <= level) & (level <= most + noise)
    return np.asarray(found & (values != rounded))


def _column(column: Written, numbers: Sequence[int]) -> list[str]:
    """What the numbers are with the column's unit; they count units of its last decimal."""
    unit = column.data.unit if column.data.unit in SHORT_UNITS else ""
    decimals = column.data.decimals
    return [_said(one, unit, decimals) for one in numbers]


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
