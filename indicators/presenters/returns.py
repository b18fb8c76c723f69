"""The page of one return: what is asked, what was uploaded, what was sent."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from indicators.models import Collection, DataReturn, Evidence, ReceivedFile
from indicators.presenters.due import DueLine, due_line
from indicators.presenters.evidence import EvidenceNote, evidence_note
from indicators.presenters.words import day, figure_words, moment, numbers_words
from indicators.returns.due import DueIndicator, DueReturn
from indicators.returns.figures import ReturnedFigure
from indicators.selectors.returns import due_return, files_of, returns_of
from indicators.selectors.standings import standings
from indicators.services.returns import is_late
from practices.models import Practice

_ASKED_AS = {
    "proportion": "Numerator and denominator, whole numbers",
    "rate": "Numerator and denominator",
    "ratio": "Numerator and denominator",
    "mean": "Value, or numerator and denominator",
    "count": "Value",
    "score": "Value",
    "yes_no": "Value: yes or no",
    "fact": "Text",
}


@dataclass(frozen=True)
class AskedLine:
    code: str
    name: str
    write: str
    numerator: str
    denominator: str
    before: str


@dataclass(frozen=True)
class FileLine:
    name: str
    href: str
    received: str
    by: str
    state: str


@dataclass(frozen=True)
class SentLine:
    reference: str
    href: str
    sent: str
    by: str
    figures: int
    late: bool


@dataclass(frozen=True)
class ReturnPage:
    line: DueLine
    period_code: str
    opens: str
    is_open: bool
    guidance: str
    asked: tuple[AskedLine, ...]
    files: tuple[FileLine, ...]
    sent: tuple[SentLine, ...]


@dataclass(frozen=True)
class KeptLine:
    """A good figure. `is_number`: not a text, as facts are. `evidence`: the file beside it."""

    row: int
    code: str
    name: str
    figure: str
    before: str
    note: str
    is_number: bool
    evidence: EvidenceNote | None = None


def return_page(collection: Collection, practice: Practice, today: dt.date) -> ReturnPage:
    due = due_return(collection, practice)
    files = (
        files_of(collection).filter(practice=practice).defer("content", "report", "outcome")[:20]
    )
    return ReturnPage(
        line=due_line(standings([collection], [practice], today)[0], today),
        period_code=collection.period.code,
        opens=day(collection.opens_on),
        is_open=collection.opens_on <= today,
        guidance=collection.guidance,
        asked=tuple(asked_line(indicator) for indicator in due.indicators.values()),
        files=tuple(_file_line(file, practice, collection) for file in files),
        sent=tuple(_sent_line(sent) for sent in returns_of(practice, collection)),
    )


def asked_line(indicator: DueIndicator) -> AskedLine:
    return AskedLine(
        code=indicator.code,
        name=indicator.name,
        write=(
            f"Numerator; without a denominator the {indicator.list_name} is taken"
            if indicator.list_name
            else _ASKED_AS.get(indicator.kind, "Value")
        ),
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        before=_before(indicator),
    )


def kept_lines(
    figures: Iterable[ReturnedFigure],
    due: DueReturn,
    files: Mapping[int, Evidence],
    notes: Mapping[int, str] | None = None,
) -> tuple[KeptLine, ...]:
    """`files` are evidence by number; `notes` those beside the file's own, by row."""
    further = notes or {}
    known = ((figure, due.indicators.get(figure.indicator.upper())) for figure in figures)
    return tuple(
        KeptLine(
            row=figure.row,
            code=indicator.code,
            name=indicator.name,
            figure=figure_words(figure, indicator),
            before=before_words(indicator),
            note=" ".join(filter(None, (figure.note, further.get(figure.row)))),
            is_number=indicator.kind != "fact",
            evidence=evidence_note(files.get(figure.evidence or 0)),
        )
        for figure, indicator in known
        if indicator is not None
    )


def before_words(indicator: DueIndicator) -> str:
    """ "80 of 100 (80.0%), January to March 2026"; nothing where there is no earlier figure."""
    before, period = _before(indicator), indicator.previous.period if indicator.previous else ""
    return f"{before}, {period}" if before else ""


def _before(indicator: DueIndicator) -> str:
    before = indicator.previous
    if before is None:
        return ""
    words = numbers_words(before.numerator, before.denominator, before.value, indicator)
    return "" if words == "no value" else words


def _file_line(file: ReceivedFile, practice: Practice, collection: Collection) -> FileLine:
    return FileLine(
        name=file.name,
        href=reverse("return-file", args=[practice.code, collection.period.code, file.pk]),
        received=moment(file.received_at),
        by=str(file.received_by or "the system"),
        state=file.get_state_display().capitalize(),
    )


def _sent_line(sent: DataReturn) -> SentLine:
    return SentLine(
        reference=sent.reference,
        href=_receipt(sent),
        sent=moment(sent.submitted_at),
        by=str(sent.submitted_by or "the system"),
        figures=sent.figures,
        late=is_late(sent),
    )


def _receipt(sent: DataReturn) -> str:
    return reverse("return-receipt", args=[sent.practice.code, sent.reference])
