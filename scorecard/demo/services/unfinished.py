"""Returns of the demo that are not sent yet: one half typed, one whose file has problems."""

import datetime as dt
from collections.abc import Iterator

from indicators.definitions import KINDS_WITH_PARTS
from indicators.services.drafts import name_of, save_typed
from scorecard.accounts.roles import Role
from scorecard.demo import looking
from scorecard.demo.figures import DemoFigure
from scorecard.demo.files import return_file
from scorecard.demo.quarters import Quarter
from scorecard.demo.returns import moment
from scorecard.demo.services.area import Area
from scorecard.demo.services.returns import upload


def leave_unfinished(area: Area, quarter: Quarter) -> None:
    """In the open quarter; a smaller demo lacks the second practice."""
    practices = area.demo.commissioner.practices
    _type(area, quarter, practices[looking.TYPING].code)
    if len(practices) > looking.MENDING:
        _upload_with_problems(area, quarter, practices[looking.MENDING].code)


def _type(area: Area, quarter: Quarter, practice: str) -> None:
    """The first few rows, as they were a quarter ago."""
    typed = dict(_fields(area, _before(area, quarter, practice)[: looking.TYPED_ROWS]))
    save_typed(
        collection=area.periods[quarter.index].collection,
        practice=area.places.practices[practice],
        shown=dict.fromkeys(typed, ""),
        typed=typed,
        evidence={},
        by=area.who(Role.PRACTICE_MANAGER, practice),
        at=moment(quarter.opens_on + dt.timedelta(looking.TYPED_ON), 17),
    )


def _upload_with_problems(area: Area, quarter: Quarter, practice: str) -> None:
    """In every second row the numerator is larger than the denominator."""
    figures = [
        figure._replace(numerator=(figure.denominator or 0) + 40) if place % 2 else figure
        for place, figure in enumerate(_before(area, quarter, practice))
    ]
    upload(
        area,
        area.periods[quarter.index],
        practice=practice,
        at=moment(quarter.opens_on + dt.timedelta(looking.UPLOADED_ON), 12),
        name=f"return-{practice}-{quarter.code}.csv",
        content=return_file(practice, quarter, area.items_due(quarter), figures),
    )


def _before(area: Area, quarter: Quarter, practice: str) -> list[DemoFigure]:
    """What the practice sent a quarter ago, as far as it has a numerator."""
    due = {item.code for item in area.items_due(quarter)}
    return [
        figure
        for figure in area.demo.figures
        if (figure.practice, figure.quarter) == (practice, quarter.index - 1)
        and figure.indicator in due
        and figure.numerator is not None
    ]


def _fields(area: Area, figures: list[DemoFigure]) -> Iterator[tuple[str, str]]:
    for figure in figures:
        definition = area.definitions[figure.indicator]
        yield name_of(definition.pk, "numerator"), f"{figure.numerator:.15g}"
        if definition.kind in KINDS_WITH_PARTS and not definition.denominator_list:
            yield name_of(definition.pk, "denominator"), f"{figure.denominator:.15g}"
