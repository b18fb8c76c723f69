"""A file held against what is there already: sent before, or counting now. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.returns.columns import Column
from indicators.returns.due import DueIndicator, DueReturn
from indicators.returns.figures import ReturnedFigure
from indicators.returns.problems import NOTE, Problem

_SAY_WHY = "Check it. If it is right, say why: under Note in the file, or here."


@dataclass(frozen=True)
class Past:
    """A figure held now or before. `contents` as `ReturnedFigure.contents`; `words` say them.

    `receipt` is the reference of the return that brought it, `source` its source ("return" the
    practice's own, "query" a correction after a query); `notes` are the remarks beside it and
    `evidence` the numbers of the files.
    """

    contents: tuple[object, ...]
    words: str
    on: dt.date
    receipt: str
    source: str
    notes: frozenset[str] = frozenset()
    evidence: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Known:
    """What is held in one place: the practice's `own` figure, its `earlier` ones, and `counting`:

    the one that counts instead of the practice's, where it is another's.
    """

    own: Past | None = None
    earlier: tuple[Past, ...] = ()
    counting: Past | None = None


def nothing_new(figures: Iterable[ReturnedFigure], known: Mapping[str, Known]) -> bool:
    """Whether each figure, its note and its evidence are held already."""
    return all(_is_held(figure, known.get(figure.indicator, Known()).own) for figure in figures)


def _is_held(figure: ReturnedFigure, own: Past | None) -> bool:
    return (
        own is not None
        and own.contents == figure.contents
        and (not figure.note or figure.note in own.notes)
        and (figure.evidence is None or figure.evidence in own.evidence)
    )


def look_back(
    figures: Iterable[ReturnedFigure], known: Mapping[str, Known], due: DueReturn
) -> tuple[Problem, ...]:
    """Figures that put back what was corrected, or stand against a correction after a query."""
    warnings: list[Problem] = []
    for figure in figures:
        held, indicator = known.get(figure.indicator), due.indicators[figure.indicator]
        if held is not None:
            found = (_put_back(figure, held), _stands_beside(figure, held))
            warnings += [_problem(figure, indicator, *one) for one in found if one]
    return tuple(warnings)


_Found = tuple[str, str, str] | None


def _put_back(figure: ReturnedFigure, held: Known) -> _Found:
    """A figure that was sent before and corrected since."""
    if held.own is None or held.own.contents == figure.contents:
        return None
    before = next((past for past in held.earlier if past.contents == figure.contents), None)
    if before is None:
        return None
    what = (
        f"This puts back what you sent on {_day(before.on)}{_by(before)}. It was corrected to "
        f"{held.own.words} on {_day(held.own.on)}{_by(held.own)}."
    )
    return what, _SAY_WHY, NOTE


def _stands_beside(figure: ReturnedFigure, held: Known) -> _Found:
    """A figure that will not count, because another's does."""
    other = held.counting
    if other is None or other.contents == figure.contents:
        return None
    if other.source == "query":
        what = (
            f"After a query this figure was corrected to {other.words} on {_day(other.on)}. The "
            "correction goes on counting; yours is held beside it."
        )
        return what, "Send the correction's figure. If it is wrong, say why, and query it.", NOTE
    what = f"Another source gives {other.words}, and counts at present."
    return what, "Nothing to mend. Both are held, and the receipt says which one counts.", ""


def _problem(
    figure: ReturnedFigure, indicator: DueIndicator, what: str, mend: str, needs: str
) -> Problem:
    column = Column.TEXT if indicator.kind == "fact" else Column.NUMERATOR
    if figure.numerator is None and indicator.kind != "fact":
        column = Column.VALUE
    return Problem(figure.row, str(column), _words(figure), what, mend, needs=needs)


def _words(figure: ReturnedFigure) -> str:
    if figure.state != "present":
        return "n/a"
    number = figure.value if figure.numerator is None else figure.numerator
    return f"{number:,.15g}" if number is not None else figure.text[:200]


def _day(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"


def _by(past: Past) -> str:
    return f" (receipt {past.receipt})" if past.receipt else ""
