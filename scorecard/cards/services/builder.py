"""Building a draft: its settings, its domains, and the place of every indicator."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from scorecard.audit.services import record
from scorecard.cards import arranging, settings
from scorecard.cards.arranging import OFF, DomainRow, ItemRow
from scorecard.cards.models import CardItem, CardVersion, Domain
from scorecard.cards.services.versions import change_draft


@transaction.atomic
def save_settings(
    *,
    version: CardVersion,
    chosen: settings.Settings,
    purpose: str,
    revision: int | None = None,
    by: Any,
    at: dt.datetime,
) -> None:
    """Keep how the draft is banded, and what the scorecard is for (in words, for all versions).

    Raises ValidationError, by field.
    """
    change_draft(version, revision)
    if found := settings.problems(chosen):
        raise ValidationError(found)
    wanted = {
        **asdict(chosen),
        "band_points": list(chosen.band_points),
        "purposes": list(chosen.purposes),
    }
    draft = CardVersion.objects.select_related("scorecard__commissioner").get(pk=version.pk)
    changed = {name: new for name, new in wanted.items() if getattr(draft, name) != new}
    for name, new in changed.items():
        setattr(draft, name, new)
    draft.full_clean()
    draft.save(update_fields=list(changed))
    if draft.scorecard.purpose != purpose:
        draft.scorecard.purpose = changed["purpose"] = purpose
        draft.scorecard.full_clean()
        draft.scorecard.save(update_fields=["purpose"])
    _record("change settings", draft, by, at, changed)


@transaction.atomic
def arrange(
    *,
    version: CardVersion,
    domains: Sequence[DomainRow],
    items: Sequence[ItemRow],
    new: tuple[str, str] = ("", ""),
    remove: int | None = None,
    revision: int | None = None,
    by: Any,
    at: dt.datetime,
) -> None:
    """Put domains and indicators in order and in place.

    `new` is name and section of a further domain, `remove` the id of one to take away; only an
    empty domain can be. Raises ValidationError; then nothing is changed.
    """
    change_draft(version, revision)
    names = [row.name for row in domains if row.pk != remove] + [name for name in new[:1] if name]
    if double := arranging.doubled(names):
        raise ValidationError([f"There are two domains called {name}." for name in double])
    _place_domains(version, domains, new)
    _place_items(version, items)
    if remove is not None:
        _remove(version.domains.get(pk=remove))
    _record("arrange", version, by, at, {"domains": len(names), "indicators": len(items)})


def _place_domains(version: CardVersion, rows: Sequence[DomainRow], new: tuple[str, str]) -> None:
    known = {domain.pk: domain for domain in version.domains.all()}
    placed = arranging.in_order(row for row in rows if row.pk in known)
    name, section = new
    if name:
        added = Domain(version=version, name=name, section=section, weight=0, order=len(known) + 1)
        added.full_clean()
        added.save()
        known[added.pk] = added
        placed.append(DomainRow(added.pk, name, section, added.order))
    _make_room(version, [row for row in placed if row.name != known[row.pk].name])
    for order, row in enumerate(arranging.together(placed), start=1):
        domain = known[row.pk]
        domain.name, domain.section, domain.order = row.name, row.section, order
        domain.full_clean()
        domain.save()


def _make_room(version: CardVersion, renamed: Sequence[DomainRow]) -> None:
    """Names that nobody else has, so that two domains can exchange theirs."""
    for row in renamed:
        version.domains.filter(pk=row.pk).update(name=f"domain {row.pk} being renamed")


def _place_items(version: CardVersion, rows: Sequence[ItemRow]) -> None:
    items = {item.pk: item for item in version.items.select_related("definition__indicator")}
    domains = {domain.pk: domain for domain in version.domains.all()}
    placed = arranging.in_order(row for row in rows if row.pk in items)
    problems = []
    for order, row in enumerate(placed, start=1):
        item = items[row.pk]
        try:
            _place(item, row, order, domains)
        except ValidationError as error:
            problems += [f"{item.definition.code}: {said}" for said in error.messages]
    if problems:
        raise ValidationError(problems)


def _place(item: CardItem, row: ItemRow, order: int, domains: Mapping[int, Domain]) -> None:
    if row.place == OFF:
        _take_off(item)
        return
    item.order = order
    item.domain = domains.get(row.place) if isinstance(row.place, int) else None
    if item.domain is None:
        item.role, item.weight, item.if_missing = str(row.place), item.weight * 0, ""
    else:
        _check_weighted(item)
        item.role, item.if_missing = CardItem.Role.WEIGHTED, row.if_missing
    item.full_clean()
    item.save()


def _check_weighted(item: CardItem) -> None:
    if item.definition.kind == "fact":
        raise ValidationError("A fact in words has no band, so it cannot be weighted.")
    if not item.definition.rule:
        raise ValidationError(
            "It has no levels for red, amber and green, so it cannot be weighted. Give it levels"
            " first, or place it as context."
        )


def _take_off(item: CardItem) -> None:
    if rules := [rule.name for rule in item.eligibility_set.all()]:
        raise ValidationError(f"It is a condition of {', '.join(rules)}. Take it out there first.")
    item.delete()


def _remove(domain: Domain) -> None:
    if inside := domain.items.count():
        are = "is 1 indicator" if inside == 1 else f"are {inside} indicators"
        raise ValidationError(
            f"{domain.name} cannot be removed, because there {are} in it. Place them elsewhere"
            " first."
        )
    domain.delete()


def _record(
    action: str, version: CardVersion, by: Any, at: dt.datetime, details: Mapping[str, Any]
) -> None:
    record(
        action=action,
        subject=version,
        by=by,
        at=at,
        organisation=version.scorecard.commissioner.code,
        details=dict(details),
    )
