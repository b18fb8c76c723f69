"""Results as columns of their table. Pure."""

import json

import numpy as np
from numpy.typing import NDArray

from indicators.binary_rows import Column, Words
from indicators.services.judged import Judged
from scorecard.calc.types import Codes, Floats, NoBand


def result_columns(one: Judged, practices: NDArray[np.int64]) -> list[Column | Words]:
    """The results of one definition as columns of the table, in the order of `practices`."""
    held, out = one.figures, one.judgement
    own = out.benchmark.own
    return [
        Column("practice_id", ">i8", practices),
        Column("definition_id", ">i8", one.definition.pk),
        Column("figure_id", ">i8", held.figure_ids, held.figure_ids == 0),
        _number("numerator", held.numerator),
        _number("denominator", held.denominator),
        _number("value", out.value),
        _number("lower", out.lower),
        _number("upper", out.upper),
        _number("own_benchmark", np.full(len(practices), np.nan) if own is None else own),
        Column("rank", ">i4", np.nan_to_num(out.ranks).astype(">i4"), np.isnan(out.ranks)),
        _number("percentile", out.percentiles),
        Column("band", ">i2", out.bands),
        Column("no_band", ">i2", _states(one)),
        Column("comparison", ">i2", out.comparisons),
        Column("queried", "i1", held.queried),
        Words("text", [text.encode() for text in held.texts] if any(held.texts) else b""),
        Words("own_levels", _own_levels(one, len(practices))),
    ]


def _number(name: str, values: Floats) -> Column:
    return Column(name, ">f8", values, ~np.isfinite(values))


def _own_levels(one: Judged, size: int) -> list[bytes | None] | None:
    if not one.around.own_levels:
        return None
    found: list[bytes | None] = [None] * size
    if one.definition.rule:
        for at, levels in one.around.own_levels.items():
            found[at] = b"\x01" + json.dumps(levels).encode()  # the version of jsonb's own form
    return found


def _states(one: Judged) -> Codes:
    """A fact in words has no number, which is not the same as no data."""
    states = one.judgement.states
    if one.definition.kind != "fact":
        return states
    worded = np.array([bool(text) for text in one.figures.texts], dtype=bool)
    return np.where(worded & (states == NoBand.NO_DATA), np.int8(NoBand.NOT_BANDED), states)
