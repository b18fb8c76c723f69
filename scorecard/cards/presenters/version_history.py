"""What happened to a version: when, who, what and why."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from practices.navigation import Links
from scorecard.accounts.roles import Permission
from scorecard.audit.models import AuditEvent
from scorecard.audit.words import words_of
from scorecard.cards.models import CardVersion
from scorecard.cards.presenters.card_links import card_links
from scorecard.cards.selectors.history import history_of, people_in

MOST = 500
_DONE = {
    "start scorecard": "Started the scorecard",
    "start draft": "Started this version",
    "place indicator": "Put an indicator on the card",
    "set weights": "Changed weights",
    "open consultation": "Opened the consultation",
    "return to draft": "Returned it to draft",
    "comment": "Commented",
    "answer comment": "Answered a comment",
    "sign": "Signed",
    "agree version": "Recorded that it is agreed",
    "make live": "Made it live",
    "close version": "Closed it",
    "explain changes": "Gave reasons for the changes",
    "take off indicator": "Took an indicator off the card",
    "change settings": "Changed settings",
    "arrange": "Arranged domains and indicators",
    "save condition": "Saved a condition",
    "remove condition": "Removed a condition",
}
# Shown in columns of their own, or in full.
_APART = ("reason", "why", "changed")


@dataclass(frozen=True)
class HistoryLine:
    at: dt.datetime
    who: str
    what: str
    about: str
    why: str


@dataclass(frozen=True)
class HistoryView:
    """`more` says that there is more in the audit trail than stands here."""

    version: CardVersion
    lines: tuple[HistoryLine, ...]
    more: bool
    links: Links


def history_view(version: CardVersion, granted: Collection[Permission]) -> HistoryView:
    events = history_of(version)[: MOST + 1]
    names = people_in(events)
    return HistoryView(
        version=version,
        lines=tuple(_line(event, names, version) for event in events[:MOST]),
        more=len(events) > MOST,
        links=card_links(version, granted),
    )


def _line(event: AuditEvent, names: Mapping[int, str], version: CardVersion) -> HistoryLine:
    subject = "" if event.subject_name == str(version) else event.subject_name
    details = {key: value for key, value in event.details.items() if key not in _APART}
    about = subject.removesuffix(f" on {version}")
    changed = "; ".join(map(str, event.details.get("changed", ())))
    return HistoryLine(
        at=event.at,
        who=names.get(event.actor_id or 0) or event.actor_email or "Nobody signed in",
        what=_DONE.get(event.action, event.action.capitalize()),
        about=": ".join(filter(None, (about, changed or words_of(details)))),
        why=str(event.details.get("reason") or event.details.get("why", "")),
    )
