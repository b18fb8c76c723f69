"""One definition of a part as it is stored: its results, and the figures that they name."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from indicators.models import Result
from indicators.selectors.packed_figures import STATES
from indicators.selectors.run_inputs import Kept
from indicators.selectors.snapshot import IndicatorFigures

_FIGURES = """
SELECT r.practice_id, r.figure_id, r.queried, f.state, f.numerator, f.denominator, f.value,
    f.spread, f.text
FROM indicators_result r LEFT JOIN indicators_figure f ON f.id = r.figure_id
WHERE r.part_id = %s AND r.definition_id = %s
"""


def stored_columns(
    part: int, definition: int, names: Sequence[str]
) -> tuple[NDArray[np.int64], dict[str, list[Any]]]:
    """The practices that have a result, by id, and in their order the columns of these names."""
    rows = list(
        Result.objects.filter(part=part, definition=definition)
        .order_by("practice_id")
        .values_list("practice_id", *names)
    )
    columns = list(zip(*rows, strict=True)) or [()] * (len(names) + 1)
    practices = np.array(columns[0], dtype=np.int64)
    return practices, dict(zip(names, map(list, columns[1:]), strict=True))


def figures_again(part: int, definition: int, kept: Kept) -> IndicatorFigures:
    """The figures that the results name, by id, in the order of the practices of `kept`.

    What a figure says is read from its own row; that there was none, why, and what was taken
    from the list, from what was kept.
    """
    size = kept.practices.size
    held = IndicatorFigures(
        figure_ids=np.zeros(size, np.int64),
        states=np.array(np.broadcast_to(kept.missing_of(definition), size), np.int8),
        numerator=np.full(size, np.nan),
        denominator=np.full(size, np.nan),
        value=np.full(size, np.nan),
        spread=np.full(size, np.nan),
        texts=[""] * size,
        queried=np.zeros(size, bool),
    )
    place = {practice: at for at, practice in enumerate(kept.practices.tolist())}
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, [part, definition])
        for practice, figure, queried, state, *numbers, text in cursor.fetchall():
            if figure is not None and state is not None and practice in place:
                _put(held, place[practice], figure, queried, state, numbers, text)
    kept.fill_lists(definition, held)
    return held


def _put(
    held: IndicatorFigures,
    at: int,
    figure: int,
    queried: bool,
    state: str,
    numbers: Sequence[float | None],
    text: str,
) -> None:
    held.figure_ids[at], held.states[at] = figure, STATES[state]
    columns = (held.numerator, held.denominator, held.value, held.spread)
    for column, number in zip(columns, numbers, strict=True):
        if number is not None:
            column[at] = number
    held.texts[at], held.queried[at] = text, queried
