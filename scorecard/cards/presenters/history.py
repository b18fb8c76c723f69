"""The history of an indicator: who changed what, from what to what, when and why."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators import definitions
from indicators.definitions import DefinitionData
from indicators.models import Definition
from indicators.selectors.definitions import data_of, versions_of
from scorecard.audit.models import AuditEvent
from scorecard.audit.selectors import events_about
from scorecard.cards.presenters.field_words import NOTHING, field_name, field_value
from scorecard.cards.selectors.versions import places_ever_of

PLACE = ("role", "domain", "weight", "if_missing", "public")


@dataclass(frozen=True)
class Change:
    """One field; `before` is empty where nothing is known of the time before."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryLine:
    """One act. `what` says it in words, `changes` field by field."""

    at: dt.datetime
    who: str
    what: str
    changes: tuple[Change, ...]
    why: str


def history_of_indicator(definition: Definition) -> list[HistoryLine]:
    """The newest first: definitions, places on drafts, and what was taken off."""
    versions = list(versions_of(definition))[::-1]
    events = list(
        events_about(
            definition.indicator.commissioner.code,
            {
                "indicators.Definition": [version.pk for version in versions],
                "indicators.Indicator": [definition.indicator_id],
                "cards.CardItem": places_ever_of(definition),
            },
        )
    )
    lines = [*_definitions(versions, events), *_places(events, data_of(definition))]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _definitions(
    versions: Sequence[Definition], events: Iterable[AuditEvent]
) -> Iterator[HistoryLine]:
    reasons = {
        event.subject_id: event.details.get("why", "")
        for event in events
        if event.subject_type == "indicators.Definition"
    }
    before: Definition | None = None
    for version in versions:
        yield HistoryLine(
            at=version.created_at,
            who=str(version.created_by or "the system"),
            what=f"Version {version.number}" if before else "Version 1, defined",
            changes=_changed(before, version) if before else (),
            why=str(reasons.get(str(version.pk), "")),
        )
        before = version


def _changed(before: Definition, after: Definition) -> tuple[Change, ...]:
    was, now = data_of(before), data_of(after)
    return tuple(
        Change(
            field_name(name),
            field_value(name, old, was) or NOTHING,
            field_value(name, new, now) or NOTHING,
        )
        for name, (old, new) in definitions.changes(was, now).items()
    )


def _places(events: Iterable[AuditEvent], data: DefinitionData) -> Iterator[HistoryLine]:
    """Only what differs from the place before; saving a definition places it again each time."""
    known: Mapping[str, Any] = {}
    for event in events:
        if event.subject_type == "indicators.Definition":
            continue
        placed = event.action == "place indicator"
        now = {name: event.details[name] for name in PLACE if name in event.details}
        changes = tuple(
            Change(field_name(name), _words(name, known.get(name), data), _words(name, new, data))
            for name, new in now.items()
            if placed and known.get(name) != new and (new or known.get(name))
        )
        known = now if placed else {}
        if changes or not placed:
            what = "Place on the draft" if placed else "Taken off the draft"
            who = event.actor_email or "the system"
            yield HistoryLine(event.at, who, what, changes, str(event.details.get("why", "")))


def _words(name: str, value: Any, data: DefinitionData) -> str:
    return "" if value is None else field_value(name, value, data) or NOTHING
