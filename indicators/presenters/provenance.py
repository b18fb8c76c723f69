"""Where one figure comes from: file and row, who and when, and everything else held beside it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from indicators.differences import difference
from indicators.models import DataReturn, Figure, FigureRemark, Query, ReceivedFile
from indicators.presenters.care_gap import care_gap_rows
from indicators.presenters.evidence import EvidenceNote, evidence_note
from indicators.presenters.queries import QueryLine, indicator_of, query_lines
from indicators.presenters.sources import agreement_words, difference_words, source_words
from indicators.presenters.words import figure_words, moment
from indicators.returns.due import DueIndicator
from indicators.returns.sheets import shown
from indicators.selectors.provenance import (
    held_in_place,
    queries_in_place,
    remarks_on,
    return_with,
)
from indicators.selectors.sources import (
    CORRECTION,
    RETURN,
    agreements_of,
    deciding,
    source_titles,
)
from indicators.selectors.verification import standing_in, standings_of
from indicators.standing import FigureStanding

Rows = tuple[tuple[str, str], ...]
Titles = Mapping[str, str]
MODELLED = "Modelled, not counted"
COUNTED = "Counted from the list"


@dataclass(frozen=True)
class HeldLine:
    """One figure of the same place: what became of it; `href` is empty for the one that is read.

    `difference` from the figure that counts is given for those that stand beside it today.
    """

    href: str
    figure: str
    source: str
    where: str
    recorded: str
    by: str
    standing: str
    difference: str


@dataclass(frozen=True)
class RemarkLine:
    text: str
    evidence: EvidenceNote | None
    made: str


@dataclass(frozen=True)
class Provenance:
    """`cells` are the row as it was written; `file_kept`: the file itself can be taken away;
    `file_is_own`: the practice sent it.

    `beside` are the figures of other sources held today; `differ`: people read another figure
    there. `held` is everything that was ever held, the newest first.
    """

    practice: str
    practice_code: str
    code: str
    name: str
    period: str
    period_code: str
    figure: str
    standing: str
    trust: FigureStanding
    modelled: bool
    origin: Rows
    cells: Rows
    file_name: str
    file_kept: bool
    file_is_own: bool
    adjustments: Rows
    remarks: tuple[RemarkLine, ...]
    beside: tuple[HeldLine, ...]
    differ: bool
    agreement: str
    held: tuple[HeldLine, ...]
    queries: tuple[QueryLine, ...]


def provenance(figure: Figure, link: Callable[[int], str], today: dt.date) -> Provenance:
    """The page of one figure; `link` gives the address of another one by its id."""
    trust = standing_in(standings_of([figure.pk], today), figure.pk)
    commissioner, indicator = figure.indicator.commissioner, indicator_of(figure)
    titles = source_titles(commissioner)
    place, queries = held_in_place(figure), list(queries_in_place(figure))
    lines = _Lines(figure, place, queries, indicator, titles, link)
    others = [one for one in place if one.replaced_at is None and not one.counts]
    agreed = deciding(
        agreements_of(commissioner), figure.indicator_id, figure.period_id, figure.practice_id
    )
    return Provenance(
        practice=figure.practice.name,
        practice_code=figure.practice.code,
        code=indicator.code,
        name=indicator.name,
        period=figure.period.name,
        period_code=figure.period.code,
        figure=figure_words(figure, indicator),
        standing=lines.standing(figure),
        trust=trust,
        modelled=figure.modelled,
        origin=_origin(figure, indicator, titles, trust),
        cells=row_as_written(figure),
        file_name=figure.file.name if figure.file else "",
        file_kept=figure.file is not None and figure.file_kept,  # type: ignore[attr-defined]
        file_is_own=figure.file is not None and figure.file.practice_id == figure.practice_id,
        adjustments=care_gap_rows(figure, indicator),
        remarks=tuple(_remark(one) for one in remarks_on(figure)),
        beside=tuple(lines.line(one) for one in others),
        differ=lines.differ(others),
        agreement=agreement_words(agreed, titles) if agreed or others else "",
        held=tuple(lines.line(one) for one in place),
        queries=query_lines(queries, today),
    )


@dataclass(frozen=True)
class _Lines:
    """What the lines of one place have in common."""

    read: Figure
    place: Sequence[Figure]
    queries: Sequence[Query]
    indicator: DueIndicator
    titles: Titles
    link: Callable[[int], str]

    def line(self, figure: Figure) -> HeldLine:
        return HeldLine(
            href="" if figure.pk == self.read.pk else self.link(figure.pk),
            figure=figure_words(figure, self.indicator),
            source=source_words(figure.source, self.titles),
            where=where_words(figure),
            recorded=moment(figure.recorded_at),
            by=str(figure.recorded_by or "the system"),
            standing=self.standing(figure),
            difference=self.difference(figure),
        )

    def standing(self, figure: Figure) -> str:
        if figure.replaced_at is not None:
            return f"Replaced on {moment(figure.replaced_at)}{self._successor(figure)}"
        if figure.counts:
            return "This is the figure that counts"
        for query in self.queries:
            decision = getattr(query, "decision", None)
            if query.figure_id == figure.pk and decision and decision.upheld:
                return f"Corrected after a query: {decision.reason}"
        return "Held beside the figure that counts"

    def _successor(self, figure: Figure) -> str:
        """By what it was replaced: a figure of the same source that came at that moment."""
        later = (
            one
            for one in self.place
            if one.source == figure.source and one.recorded_at == figure.replaced_at
        )
        found = next(later, None)
        return f" by {_in_sentence(where_words(found))}" if found else ""

    def difference(self, figure: Figure) -> str:
        counting = self._counting
        if counting is None or figure.replaced_at is not None or figure.counts:
            return ""
        return difference_words(difference(counting, figure, self.indicator), self.indicator)

    def differ(self, others: Sequence[Figure]) -> bool:
        """A figure that its own correction stands in for is no second source."""
        counting = self._counting
        if counting is None or counting.source == CORRECTION:
            return False
        return any(difference(counting, one, self.indicator).differs for one in others)

    @property
    def _counting(self) -> Figure | None:
        return next((one for one in self.place if one.counts and one.replaced_at is None), None)


def where_words(figure: Figure) -> str:
    """The file and the row, or in words how it came without one."""
    if figure.file:
        return f"{figure.file.name}, row {figure.row}" if figure.row else figure.file.name
    return "A correction after a query" if figure.source == CORRECTION else "No file"


def row_as_written(figure: Figure) -> Rows:
    """The cells of the figure's row as the check of the file read them; empty where not kept."""
    report = figure.file.report if figure.file else {}
    lines = (line for line in report.get("lines", ()) if line["row"] == figure.row)
    cells = next((line["cells"] for line in lines), ())
    named = zip(report.get("columns", ()), cells, strict=False)
    return tuple((heading, shown(cell)) for heading, cell in named if shown(cell))


def _in_sentence(words: str) -> str:
    return {"A correction after a query": "a later correction", "No file": "a later entry"}.get(
        words, words
    )


def _origin(figure: Figure, indicator: DueIndicator, titles: Titles, trust: FigureStanding) -> Rows:
    rows = [("Source", source_words(figure.source, titles))]
    if figure.file:
        rows += _file_rows(figure.file, figure.row, titles)
        rows += _return_rows(return_with(figure))
    if figure.source == CORRECTION and hasattr(figure, "querydecision"):
        rows.append(("Reason of the correction", figure.querydecision.reason))
    rows += [
        ("Recorded", moment(figure.recorded_at)),
        ("Recorded by", str(figure.recorded_by or "The system")),
    ]
    if indicator.kind not in ("fact", "yes_no"):
        rows.append(("Counted or modelled", MODELLED if figure.modelled else COUNTED))
    if trust.sentence:
        for_whom = f" Confirmed by {trust.name} for the practice." if trust.name else ""
        rows.append(("Verification", f"{trust.sentence}{for_whom}"))
    return tuple(rows)


def _file_rows(file: ReceivedFile, row: int | None, titles: Titles) -> list[tuple[str, str]]:
    version = f", version {file.profile_version}" if file.profile_version else ""
    return [
        ("File", file.name),
        ("Row of the file", str(row) if row else "Not known"),
        ("Read as", f"{_read_as(file.profile, titles)}{version}"),
        ("How it came", file.get_how_display().capitalize()),
        ("Received", moment(file.received_at)),
        ("Received from", str(file.received_by or "The system")),
        ("Fingerprint of the file (SHA-256)", file.sha256),
    ]


def _read_as(profile: str, titles: Titles) -> str:
    return "A return" if profile == RETURN else source_words(profile, titles)


def _return_rows(sent: DataReturn | None) -> list[tuple[str, str]]:
    if sent is None:
        return []
    rows = [("Receipt", f"{sent.reference}, submitted on {moment(sent.submitted_at)}")]
    return [*rows, ("Attested by", attested_by(sent))] if sent.attested_name else rows


def attested_by(sent: DataReturn) -> str:
    role = f" ({sent.attested_role})" if sent.attested_role else ""
    return f"{sent.attested_name}{role}"


def _remark(remark: FigureRemark) -> RemarkLine:
    who = str(remark.made_by or "the system")
    made = f"{who}, {moment(remark.made_at)}"
    return RemarkLine(remark.text, evidence_note(remark.evidence), made)
