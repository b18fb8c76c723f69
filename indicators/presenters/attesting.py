"""Who stands for the answers that a practice gives about itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.models import DataReturn
from indicators.presenters.evidence import EvidenceNote, evidence_note
from indicators.presenters.words import figure_words
from indicators.returns.attesting import self_assessed
from indicators.returns.due import DueReturn
from indicators.returns.figures import ReturnedFigure
from indicators.returns.report import Report
from indicators.selectors.evidence import evidence_beside
from indicators.services.returns import ATTESTATION
from practices.models import Practice


@dataclass(frozen=True)
class Answer:
    """One answer and the file that was put beside it."""

    question: str
    answer: str
    evidence: EvidenceNote | None


@dataclass(frozen=True)
class Attestation:
    """The `sentence` that somebody stands for, and the `answers`."""

    sentence: str
    answers: tuple[Answer, ...]
    name: str = ""
    role: str = ""


def attestation_asked(report: Report, due: DueReturn, practice: Practice) -> Attestation | None:
    """What has to be attested before these figures are sent; None where nothing has."""
    answers = _answers(report.figures, due, practice)
    return Attestation(ATTESTATION, answers) if answers else None


def attestation_given(sent: DataReturn, due: DueReturn) -> Attestation | None:
    """Who attested what in a return that was sent."""
    if not sent.attestation:
        return None
    answers = _answers(Report.from_json(sent.file.report).figures, due, sent.practice)
    return Attestation(sent.attestation, answers, sent.attested_name, sent.attested_role)


def _answers(
    figures: Iterable[ReturnedFigure], due: DueReturn, practice: Practice
) -> tuple[Answer, ...]:
    held = list(figures)
    asked = {indicator.code.upper(): indicator for indicator in self_assessed(held, due)}
    answered = [figure for figure in held if figure.indicator.upper() in asked]
    files = evidence_beside(practice, answered)
    known = ((figure, asked[figure.indicator.upper()]) for figure in answered)
    return tuple(
        Answer(f"{one.code} {one.name}", words, evidence_note(files.get(figure.evidence or 0)))
        for figure, one in known
        if (words := figure_words(figure, one))
    )
