"""Conditions of a draft: prerequisites and gateways, apart from its bands."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from scorecard.audit.services import record
from scorecard.cards.models import CardVersion, Eligibility
from scorecard.cards.services.versions import change_draft


@transaction.atomic
def save_condition(
    *,
    version: CardVersion,
    condition: Eligibility | None,
    name: str,
    kind: str,
    leads_to: str,
    at_least: str,
    items: Collection[int],
    revision: int | None = None,
    by: Any,
    at: dt.datetime,
) -> Eligibility:
    """Add a condition, or change one. `items` are ids of indicators on the same version."""
    change_draft(version, revision)
    alike = version.eligibilities.filter(name__iexact=name)
    if alike.exclude(pk=condition.pk if condition else 0).exists():
        raise ValidationError(f"There is a condition called {name} already.")
    chosen = list(version.items.filter(pk__in=items).exclude(definition__rule={}))
    if not chosen or len(chosen) != len(set(items)):
        raise ValidationError("Tick at least one indicator that has a band.")
    saved = condition or Eligibility(version=version, order=_next_order(version))
    saved.name, saved.kind, saved.leads_to, saved.at_least = name, kind, leads_to, at_least
    saved.full_clean()
    saved.save()
    saved.items.set(chosen)
    codes = [one.definition.code for one in saved.items.select_related("definition__indicator")]
    details = {"kind": kind, "at least": at_least, "indicators": codes}
    _record("save condition", saved, by, at, details)
    return saved


@transaction.atomic
def remove_condition(
    *, condition: Eligibility, revision: int | None = None, by: Any, at: dt.datetime
) -> None:
    change_draft(condition.version, revision)
    _record("remove condition", condition, by, at, {"name": condition.name})
    condition.delete()


def _next_order(version: CardVersion) -> int:
    last = version.eligibilities.order_by("-order").first()
    return last.order + 1 if last else 1


def _record(
    action: str, condition: Eligibility, by: Any, at: dt.datetime, details: dict[str, Any]
) -> None:
    code = condition.version.scorecard.commissioner.code
    record(action=action, subject=condition, by=by, at=at, organisation=code, details=details)
