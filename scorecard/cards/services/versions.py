"""Working on a draft."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from indicators.models import Definition
from practices.models import Commissioner
from scorecard.audit.services import record
from scorecard.cards.content import SETTINGS
from scorecard.cards.lifecycle import STATES, Act, allowed
from scorecard.cards.models import CardItem, CardVersion, Domain, Eligibility, Scorecard
from scorecard.cards.selectors.versions import draft_version, live_version, status_of, worked_on


class ChangedMeanwhile(ValidationError):
    """Somebody saved after the form was opened; nothing of it has been kept."""

    def __init__(self, version: CardVersion) -> None:
        super().__init__(f"{version} was changed by somebody else meanwhile.")


class NotADraft(ValidationError):
    """What others read, have signed or were banded by does not change under them."""

    def __init__(self, version: CardVersion) -> None:
        status = status_of(version)
        instead = "start a new version to change it"
        if allowed(Act.RETURN, status):
            instead = "return it to draft first"
        super().__init__(f"{version} is {STATES[status]}; {instead}.")


@transaction.atomic
def open_draft(
    *, commissioner: Commissioner, card: CardVersion | None = None, by: Any, at: dt.datetime
) -> CardVersion:
    """The draft that is open, or a new one copied from the live version.

    With `card` that version, or when it is live the draft of its scorecard.
    """
    Commissioner.objects.select_for_update(no_key=True).get(pk=commissioner.pk)
    if card and status_of(card) != "live":
        return card
    if draft := worked_on(card) if card else draft_version(commissioner):
        return draft
    live = card or live_version(commissioner)
    if live is None:
        raise ValidationError(
            f"{commissioner} has no scorecard yet. Start one from a catalogue first."
        )
    return copy_version(version=live, by=by, at=at)


@transaction.atomic
def start_next(*, version: CardVersion, by: Any, at: dt.datetime) -> CardVersion:
    """The next version, with the content of any earlier one. Raises ValidationError while one of
    the same scorecard is being worked on."""
    Scorecard.objects.select_for_update(no_key=True).get(pk=version.scorecard_id)
    working = worked_on(version)
    if working is not None:
        status = STATES[status_of(working)]
        raise ValidationError(
            f"{working} is {status}. Put it in force, or change it, before you start another one."
        )
    return copy_version(version=version, by=by, at=at)


@transaction.atomic
def copy_version(*, version: CardVersion, by: Any, at: dt.datetime) -> CardVersion:
    """A new draft with the content of `version`."""
    Scorecard.objects.select_for_update(no_key=True).get(pk=version.scorecard_id)
    highest = version.scorecard.versions.order_by("-number")[0].number
    draft = CardVersion.objects.create(
        scorecard=version.scorecard,
        number=highest + 1,
        copied_from=version,
        created_by=by,
        created_at=at,
        **{name: getattr(version, name) for name in SETTINGS},
    )
    domains = {domain.pk: _copied(domain, version=draft) for domain in version.domains.all()}
    items = {
        item.pk: _copied(item, version=draft, domain=domains.get(item.domain_id or 0))
        for item in version.items.all()
    }
    for rule in version.eligibilities.prefetch_related("items"):
        copy = _copied(rule, version=draft)
        copy.items.set([items[item.pk] for item in rule.items.all()])
    code = version.scorecard.commissioner.code
    record(action="start draft", subject=draft, by=by, at=at, organisation=code)
    return draft


@transaction.atomic
def place(
    *,
    version: CardVersion,
    definition: Definition,
    role: str,
    domain: Domain | None,
    weight: Decimal,
    if_missing: str = "",
    public: bool = True,
    why: str = "",
    by: Any,
    at: dt.datetime,
) -> CardItem:
    """Put a definition on a draft, in place of an earlier version of the same indicator."""
    change_draft(version)
    item = version.items.filter(definition__indicator=definition.indicator).first() or CardItem(
        version=version, order=_next_order(version)
    )
    item.definition, item.role, item.domain, item.weight = definition, role, domain, weight
    item.if_missing, item.public = if_missing, public
    item.full_clean()
    item.save()
    place = {"domain": domain.name if domain else "", "weight": str(weight), "role": role}
    more = {"if_missing": if_missing, "public": public, "why": why}
    record(
        action="place indicator",
        subject=item,
        by=by,
        at=at,
        organisation=version.scorecard.commissioner.code,
        details=place | more,
    )
    return item


@transaction.atomic
def take_off(
    *, version: CardVersion, item: CardItem, why: str = "", by: Any, at: dt.datetime
) -> None:
    """Take an indicator off a draft; its definitions and figures stay.

    Raises ValidationError while an eligibility rule of the draft rests on it.
    """
    change_draft(version)
    if rules := list(item.eligibility_set.values_list("name", flat=True)):
        raise ValidationError(
            f"{item.definition.code} is part of {', '.join(rules)}. Take it out there first."
        )
    code = version.scorecard.commissioner.code
    details = {"indicator": item.definition.code, "role": item.role, "why": why}
    record(
        action="take off indicator",
        subject=item.definition.indicator,
        by=by,
        at=at,
        organisation=code,
        details=details,
    )
    item.delete()


@transaction.atomic
def set_weights(
    *,
    version: CardVersion,
    domains: Mapping[int, Decimal],
    items: Mapping[int, Decimal],
    revision: int | None = None,
    by: Any,
    at: dt.datetime,
) -> None:
    """Set weights by id. They need not add to 100 yet; making the version live checks that."""
    change_draft(version, revision)
    placed = version.items.select_related("definition__indicator")
    changed = [
        *_weigh(version.domains.filter(pk__in=domains), domains),
        *_weigh(placed.filter(pk__in=items), items),
    ]
    record(
        action="set weights",
        subject=version,
        by=by,
        at=at,
        organisation=version.scorecard.commissioner.code,
        details={"domains": _texts(domains), "items": _texts(items), "changed": changed},
    )


def change_draft(version: CardVersion, revision: int | None = None) -> None:
    """Lock a draft and count the change that follows. Raises NotADraft for any other version,
    and ChangedMeanwhile when it is no longer at `revision`, the one a form was filled in on."""
    found = CardVersion.objects.select_for_update().get(pk=version.pk)
    if status_of(version) != "draft":
        raise NotADraft(version)
    if revision is not None and found.revision != revision:
        raise ChangedMeanwhile(version)
    CardVersion.objects.filter(pk=version.pk).update(revision=F("revision") + 1)


def _weigh(rows: Iterable[Domain | CardItem], wanted: Mapping[int, Decimal]) -> Iterator[str]:
    """Give each row its weight; says what that changes."""
    for row in rows:
        before, row.weight = row.weight, wanted[row.pk]
        row.full_clean()
        row.save(update_fields=["weight"])
        if before != row.weight:
            called = row.definition.code if isinstance(row, CardItem) else row.name
            yield f"{called} {before} to {row.weight}"


Row = TypeVar("Row", Domain, CardItem, Eligibility)


def _copied(row: Row, **changed: Any) -> Row:
    """A new row like `row`, for another version."""
    copied = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in changed
    }
    copy = type(row)(**copied, **changed)
    copy.save()
    return copy


def _next_order(version: CardVersion) -> int:
    last = version.items.order_by("-order").first()
    return last.order + 1 if last else 1


def _texts(values: Mapping[int, Decimal]) -> dict[str, str]:
    return {str(key): str(value) for key, value in values.items()}
