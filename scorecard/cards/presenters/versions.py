"""Every version of every scorecard of an area, as a list."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from practices.models import Commissioner
from scorecard.accounts.roles import Permission
from scorecard.cards.lifecycle import STATES
from scorecard.cards.models import CardVersion
from scorecard.cards.presenters.agreement import covers_in_words
from scorecard.cards.selectors.agreement import closed_row, live_row
from scorecard.cards.selectors.history import history_of
from scorecard.cards.selectors.versions import versions_of


@dataclass(frozen=True)
class VersionLine:
    """`covers` says for which periods it is, or was, in force; `changed` when it last changed."""

    pk: int
    number: int
    status: str
    covers: str
    weighted: int
    others: int
    changed: dt.datetime
    may_copy: bool


@dataclass(frozen=True)
class ScorecardLines:
    name: str
    purpose: str
    versions: tuple[VersionLine, ...]


def scorecards(
    commissioner: Commissioner, granted: Collection[Permission]
) -> tuple[ScorecardLines, ...]:
    """By name, the newest version of each first."""
    found: dict[str, list[CardVersion]] = {}
    for version in versions_of(commissioner).order_by("scorecard__name", "-number"):
        found.setdefault(version.scorecard.name, []).append(version)
    return tuple(
        ScorecardLines(
            name=name,
            purpose=versions[0].scorecard.purpose,
            versions=tuple(_line(one, Permission.DEFINE in granted) for one in versions),
        )
        for name, versions in found.items()
    )


def _line(version: CardVersion, may_copy: bool) -> VersionLine:
    roles = list(version.items.values_list("role", flat=True))
    last = history_of(version).first()
    return VersionLine(
        pk=version.pk,
        number=version.number,
        status=STATES[version.status],  # type: ignore[attr-defined]
        covers=covers_in_words(live_row(version), closed_row(version)),
        weighted=roles.count("weighted"),
        others=len(roles) - roles.count("weighted"),
        changed=last.at if last else version.created_at,
        may_copy=may_copy,
    )
