"""The commissioner's pages about files: what was received, and what became of each."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from indicators.models import ReceivedFile
from indicators.presenters.words import moment
from indicators.selectors.layouts import UNKNOWN, KnownProfile, loaded_files
from indicators.services.bringing import OF_AREAS
from indicators.sources.notices import REFUSED, Found
from practices.models import Commissioner

MOST_SHOWN = 100
_STATES = {
    "checking": ("Waiting to be read", "blue"),
    "ready": ("Waits for you", "yellow"),
    "refused": ("Not used", "red"),
    "kept": ("Kept", "green"),
    "discarded": ("Not used", "grey"),
}
_COUNTS = {
    "stored": "New",
    "unchanged": "The same as before",
    "replaced": "Replaced; the earlier ones stay in the history",
    "beside": "Of the new ones, held beside another source that counts",
    "england": "New for England",
    "region": "New for the region",
    "area": "New for the area as a whole",
    "as before": "The same as before",
    "queries": "Queries raised, because a part is larger than its whole",
    "closed": "Practices closed",
    "with a successor": "Of these, with the practice that followed",
    "of others": "Of other areas, left alone",
    "shown": "Rows shown below; nothing is kept of them",
    "not defined here": "Not defined here, left out",
    "reasons": "Reasons that are known from now on",
    "exclusions": "Exclusions, which are no reasons",
    "added": "Added",
    "ended": "Ended, because the practice moved",
    "changed": "Changed",
}
_NOTES = {
    OF_AREAS: (
        "Practices are compared with England or the region where the definition of an indicator"
        " says so; with the area’s published value only where it is chosen beside the results of a"
        " period. Results that are there follow when the period is banded again."
    ),
}


@dataclass(frozen=True)
class FileLine:
    name: str
    href: str
    kind: str
    received: str
    by: str
    state: str
    colour: str
    result: str


@dataclass(frozen=True)
class FilesPage:
    lines: tuple[FileLine, ...]
    more: int


@dataclass(frozen=True)
class FoundLine:
    """One kind of oddity: whether it was refused, how many, and the first of them in words."""

    what: str
    refused: bool
    count: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class BroughtLine:
    what: str
    counts: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True)
class FilePage:
    """`step`: waiting, asked, look, refused or kept."""

    step: str
    name: str
    facts: tuple[tuple[str, str], ...]
    refused: str
    mend: str
    may_map: bool
    may_reload: bool
    asked: str
    read: str
    brought: tuple[BroughtLine, ...]
    found: tuple[FoundLine, ...]
    left_out: str
    failed: tuple[str, ...]
    same_href: str
    same_received: str
    headings: tuple[str, ...]
    shown: tuple[tuple[str, ...], ...]
    shown_of: int
    columns: tuple[tuple[str, str], ...]


def files_page(commissioner: Commissioner, known: list[KnownProfile]) -> FilesPage:
    titles = {one.name: one.title for one in known}
    files = list(loaded_files(commissioner)[: MOST_SHOWN + 1])
    lines = tuple(_line(file, titles) for file in files[:MOST_SHOWN])
    return FilesPage(lines, len(files) - len(lines))


def file_page(file: ReceivedFile, title: str, same: ReceivedFile | None) -> FilePage:
    report = file.report
    refused = report.get("refused", {})
    shown = report.get("shown", {"headings": [], "rows": []})
    return FilePage(
        step=_step(file),
        name=file.name,
        facts=_facts(file, title),
        refused=refused.get("what", ""),
        mend=refused.get("mend", ""),
        may_map=file.state == ReceivedFile.State.REFUSED and _has_content(file),
        may_reload=file.state == ReceivedFile.State.KEPT and _has_content(file),
        asked=", ".join(f"{row:,}" for row in report.get("asked", [])),
        read=f"{report.get('rows', 0):,}" if "rows" in report else "",
        brought=tuple(_brought(one) for one in report.get("brought", [])),
        found=_found(report),
        left_out=f"{report.get('left_out', 0):,}",
        failed=tuple(report.get("failed", ())),
        same_href=_href(same) if same else "",
        same_received=moment(same.received_at) if same else "",
        headings=tuple(shown["headings"]),
        shown=tuple(tuple(row) for row in shown["rows"][:MOST_SHOWN]),
        shown_of=len(shown["rows"]),
        columns=tuple(report.get("columns", {}).items()),
    )


def _line(file: ReceivedFile, titles: dict[str, str]) -> FileLine:
    state, colour = _STATES[file.state]
    return FileLine(
        name=file.name,
        href=_href(file),
        kind=_kind(file, titles.get(file.profile, file.profile)),
        received=moment(file.received_at),
        by=str(file.received_by or "a command"),
        state=state,
        colour=colour,
        result=_result(file.report),
    )


def _href(file: ReceivedFile) -> str:
    return reverse("file", args=[file.commissioner.code, file.pk])


def _kind(file: ReceivedFile, title: str) -> str:
    return "Not known yet" if file.profile == UNKNOWN else title


def _result(report: dict[str, Any]) -> str:
    """One line: what each kind came to."""
    parts = []
    for one in report.get("brought", []):
        new, counts = one["counts"].get("stored"), one["counts"]
        number = new if new is not None else sum(counts.values())
        parts.append(f"{one['what']}: {number:,}{' new' if new is not None else ''}")
    if report.get("left_out"):
        parts.append(f"refused: {report['left_out']:,}")
    return "; ".join(parts)


def _step(file: ReceivedFile) -> str:
    if file.state == ReceivedFile.State.CHECKING:
        return "waiting"
    if file.state == ReceivedFile.State.KEPT:
        return "kept"
    if file.state == ReceivedFile.State.READY:
        return "asked" if file.report.get("asked") else "look"
    return "refused"


def _has_content(file: ReceivedFile) -> bool:
    return type(file).objects.filter(pk=file.pk, content__isnull=False).exists()


def _facts(file: ReceivedFile, title: str) -> tuple[tuple[str, str], ...]:
    version = f", version {file.profile_version} of the layout" if file.profile_version else ""
    facts = [
        ("Kind of file", f"{_kind(file, title)}{version}"),
        ("Received", moment(file.received_at)),
        ("By", str(file.received_by or "a command")),
        ("Size", f"{file.size:,} bytes"),
        ("Fingerprint (SHA-256)", file.sha256),
    ]
    period = ", ".join(file.report.get("periods", [])) or file.report.get("period", "")
    if period:
        facts.insert(1, ("Period", period))
    if day := file.report.get("day"):
        facts.insert(2, ("Day", day))
    return tuple(facts)


def _brought(one: dict[str, Any]) -> BroughtLine:
    order = [*_COUNTS, *sorted(one["counts"])]
    counts = tuple(
        (_COUNTS.get(name, name.capitalize()), f"{one['counts'][name]:,}")
        for name in dict.fromkeys(order)
        if name in one["counts"]
    )
    what: str = one["what"]
    return BroughtLine(f"{what[0].upper()}{what[1:]}", counts, _NOTES.get(what, ""))


def _found(report: dict[str, Any]) -> tuple[FoundLine, ...]:
    refused = {str(one) for one in REFUSED}
    order = [str(one) for one in Found]
    counts = report.get("counts", {})
    lines = [
        FoundLine(what, what in refused, f"{counts[what]:,}", tuple(examples))
        for what, examples in report.get("examples", {}).items()
        if what in counts
    ]
    return tuple(sorted(lines, key=lambda one: (not one.refused, order.index(one.what))))
