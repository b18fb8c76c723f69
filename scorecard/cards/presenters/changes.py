"""The list of changes from one version to another, with the reasons."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from practices.navigation import Links
from scorecard.accounts.roles import Permission
from scorecard.cards.comparison import Change, FieldChange, Kind
from scorecard.cards.forms.changes import ReasonsForm, field_of
from scorecard.cards.models import CardVersion
from scorecard.cards.presenters.card_links import card_links
from scorecard.cards.selectors.changes import base_of, changes_from, reasons_of

HEADER = ("Change", "What", "Part", "Was", "Is now", "Why")


@dataclass(frozen=True)
class ChangeLine:
    """`field` is where the reason is typed; None where it is only read."""

    subject: str
    fields: tuple[FieldChange, ...]
    why: str
    field: Any


@dataclass(frozen=True)
class ChangeGroup:
    heading: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class ChangesView:
    """`unexplained` counts the changes without a reason."""

    version: CardVersion
    base: CardVersion | None
    groups: tuple[ChangeGroup, ...]
    total: int
    unexplained: int
    links: Links


def changes_view(
    version: CardVersion,
    base: CardVersion | None,
    granted: Collection[Permission] = (),
    form: ReasonsForm | None = None,
) -> ChangesView:
    changes = changes_from(base, version)
    known = reasons_of(version)
    return ChangesView(
        version=version,
        base=base,
        groups=tuple(_groups(changes, known, form)),
        total=len(changes),
        unexplained=sum(change.key not in known for change in changes),
        links=card_links(version, granted),
    )


def own_changes(version: CardVersion) -> ChangesView:
    """From what a version was copied from, to be read."""
    return changes_view(version, base_of(version))


def _groups(
    changes: Sequence[Change], known: Mapping[str, str], form: ReasonsForm | None
) -> Iterator[ChangeGroup]:
    for kind in Kind:
        lines = tuple(_line(change, known, form) for change in changes if change.kind == kind)
        if lines:
            yield ChangeGroup(str(kind), lines)


def _line(change: Change, known: Mapping[str, str], form: ReasonsForm | None) -> ChangeLine:
    field = form[field_of(change)] if form else None
    return ChangeLine(change.subject, change.fields, known.get(change.key, ""), field)


def change_rows(version: CardVersion, base: CardVersion | None) -> Iterator[Sequence[str]]:
    """One row for each part that changed, for a file."""
    known = reasons_of(version)
    for change in changes_from(base, version):
        why = known.get(change.key, "")
        for field in change.fields or (FieldChange("", "", ""),):
            yield change.kind, change.subject, field.field, field.was, field.now, why
