"""Numbers as national files write them. Pure.

Statistical programs wrote these files, so "112.0" and "1e+05" are numbers here; in a return that
somebody typed they would be questions. Every spelling of "not available" comes from the profile.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from indicators.sources.coded import Coded

PRESENT, MISSING, SUPPRESSED, UNREADABLE = range(4)

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
# What Arrow reads as well as Python does.
_PLAIN = r"^-?[0-9]{1,15}(\.[0-9]{1,15})?$"
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Numbers:
    """`values` with NaN where there is none; `states` one of the four codes above."""

    values: NDArray[np.float64]
    states: NDArray[np.int8]


def read_number(text: str) -> float | None:
    """The number in `text`; None when it is not one. "1,234.5" is; "nan", "inf", "12%" are not."""
    plain = text.strip().replace("\u00a0", "").replace("\u2212", "-")
    if _GROUPED.fullmatch(plain):
        return float(plain.replace(",", ""))
    if not _NUMBER.fullmatch(plain):
        return None
    value = float(plain)
    return value if np.isfinite(value) else None


def read_column(
    texts: Coded | Iterable[str],
    missing: Collection[str] = ("",),
    suppressed: Collection[str] = (),
) -> Numbers:
    """Every text of a column; each different one is read once, nearly all of them by columns."""
    column = texts if isinstance(texts, Coded) else Coded.of(texts)
    plain = pc.match_substring_regex(column.words, _PLAIN)
    markers = pc.is_in(column.words, pa.array([*missing, *suppressed], pa.string()))
    simple = pc.and_not(plain, markers)
    none = pa.scalar(None, pa.string())
    numbers = pc.cast(pc.if_else(simple, column.words, none), pa.float64())
    values = np.array(numbers.to_numpy(zero_copy_only=False), np.float64)
    states = np.full(len(values), PRESENT, np.int8)
    for at in np.flatnonzero(~simple.to_numpy(zero_copy_only=False)).tolist():
        text = column.words[at].as_py().strip()
        values[at], states[at] = _read(text, missing, suppressed)
    return Numbers(values[column.at], states[column.at])


def _read(text: str, missing: Collection[str], suppressed: Collection[str]) -> tuple[float, int]:
    if text in missing:
        return np.nan, MISSING
    if text in suppressed:
        return np.nan, SUPPRESSED
    value = read_number(text)
    return (np.nan, UNREADABLE) if value is None else (value, PRESENT)
