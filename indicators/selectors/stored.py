"""What the table of a part holds, as arrays: packed by the server, one row per definition."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from indicators.certainty import Stored
from indicators.models import Result, RunPart

# One statement per definition: what is held at a time stays small, whatever a part holds.
_PACKED = """
SELECT string_agg(int8send(practice_id), ''),
    string_agg(float8send(coalesce(numerator, 'NaN')), ''),
    string_agg(float8send(coalesce(denominator, 'NaN')), ''),
    string_agg(float8send(coalesce(value, 'NaN')), ''),
    string_agg(int2send(band), ''),
    string_agg(boolsend(rank IS NOT NULL), '')
FROM indicators_result WHERE part_id = %s AND definition_id = %s
"""
_KINDS = (">i8", ">f8", ">f8", ">f8", ">i2", "?")


def stored_of(
    part: RunPart, definitions: Sequence[int]
) -> Iterator[tuple[int, NDArray[np.int64], Stored]]:
    """By definition the practices, in the order of their ids, and what the part says of them.

    All is read before the first is given, so that the connection is free for what is written
    meanwhile; 35 bytes a result are held.
    """
    own = _own_levels(part)
    packed = []
    with connection.cursor() as cursor:
        for definition in definitions:
            cursor.execute(_PACKED, [part.pk, definition])
            packed.append(cursor.fetchone())
    return (
        (definition, *_unpacked(columns, own.get(definition, {})))
        for definition, columns in zip(definitions, packed, strict=True)
        if columns and columns[0]
    )


def _unpacked(
    packed: Sequence[bytes], own: Mapping[int, dict[str, Any]]
) -> tuple[NDArray[np.int64], Stored]:
    columns = [np.frombuffer(column, kind) for column, kind in zip(packed, _KINDS, strict=True)]
    order = np.argsort(columns[0])
    practices, above, below, value, bands, ranked = (column[order] for column in columns)
    place = {int(practice): at for at, practice in enumerate(practices)} if own else {}
    return practices.astype(np.int64), Stored(
        numerator=above.astype(np.float64),
        denominator=below.astype(np.float64),
        value=value.astype(np.float64),
        bands=bands.astype(np.int8),
        ranked=ranked,
        own_levels={place[practice]: levels for practice, levels in own.items()},
    )


def _own_levels(part: RunPart) -> Mapping[int, Mapping[int, dict[str, Any]]]:
    found: dict[int, dict[int, dict[str, Any]]] = {}
    rows = Result.objects.filter(part=part, own_levels__isnull=False)
    for definition, practice, levels in rows.values_list(
        "definition_id", "practice_id", "own_levels"
    ):
        found.setdefault(definition, {})[practice] = levels or {}
    return found
