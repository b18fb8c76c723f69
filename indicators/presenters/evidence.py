"""An evidence file: what it is, how it stands, what it stands beside."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from indicators.models import Evidence
from indicators.presenters.words import moment
from indicators.selectors.evidence import queries_with, remarks_with

_KINDS = {
    "application/pdf": "PDF",
    "image/png": "Picture (PNG)",
    "image/jpeg": "Picture (JPEG)",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel workbook",
    "text/csv": "CSV file",
    "text/plain": "Plain text",
}
WORDS = {
    "checking": "Being checked",
    "kept": "Kept",
    "refused": "Refused",
    "removed": "Removed",
}
COLOURS = {"checking": "blue", "kept": "green", "refused": "red", "removed": "grey"}


@dataclass(frozen=True)
class EvidenceLine:
    """A file beside a figure: `href` leads to it where it can be taken away, `says` why not."""

    name: str
    href: str
    state: str
    colour: str
    says: str


@dataclass(frozen=True)
class EvidenceNote:
    """A file beside a figure or a finding; `is_kept`: it may be taken away."""

    pk: int
    name: str
    is_kept: bool


@dataclass(frozen=True)
class EvidencePage:
    """`is_held`: its content is there and may be taken away or removed."""

    number: int
    name: str
    state: str
    colour: str
    says: str
    rows: tuple[tuple[str, str], ...]
    beside: tuple[str, ...]
    is_kept: bool
    is_held: bool


def evidence_note(evidence: Evidence | None) -> EvidenceNote | None:
    if evidence is None:
        return None
    return EvidenceNote(evidence.pk, evidence.name, evidence.state == Evidence.State.KEPT)


def evidence_line(evidence: Evidence) -> EvidenceLine:
    """As the practice sees it."""
    kept = evidence.state == Evidence.State.KEPT
    return EvidenceLine(
        name=evidence.name,
        href=reverse("own-evidence", args=[evidence.practice.code, evidence.pk]) if kept else "",
        state=WORDS[evidence.state],
        colour=COLOURS[evidence.state],
        says=evidence.reason,
    )


def evidence_page(evidence: Evidence) -> EvidencePage:
    """As the commissioner sees it."""
    practice = evidence.practice
    return EvidencePage(
        number=evidence.pk,
        name=evidence.name,
        state=WORDS[evidence.state],
        colour=COLOURS[evidence.state],
        says=evidence.reason,
        rows=(
            ("From", f"{practice.name} ({practice.code})"),
            ("Kind", _KINDS.get(evidence.content_type, "Not known")),
            ("Size", size_words(evidence.size)),
            ("Received", f"{moment(evidence.received_at)}, by {evidence.received_by}"),
            ("Fingerprint (SHA-256)", evidence.sha256),
        ),
        beside=tuple(_beside(evidence)),
        is_kept=evidence.state == Evidence.State.KEPT,
        is_held=evidence.content is not None,
    )


def size_words(size: int) -> str:
    return f"{size / 1024**2:.1f} MB" if size >= 1024**2 else f"{max(size / 1024, 0.1):,.1f} kB"


def _beside(evidence: Evidence) -> Iterator[str]:
    for remark in remarks_with(evidence):
        figure = remark.figure
        yield f"{figure.indicator.code}, {figure.period}: put beside it {moment(remark.made_at)}"
    for query in queries_with(evidence):
        figure = query.figure
        yield f"Query about {figure.indicator.code}, {figure.period}"
