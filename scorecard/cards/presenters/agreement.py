"""Where a version stands on its way to being agreed, and what is to be done next."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils import timezone

from practices.navigation import Links
from scorecard.accounts.roles import Permission
from scorecard.cards.lifecycle import STATES, Act, allowed, next_step
from scorecard.cards.models import CardVersion, Consultation, SignOff, StatusRow
from scorecard.cards.presenters.card_links import card_links
from scorecard.cards.presenters.comments import CommentLine, for_area
from scorecard.cards.presenters.consultation import how_it_ended
from scorecard.cards.selectors import agreement as selectors
from scorecard.cards.selectors.changes import unexplained
from scorecard.cards.selectors.runs import banded_by
from scorecard.cards.selectors.versions import items_of, status_of, version_problems


@dataclass(frozen=True)
class SignatureLine:
    """`holds` while the content is what was signed."""

    party: str
    who: str
    note: str
    recorded: str
    holds: bool


@dataclass(frozen=True)
class StatusLine:
    status: str
    who: str
    at: dt.datetime
    why: str


@dataclass(frozen=True)
class AgreementView:
    """`may` are the acts that the state of the version allows, by their names in `Act`; `names`
    are those of the indicators by code. `whose_step` begins the sentence of the next step;
    `closes` says which versions would be closed by this one; `ended` how the consultation ended.
    """

    version: CardVersion
    status: str
    whose_step: str
    next_step: str
    may: frozenset[str]
    has_other_steps: bool
    links: Links
    problems: tuple[str, ...]
    unexplained: int
    covers: str
    closes: tuple[str, ...]
    unagreed: str
    consultation: Consultation | None
    over: bool
    ended: str
    comments: tuple[CommentLine, ...]
    names: Mapping[str, str]
    unanswered: int
    signatures: tuple[SignatureLine, ...]
    missing: tuple[str, ...]
    statuses: tuple[StatusLine, ...]
    losing: tuple[str, ...]

    @property
    def by_subject(self) -> list[tuple[str, list[CommentLine]]]:
        """The comments on the whole, then those on each indicator."""
        found: dict[str, list[CommentLine]] = {}
        for line in sorted(self.comments, key=lambda one: one.about):
            found.setdefault(line.about, []).append(line)
        return [(self._called(code), lines) for code, lines in found.items()]

    def _called(self, code: str) -> str:
        if not code:
            return "The scorecard as a whole"
        return f"{code} {self.names.get(code, '')}".strip()

    @property
    def answered(self) -> str:
        """How many of the comments are answered."""
        count = len(self.comments)
        if count == 1:
            return "It has no answer yet." if self.unanswered else "It is answered."
        if not self.unanswered:
            return f"All {count} are answered."
        have = "has" if self.unanswered == 1 else "have"
        return f"{self.unanswered} of {count} {have} no answer yet."

    @property
    def unsigned(self) -> list[str]:
        """For each party whose signature is wanted, whether it had signed something else."""
        before = {line.party for line in self.signatures}
        return [
            f"Nobody has signed for the {party} "
            + ("what the version says now." if party in before else "yet.")
            for party in self.missing
        ]

    @property
    def is_settled(self) -> bool:
        """Whether a change needs a new version."""
        return self.status in ("live", "closed")


def agreement_view(
    version: CardVersion, granted: Collection[Permission], today: dt.date
) -> AgreementView:
    status = status_of(version)
    problems = tuple(version_problems(version)) if status == "draft" else ()
    consultation = selectors.consultation_on(version)
    over = consultation is not None and selectors.is_over(consultation, today)
    signed = selectors.valid_signatures(version)
    missing = selectors.unsigned(signed)
    comments = tuple(for_area(selectors.comments_of(version)))
    may = _may(status, missing)
    steps = next_step(
        status,
        problems=len(problems),
        ended=over,
        missing=missing,
        answers=Permission.CONSULT in granted,
    )
    return AgreementView(
        version=version,
        status=STATES[status],
        whose_step=_whose_step(status, over and not missing, granted),
        next_step=steps,
        may=may,
        has_other_steps=_others(may, status, granted, problems),
        links=card_links(version, granted),
        problems=problems,
        unexplained=unexplained(version),
        covers=covers_in_words(selectors.live_row(version), selectors.closed_row(version)),
        closes=tuple(_closes(row) for row in selectors.in_force_beside(version)),
        unagreed=selectors.unagreed_reason(version),
        consultation=consultation,
        over=over,
        ended=how_it_ended(consultation) if consultation and over else "",
        comments=comments,
        names={item.definition.code: item.definition.name for item in items_of(version)},
        unanswered=sum(not line.answer for line in comments),
        signatures=_signatures(version, {one.pk for one in signed.values()}),
        missing=missing,
        statuses=tuple(_status(row) for row in selectors.statuses_of(version)),
        losing=_losing(version, today) if status == "live" else (),
    )


def _losing(version: CardVersion, today: dt.date) -> tuple[str, ...]:
    """The periods that lose their version when it is closed: open for returns, or banded by it."""
    found = []
    for period, waits in selectors.periods_under(version, today):
        banded = banded_by(version, period)
        said = ["its return is open"] * waits + ["banded"] * banded
        if said:
            found.append(f"{period.name}: {' and '.join(said)}")
    return tuple(found)


def _may(status: str, missing: Collection[str]) -> frozenset[str]:
    """What both have signed is not put in force without agreement."""
    signed = status == StatusRow.Status.CONSULTATION and not missing
    acts = [act for act in Act if allowed(act, status)]
    return frozenset(act.name for act in acts if not (signed and act is Act.GO_LIVE_UNAGREED))


def _others(
    may: Collection[str], status: str, granted: Collection[Permission], problems: Collection[str]
) -> bool:
    """Whether the reader is offered a step beside the next one."""
    return (
        ("RETURN" in may and Permission.CONSULT in granted)
        or ("GO_LIVE_UNAGREED" in may and Permission.MAKE_LIVE_UNAGREED in granted and not problems)
        or ("CLOSE" in may and Permission.MAKE_LIVE in granted and status != "live")
    )


def _whose_step(status: str, to_record: bool, granted: Collection[Permission]) -> str:
    """Says whose step the next one is, to who cannot take it."""
    takes = status in ("draft", "agreed") or (status == "consultation" and to_record)
    theirs = takes and Permission.CONSULT not in granted
    return "Next, for the commissioner:" if theirs else "Next:"


def _closes(old: StatusRow) -> str:
    """When the version of `old` is closed by another that goes live."""
    first = (
        f"the first period starts on {old.covers_from:%-d %B %Y} or earlier"
        if old.covers_from
        else "the first period is “From the very first”"
    )
    last = (
        f"the last ends on {old.covers_to:%-d %B %Y} or later"
        if old.covers_to
        else "the last is “Until another version covers them”"
    )
    return f"{old.version} is closed if {first} and {last}."


def covers_in_words(row: StatusRow | None, closed: StatusRow | None = None) -> str:
    """For which periods a version is in force, or was until `closed`; "" for one that never was."""
    if row is None:
        return ""
    first = f"from {row.covers_from:%-d %B %Y}" if row.covers_from else "from the very first"
    last = f"to {row.covers_to:%-d %B %Y}" if row.covers_to else "until another version covers them"
    if closed is None:
        return f"For the periods that start {first} {last}."
    since, until = (f"{timezone.localdate(one.at):%-d %B %Y}" for one in (row, closed))
    ends = f" {last}" if row.covers_to else " on"
    return (
        f"No longer in force. It was from {since} to {until}, for the periods that start "
        f"{first}{ends}."
    )


def _signatures(version: CardVersion, valid: set[int]) -> tuple[SignatureLine, ...]:
    return tuple(_signature(one, valid) for one in selectors.signatures_on(version))


def _signature(signed: SignOff, valid: set[int]) -> SignatureLine:
    on_behalf = signed.name != str(signed.by)
    by = f", recorded by {signed.by}" if on_behalf else ""
    return SignatureLine(
        party=signed.get_party_display(),
        who=f"{signed.name}, {signed.position}",
        note=signed.note,
        recorded=f"{signed.at:%-d %B %Y}{by}",
        holds=signed.pk in valid,
    )


def _status(row: StatusRow) -> StatusLine:
    covers = covers_in_words(row) if row.status == StatusRow.Status.LIVE else ""
    return StatusLine(
        status=STATES[row.status].capitalize(),
        who=str(row.by or "The system"),
        at=row.at,
        why=" ".join(filter(None, (row.note, covers))),
    )
