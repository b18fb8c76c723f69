"""What the editor of an indicator shows beside its form: warnings, and what others changed."""

import datetime as dt
from dataclasses import dataclass

from indicators import definitions, rules
from indicators.definitions import DefinitionData
from indicators.models import Definition, Indicator
from indicators.selectors.agreements import misfits
from indicators.selectors.definitions import data_of, definition_numbered
from practices.group_selectors import group_set_named, group_sets_of, memberships_in
from practices.models import Commissioner
from practices.names import sort_key
from scorecard.cards.models import CardItem, CardVersion
from scorecard.cards.places import Place, place_of
from scorecard.cards.presenters.field_words import NOTHING, field_name, field_value
from scorecard.cards.selectors.versions import status_of
from scorecard.cards.services.versions import NotADraft


@dataclass(frozen=True)
class ConflictLine:
    """One field in which theirs and yours differ; `before` is what both started from."""

    name: str
    before: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Conflict:
    """Somebody saved `definition` meanwhile; `lines` is empty when both say the same."""

    definition: Definition
    who: str
    lines: tuple[ConflictLine, ...]
    same_fields: bool


def warnings_of(data: DefinitionData, place: Place, today: dt.date) -> list[str]:
    """What may be meant, and is worth a second look, of the definition in its place."""
    found = definitions.warnings(data, today)
    weighted = place.role == CardItem.Role.WEIGHTED
    if weighted and data.rule and rules.is_comparison(data.rule):
        found.append(
            "Its band is a comparison and counts in the score: however good all practices become,"
            " somebody is always behind. Prefer an agreed level, or show it as context."
        )
    if weighted and not data.rule:
        found.append("It is weighted but not banded, so it counts for no practice yet.")
    if weighted and data.level != "practice":
        found.append(
            "It is weighted, but single practices have no figure, so it counts for none of them."
        )
    return found


def misfit_words(indicator: Indicator, data: DefinitionData, today: dt.date) -> list[str]:
    """A warning where levels agreed with practices do not fit a rule."""
    names = [one.practice.name for one in misfits(indicator, data, today)]
    if not names:
        return []
    return [
        f"The levels agreed with {', '.join(names)} do not fit the new rule, and banding stops at"
        " them. End these objectives, then agree new ones."
    ]


def set_names(commissioner: Commissioner, chosen: str) -> list[str]:
    """The sets of groups to choose from; `chosen` stays, spelt as it is, even when it is gone."""
    names = [one.name for one in group_sets_of(commissioner)]
    others = [name for name in names if name.casefold() != chosen.casefold()]
    return sorted([*others, chosen], key=sort_key) if chosen else names


def missing_set_words(commissioner: Commissioner, data: DefinitionData) -> list[str]:
    """A warning where the set of groups that a definition compares by is not there, or empty."""
    if data.comparator != "group":
        return []
    found = group_set_named(commissioner, data.comparator_group)
    if found and memberships_in(found).exists():
        return []
    what = "has no practice in its groups yet" if found else "does not exist"
    return [
        f"The set of groups “{data.comparator_group}” {what}, so no practice has anybody to be"
        " compared with. Make its groups, or choose another comparison."
    ]


def placed_on(version: CardVersion | None) -> str:
    """To which draft saving goes, in a sentence."""
    if version is None or status_of(version) == "draft":
        return f"This changes the draft {version or 'scorecard'} only."
    if status_of(version) == "live":
        return f"{version} is live: saving starts a new draft from it, and changes only that."
    return str(NotADraft(version).message)


def conflict_of(
    latest: Definition,
    item: CardItem | None,
    started_from: int | None,
    data: DefinitionData,
    place: Place,
) -> Conflict:
    """`latest` and `item` as they are now, against what somebody wants to save."""
    start = definition_numbered(latest, started_from or 0) or latest
    before, theirs = data_of(start), data_of(latest)
    lines = [
        ConflictLine(
            name=field_name(name),
            before=_shown(name, getattr(before, name), before),
            theirs=_shown(name, they, theirs),
            yours=_shown(name, mine, data),
        )
        for name, (they, mine) in definitions.changes(theirs, data).items()
    ]
    their_place = place_of(item).values() if item else {}
    if item is None:
        mine = _shown("role", place.role, data)
        lines.append(ConflictLine(field_name("role"), "", "not on the scorecard", mine))
    lines += [
        ConflictLine(
            name=field_name(name),
            before="",
            theirs=_shown(name, they, theirs),
            yours=_shown(name, place.values()[name], data),
        )
        for name, they in their_place.items()
        if they != place.values()[name]
    ]
    who = str(latest.created_by) if latest.created_by else "the system"
    return Conflict(latest, who, tuple(lines), start.pk == latest.pk)


def _shown(name: str, value: object, data: DefinitionData) -> str:
    return field_value(name, value, data) or NOTHING
