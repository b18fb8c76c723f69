"""Numbers as national files write them. Pure.

Statistical programs wrote these files, so "112.0" and "1e+05" are numbers here; in a return that
somebody typed they would be questions. Every spelling of "not available" comes from the profile.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PRESENT, MISSING, SUPPRESSED, UNREADABLE = range(4)

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
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
    texts: Sequence[str], missing: Collection[str] = ("",), suppressed: Collection[str] = ()
) -> Numbers:
    """Every text of a column; each different one is read once."""
    distinct, where = np.unique(np.asarray(texts, dtype=np.str_), return_inverse=True)
    values = np.full(len(distinct), np.nan)
    states = np.full(len(distinct), PRESENT, np.int8)
    for at, text in enumerate(distinct.tolist()):
        values[at], states[at] = _read(text.strip(), missing, suppressed)
    return Numbers(values[where], states[where])


def _read(text: str, missing: Collection[str], suppressed: Collection[str]) -> tuple[float, int]:
    if text in missing:
        return np.nan, MISSING
    if text in suppressed:
        return np.nan, SUPPRESSED
    value = read_number(text)
    return (np.nan, UNREADABLE) if value is None else (value, PRESENT)
