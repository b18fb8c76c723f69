"""Every figure that was held for a return, the newest first: when it came, and by which receipt."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from indicators.models import Collection, Figure
from indicators.presenters.sources import source_words
from indicators.presenters.words import figure_words, moment
from indicators.returns.due import DueReturn
from indicators.selectors.checks import figures_over_time, receipt_of
from indicators.selectors.returns import due_return
from indicators.selectors.sources import source_titles
from practices.models import Practice


@dataclass(frozen=True)
class HeldLine:
    """One figure: `standing` says whether it counts, stands beside another, or was replaced."""

    pk: int
    figure: str
    standing: str
    came: str
    receipt: str
    href: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorHistory:
    name: str
    lines: tuple[HeldLine, ...]


@dataclass(frozen=True)
class HistoryPage:
    period: str
    period_code: str
    indicators: tuple[IndicatorHistory, ...]


def history_page(collection: Collection, practice: Practice) -> HistoryPage:
    due = due_return(collection, practice)
    titles = source_titles(collection.period.commissioner)
    held: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures_over_time(practice, collection):
        held[figure.indicator.code.upper()].append(figure)
    return HistoryPage(
        period=collection.period.name,
        period_code=collection.period.code,
        indicators=tuple(
            IndicatorHistory(
                _name(code, due), tuple(_line(f, practice, due, titles) for f in figures)
            )
            for code, figures in held.items()
            if code in due.indicators
        ),
    )


def _name(code: str, due: DueReturn) -> str:
    return f"{due.indicators[code].code} {due.indicators[code].name}"


def _line(
    figure: Figure, practice: Practice, due: DueReturn, titles: Mapping[str, str]
) -> HeldLine:
    reference = receipt_of(figure)
    source = source_words(figure.source, titles)
    who = str(figure.recorded_by or "the system")
    return HeldLine(
        pk=figure.pk,
        figure=figure_words(figure, due.indicators[figure.indicator.code.upper()]),
        standing=_standing(figure),
        came=f"{source}, {moment(figure.recorded_at)}, by {who}",
        receipt=reference,
        href=reverse("return-receipt", args=[practice.code, reference]) if reference else "",
        notes=tuple(remark.text for remark in figure.remarks.all() if remark.text),
    )


def _standing(figure: Figure) -> str:
    if figure.replaced_at is not None:
        return f"Replaced on {moment(figure.replaced_at)}"
    return "Counts now" if figure.counts else "Held beside the one that counts"
