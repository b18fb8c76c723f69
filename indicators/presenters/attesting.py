"""Who stands for the answers that a practice gives about itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.models import DataReturn
from indicators.presenters.words import figure_words
from indicators.returns.attesting import self_assessed
from indicators.returns.due import DueReturn
from indicators.returns.figures import ReturnedFigure
from indicators.returns.report import Report
from indicators.services.returns import ATTESTATION


@dataclass(frozen=True)
class Attestation:
    """The `sentence` that somebody stands for, and the `answers`: (question, answer)."""

    sentence: str
    answers: tuple[tuple[str, str], ...]
    name: str = ""
    role: str = ""


def attestation_asked(report: Report, due: DueReturn) -> Attestation | None:
    """What has to be attested before these figures are sent; None where nothing has."""
    answers = _answers(report.figures, due)
    return Attestation(ATTESTATION, answers) if answers else None


def attestation_given(sent: DataReturn, due: DueReturn) -> Attestation | None:
    """Who attested what in a return that was sent."""
    if not sent.attestation:
        return None
    answers = _answers(Report.from_json(sent.file.report).figures, due)
    return Attestation(sent.attestation, answers, sent.attested_name, sent.attested_role)


def _answers(figures: Iterable[ReturnedFigure], due: DueReturn) -> tuple[tuple[str, str], ...]:
    held = list(figures)
    asked = {indicator.code.upper(): indicator for indicator in self_assessed(held, due)}
    return tuple(
        (f"{asked[one.indicator.upper()].code} {asked[one.indicator.upper()].name}", words)
        for one in held
        if one.indicator.upper() in asked
        and (words := figure_words(one, asked[one.indicator.upper()]))
    )
