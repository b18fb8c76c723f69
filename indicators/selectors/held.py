"""Figures that are held where others arrive, as columns.

The database packs them, a column at a time; row by row in Python this would take several times as
long.
"""

import json
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from indicators.many_figures import CORRECTION, NO_ROW, NUMBERS, STATES, Ids, ManyFigures
from indicators.merging import Held
from indicators.models import Figure

_OURS, _COUNTS, _CORRECTS, _MODELLED, _WORDS, _STATE = 1, 2, 4, 8, 16, 32

_HELD = """
FROM indicators_figure WHERE replaced_at IS NULL AND practice_id = ANY (%(practices)s)
    AND indicator_id = ANY (%(indicators)s) AND period_id = ANY (%(periods)s)
"""
_PACKED = f"""
SELECT string_agg(int8send(id), ''), string_agg(int8send(practice_id), ''),
    string_agg(int8send(indicator_id), ''), string_agg(int8send(period_id), ''),
    string_agg(int4send(
        CASE WHEN source = %(source)s THEN {_OURS} ELSE 0 END
        + CASE WHEN counts THEN {_COUNTS} ELSE 0 END
        + CASE WHEN source = %(correction)s THEN {_CORRECTS} ELSE 0 END
        + CASE WHEN modelled THEN {_MODELLED} ELSE 0 END
        + CASE WHEN text <> '' OR adjustments IS NOT NULL THEN {_WORDS} ELSE 0 END
        + {_STATE} * (array_position(%(states)s, state::text) - 1)
    ), ''),
    {", ".join(f"string_agg(float8send(coalesce({name}, 'NaN')), '')" for name in NUMBERS)}
{_HELD}
"""


def any_held(given: ManyFigures) -> bool:
    """Whether anything is held for any of the indicators and periods, of whatever practice."""
    held = Figure.objects.filter(
        replaced_at__isnull=True,
        indicator__in=np.unique(given.indicator).tolist(),
        period__in=np.unique(given.period).tolist(),
    )
    return held.exists()


def figures_held(given: ManyFigures, source: str) -> Held:
    """The figures not replaced that stand where any of the given ones could."""
    known = {
        "practices": np.unique(given.practice).tolist(),
        "indicators": np.unique(given.indicator).tolist(),
        "periods": np.unique(given.period).tolist(),
        "source": source,
        "correction": CORRECTION,
        "states": list(STATES),
    }
    with connection.cursor() as cursor:
        cursor.execute(_PACKED, known)
        packed = [bytes(column or b"") for column in cursor.fetchone()]
        ids, practice, indicator, period = (_unpacked(one, ">i8", np.int64) for one in packed[:4])
        flags = _unpacked(packed[4], ">i4", np.int64)
        numbers = [_unpacked(one, ">f8", np.float64) for one in packed[5:]]
        text, adjustments = _words(cursor, ids, np.flatnonzero(flags & _WORDS))
    figures = ManyFigures(
        practice,
        indicator,
        period,
        (flags // _STATE).astype(np.int8),
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        text,
        np.full(len(ids), NO_ROW, np.int64),
        (flags & _MODELLED) > 0,
        adjustments,
    )
    ours, counts, corrects = ((flags & flag) > 0 for flag in (_OURS, _COUNTS, _CORRECTS))
    return Held(ids, figures, ours, counts, corrects)


def _unpacked(column: bytes, kind: str, wanted: Any) -> NDArray[Any]:
    return np.frombuffer(column, kind).astype(wanted)


def _words(cursor: Any, ids: Ids, there: Ids) -> tuple[NDArray[Any], NDArray[Any]]:
    """Texts and adjustments of the few figures that have any."""
    text, adjustments = np.full(len(ids), "", object), np.full(len(ids), None, object)
    if len(there):
        cursor.execute(
            "SELECT id, text, adjustments::text FROM indicators_figure WHERE id = ANY (%s)",
            [ids[there].tolist()],
        )
        place = dict(zip(ids[there].tolist(), there.tolist(), strict=True))
        for figure_id, words, taken in cursor.fetchall():
            text[place[figure_id]] = words
            adjustments[place[figure_id]] = None if taken is None else json.loads(taken)
    return text, adjustments
