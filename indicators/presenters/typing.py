"""The page on which a practice types its return."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms.boundfield import BoundField
from django.urls import reverse

from indicators.forms.typing import TypingForm
from indicators.models import Collection, DraftReturn
from indicators.presenters.evidence import EvidenceLine, evidence_line
from indicators.presenters.returns import asked_line, before_words
from indicators.presenters.template import write_words
from indicators.presenters.words import moment
from indicators.returns.adjustments import REASONS
from indicators.returns.typed import Asked, Section, is_filled, parts_of, problems_of
from indicators.selectors.drafts import Row
from indicators.services.drafts import flat
from practices.models import Practice


@dataclass(frozen=True)
class SectionLink:
    number: int
    title: str
    href: str
    filled: str
    is_current: bool


@dataclass(frozen=True)
class TypingRow:
    """One indicator: its fields, and what the check would say to what is saved."""

    code: str
    name: str
    write: str
    before: str
    parts: tuple[BoundField, ...]
    does_not_apply: BoundField | None
    reasons: tuple[BoundField, ...]
    note: BoundField
    file: BoundField
    without: BoundField | None
    evidence: EvidenceLine | None
    problems: tuple[str, ...]
    opens_reasons: bool
    opens_more: bool


@dataclass(frozen=True)
class ClashLine:
    """A field that two people changed: what is saved, and what the reader typed."""

    label: str
    saved: str
    typed: str


@dataclass(frozen=True)
class TypingPage:
    period: str
    period_code: str
    sections: tuple[SectionLink, ...]
    title: str
    rows: tuple[TypingRow, ...]
    saved: str
    is_saved: bool
    filled: str
    next_title: str
    clashes: tuple[ClashLine, ...]
    closed: str


def typing_page(
    collection: Collection,
    practice: Practice,
    *,
    sections: list[Section],
    current: Section,
    rows: Mapping[int, Row],
    draft: DraftReturn | None,
    form: TypingForm,
    closed: str,
) -> TypingPage:
    filled = sum(_filled(section, rows) for section in sections)
    address = reverse("return-type", args=[practice.code, collection.period.code])
    following = [section for section in sections if section.number == current.number + 1]
    return TypingPage(
        period=collection.period.name,
        period_code=collection.period.code,
        sections=tuple(_link(section, current, rows, address) for section in sections),
        title=current.title,
        rows=tuple(_row(one, rows.get(one.number, Row()), form) for one in current.asked),
        saved=f"Saved {moment(draft.saved_at)}, by {draft.saved_by}." if draft else "",
        is_saved=draft is not None,
        filled=f"{filled} of {sum(len(section.asked) for section in sections)}",
        next_title=following[0].title if following else "",
        clashes=tuple(_clashes(current, rows, form)),
        closed=closed,
    )


def _filled(section: Section, rows: Mapping[int, Row]) -> int:
    return sum(is_filled(rows.get(one.number, Row()).typed) for one in section.asked)


def _link(section: Section, current: Section, rows: Mapping[int, Row], address: str) -> SectionLink:
    return SectionLink(
        number=section.number,
        title=section.title,
        href=f"{address}?section={section.number}",
        filled=f"{_filled(section, rows)} of {len(section.asked)} filled in",
        is_current=section.number == current.number,
    )


def _row(one: Asked, row: Row, form: TypingForm) -> TypingRow:
    indicator, asked = one.indicator, asked_line(one.indicator)
    fields = {
        name.partition("-")[2]: form[name]
        for name in form.fields
        if name.startswith(f"{one.number}-")
    }
    reasons = tuple(fields[reason] for reason in REASONS if reason in fields)
    wrong = problems_of(row.typed, indicator)
    return TypingRow(
        code=indicator.code,
        name=indicator.name,
        write="" if indicator.kind in ("yes_no", "fact") else write_words(asked, indicator),
        before=before_words(indicator),
        parts=tuple(fields[name] for name in parts_of(indicator)),
        does_not_apply=None if "text" in parts_of(indicator) else fields.get("text"),
        reasons=reasons,
        note=fields["note"],
        file=fields["file"],
        without=fields.get("without"),
        evidence=evidence_line(row.evidence) if row.evidence else None,
        problems=tuple(f"{one.column}: {one.what} {one.mend}" for one in wrong),
        opens_reasons=any(field.value() or field.errors for field in reasons),
        opens_more=bool(
            fields["note"].value() or row.evidence or fields["file"].errors or fields["note"].errors
        ),
    )


def _clashes(section: Section, rows: Mapping[int, Row], form: TypingForm) -> list[ClashLine]:
    saved = flat(section.asked, rows)
    codes = {str(one.number): one.indicator.code for one in section.asked}
    return [
        ClashLine(
            label=f"{codes[name.partition('-')[0]]}, {form[name].label}",
            saved=saved[name] or "nothing",
            typed=str(form[name].value() or "nothing"),
        )
        for name in form.clashes
    ]
