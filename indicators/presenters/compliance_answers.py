"""Answers that were drawn, and what was found: for the commissioner and for the practice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from indicators.models import ComplianceFinding, ComplianceSample, FigureRemark
from indicators.presenters.evidence import EvidenceNote, evidence_note
from indicators.presenters.provenance import attested_by
from indicators.presenters.words import moment
from indicators.selectors.compliance import said, samples_about
from indicators.selectors.provenance import remarks_on, return_with
from indicators.selectors.queries import open_query_about
from indicators.selectors.verification import newest_definitions
from practices.models import Commissioner, Practice


@dataclass(frozen=True)
class FindingLine:
    agrees: bool
    verdict: str
    found: str
    note: str
    evidence: EvidenceNote | None
    made: str


@dataclass(frozen=True)
class SampleLine:
    """One answer that was drawn. `since` says what became of the figure after the draw."""

    place: int
    url: str
    practice: str
    practice_code: str
    code: str
    question: str
    said: str
    figure_id: int
    period: str
    drawn: str
    seed: str
    of: str
    finding: FindingLine | None
    earlier: tuple[FindingLine, ...]
    since: str


@dataclass(frozen=True)
class RemarkLine:
    """What the practice put beside its answer."""

    text: str
    evidence: EvidenceNote | None


@dataclass(frozen=True)
class AnswerPage:
    """`query` is the open query about the figure; `may_query`: one can be raised now.

    `attested` is who stands for the answers of the return, empty where nobody was named.
    """

    line: SampleLine
    attested: str
    remarks: tuple[RemarkLine, ...]
    query: int | None
    may_query: bool


def answer_page(sample: ComplianceSample) -> AnswerPage:
    commissioner = sample.check_made.collection.period.commissioner
    (line,) = sample_lines([sample], address_of(commissioner))
    query, sent = open_query_about(sample.figure), return_with(sample.figure)
    against = line.finding is not None and not line.finding.agrees
    stands = sample.figure.counts and sample.figure.replaced_at is None
    return AnswerPage(
        line=line,
        attested=attested_by(sent) if sent and sent.attested_name else "",
        remarks=tuple(_remark(one) for one in remarks_on(sample.figure)),
        query=query.pk if query else None,
        may_query=against and stands and query is None,
    )


def own_lines(practice: Practice) -> tuple[SampleLine, ...]:
    """The practice's answers that were drawn, the newest draw first."""
    return sample_lines(samples_about(practice), lambda sample: "")


def sample_lines(
    samples: Iterable[ComplianceSample], link: Callable[[ComplianceSample], str]
) -> tuple[SampleLine, ...]:
    """`link` gives the address of an answer's own page, or ""."""
    found = list(samples)
    definitions = newest_definitions(one.figure.indicator_id for one in found)
    return tuple(
        _sample_line(one, definitions[one.figure.indicator_id].name, link(one)) for one in found
    )


def address_of(commissioner: Commissioner) -> Callable[[ComplianceSample], str]:
    return lambda sample: reverse(
        "compliance-answer", args=[commissioner.code, sample.check_made_id, sample.place]
    )


def _sample_line(sample: ComplianceSample, question: str, url: str) -> SampleLine:
    figure, check = sample.figure, sample.check_made
    findings = [_finding(one) for one in sample.findings.all()]
    return SampleLine(
        place=sample.place,
        url=url,
        practice=figure.practice.name,
        practice_code=figure.practice.code,
        code=figure.indicator.code,
        question=question,
        said=said(figure.state, figure.value).capitalize(),
        figure_id=figure.pk,
        period=figure.period.name,
        drawn=moment(check.drawn_at),
        seed=check.seed,
        of=f"{check.size} of {check.frame} answers",
        finding=findings[0] if findings else None,
        earlier=tuple(findings[1:]),
        since=_since(sample),
    )


def _since(sample: ComplianceSample) -> str:
    figure = sample.figure
    if figure.replaced_at is not None:
        return f"The practice sent this answer again on {moment(figure.replaced_at)}."
    return "" if figure.counts else "Another figure counts since: it was corrected, or agreed."


def _finding(finding: ComplianceFinding) -> FindingLine:
    return FindingLine(
        agrees=finding.agrees,
        verdict="Agrees" if finding.agrees else "Does not agree",
        found=finding.found,
        note=finding.note,
        evidence=evidence_note(finding.evidence),
        made=f"{finding.found_by}, {moment(finding.found_at)}",
    )


def _remark(remark: FigureRemark) -> RemarkLine:
    return RemarkLine(remark.text, evidence_note(remark.evidence))
