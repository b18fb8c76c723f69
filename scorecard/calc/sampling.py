"""A random sample that anybody can draw again.

Every key gets the SHA-256 of "seed:key"; sorted by that, the first ones are the sample. Whoever
fixes the seed before the frame is known cannot choose, and whoever knows both can check the draw:

    sorted(keys, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).hexdigest())[:size]

Such permanent random numbers, one per unit, are those of Ohlsson, "Coordination of samples using
permanent random numbers" (in Cox et al., Business Survey Methods, 1995): the order in which the
frame is given plays no part, and a unit that joins or leaves moves no other one.
"""

import hashlib
from collections.abc import Iterable, Mapping

MOST_SEED = 100


def number_of(seed: str, key: str) -> str:
    """The random number of a key: the SHA-256 of "seed:key" as 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def draw(
    keys: Iterable[str], size: int, seed: str, strata: Mapping[str, str] | None = None
) -> list[str]:
    """`size` of the keys, in the order in which they were drawn.

    With `strata` (the stratum of each key) the first of every stratum comes first, then the rest
    as without: every stratum is there, but keys of small strata are likelier to be drawn. Raises
    ValueError for a size below one or above the frame, for too few to have one of each stratum,
    and for a key that stands there twice.
    """
    frame = list(keys)
    if len(set(frame)) < len(frame):
        raise ValueError("A key stands in the frame twice.")
    if not 1 <= size <= len(frame):
        raise ValueError(f"A sample has at least 1 and at most {len(frame)} of the frame.")
    ordered = sorted(frame, key=lambda key: number_of(seed, key))
    if strata is None:
        return ordered[:size]
    first = _first_of_each(ordered, strata)
    if len(first) > size:
        raise ValueError(f"One of each takes at least {len(first)}.")
    chosen = set(first)
    return (first + [key for key in ordered if key not in chosen])[:size]


def _first_of_each(ordered: Iterable[str], strata: Mapping[str, str]) -> list[str]:
    first: dict[str, str] = {}
    for key in ordered:
        first.setdefault(strata[key], key)
    return list(first.values())
