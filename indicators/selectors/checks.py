"""A checked file as it stands today: what it says, and what is held already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from indicators.models import (
    Collection,
    DataReturn,
    Definition,
    Figure,
    FigureRemark,
    ReceivedFile,
)
from indicators.returns.again import Known, Past, look_back, nothing_new
from indicators.returns.due import DueReturn
from indicators.returns.figures import ReturnedFigure
from indicators.returns.report import Report
from indicators.returns.saying import figure_said
from indicators.selectors.returns import RETURN_PROFILE, due_return, files_of, returns_of
from practices.models import Practice


@dataclass(frozen=True)
class CheckedFile:
    """`report` with the warnings that come from what is held now, and what is `due`.

    `same`: everything in the file is held already, by that return. `sent_before`: this very file
    was submitted, and not all of it is held: `held_rows` of its figures are, and `corrected` says
    whether any was replaced since. `checked_before`: this very file was checked and not submitted.
    """

    report: Report
    due: DueReturn
    same: DataReturn | None = None
    sent_before: DataReturn | None = None
    held_rows: int = 0
    corrected: bool = False
    checked_before: ReceivedFile | None = None


def checked_file(file: ReceivedFile, collection: Collection, practice: Practice) -> CheckedFile:
    """The state of a file of the practice, whether it waits, was submitted or was refused."""
    report, due = Report.from_json(file.report), due_return(collection, practice)
    twin = _twin(file, collection, practice)
    if not report.figures:
        return CheckedFile(report, due, checked_before=twin)
    known = known_figures(practice, collection)
    figures = tuple(figure for figure in report.figures if figure.indicator in due.indicators)
    warnings = (*report.warnings, *look_back(figures, known, due))
    report = replace(report, warnings=warnings)
    sent = returns_of(practice, collection)
    before = sent.filter(file__sha256=file.sha256).first()
    if not report.problems and nothing_new(figures, known):
        return CheckedFile(report, due, same=before or _newest(figures, known, sent))
    if before is None:
        return CheckedFile(report, due, checked_before=twin)
    held = sum(_is_held(figure, known) for figure in figures)
    corrected = any(_was_held(figure, known) for figure in figures)
    return CheckedFile(report, due, sent_before=before, held_rows=held, corrected=corrected)


def known_figures(practice: Practice, collection: Collection) -> dict[str, Known]:
    """What is held on the practice for the collection's period, by indicator code."""
    rows: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures_over_time(practice, collection):
        rows[figure.indicator.code].append(figure)
    return {code: _known(held) for code, held in rows.items()}


def figures_over_time(practice: Practice, collection: Collection) -> list[Figure]:
    """Every figure held now or before, the newest first, with its file, return and remarks."""
    asked = Definition.objects.filter(collectionitem__collection=collection)
    remarks = FigureRemark.objects.select_related("evidence").defer("evidence__content")
    return list(
        Figure.objects.filter(
            practice=practice,
            period=collection.period_id,
            indicator__in=asked.values("indicator"),
        )
        .select_related("indicator", "recorded_by", "file__datareturn")
        .defer("file__content", "file__report", "file__outcome")
        .prefetch_related(Prefetch("remarks", remarks))
        .order_by("indicator__code", "-recorded_at", "-pk")
    )


def known_own_figures(practice: Practice, collection: Collection) -> dict[str, ReturnedFigure]:
    """What the practice itself has sent and holds today, by indicator code in capitals."""
    own = [f for f in figures_over_time(practice, collection) if f.source == RETURN_PROFILE]
    return {f.indicator.code.upper(): returned(f) for f in own if f.replaced_at is None}


def receipt_of(figure: Figure) -> str:
    """The reference of the return that brought the figure; empty where none did."""
    sent = getattr(figure.file, "datareturn", None) if figure.file else None
    return sent.reference if sent else ""


def _known(held: list[Figure]) -> Known:
    own = [figure for figure in held if figure.source == RETURN_PROFILE]
    now = [figure for figure in own if figure.replaced_at is None]
    others = [f for f in held if f.replaced_at is None and f.counts and f not in now]
    return Known(
        own=_past(now[0]) if now else None,
        earlier=tuple(_past(figure) for figure in own if figure.replaced_at is not None),
        counting=_past(others[0]) if others else None,
    )


def _past(figure: Figure) -> Past:
    given = returned(figure)
    remarks = list(figure.remarks.all())
    return Past(
        contents=given.contents,
        words=figure_said(given),
        on=timezone.localdate(figure.recorded_at),
        receipt=receipt_of(figure),
        source=figure.source,
        notes=frozenset(remark.text for remark in remarks),
        evidence=frozenset(r.evidence_id for r in remarks if r.evidence_id is not None),
    )


def returned(figure: Figure) -> ReturnedFigure:
    """A figure that is held, in the shape of one that is sent."""
    return ReturnedFigure(
        row=figure.row or 0,
        indicator=figure.indicator.code,
        state=figure.state,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        text=figure.text,
        adjustments=figure.adjustments,
    )


def _twin(file: ReceivedFile, collection: Collection, practice: Practice) -> ReceivedFile | None:
    """The newest earlier file of the same content that nobody submitted."""
    same = files_of(collection).filter(practice=practice, sha256=file.sha256, pk__lt=file.pk)
    return same.filter(datareturn=None).defer("content", "report", "outcome").first()


def _is_held(figure: ReturnedFigure, known: Mapping[str, Known]) -> bool:
    own = known.get(figure.indicator, Known()).own
    return own is not None and own.contents == figure.contents


def _was_held(figure: ReturnedFigure, known: Mapping[str, Known]) -> bool:
    """Whether it was sent as it stands in the file and something else took its place."""
    earlier = known.get(figure.indicator, Known()).earlier
    sent = any(past.contents == figure.contents for past in earlier)
    return sent and not _is_held(figure, known)


def _newest(
    figures: Iterable[ReturnedFigure], known: Mapping[str, Known], sent: QuerySet[DataReturn]
) -> DataReturn | None:
    """The last of the returns that brought these figures."""
    held = (known[figure.indicator].own for figure in figures)
    return sent.filter(reference__in={past.receipt for past in held if past}).first()
