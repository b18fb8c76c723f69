"""Who belongs where: adding and ending memberships."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from practices.models import Membership
from practices.models.membership import ROLES_OF
from practices.scoping import Scope
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.audit.services import record


@transaction.atomic
def add_membership(
    *,
    user: User,
    organisation: Scope,
    role: Role | str,
    starts_on: dt.date,
    by: User | None,
    at: dt.datetime,
) -> Membership:
    """Give `user` a role in `organisation` from `starts_on` on.

    Raises ValidationError for a role that this kind of organisation does not have and for somebody
    who holds it already.
    """
    kind = type(organisation).__name__.lower()
    _check_role(role, kind)
    # Two administrators who invite the same person at once take turns.
    User.objects.select_for_update().get(pk=user.pk)
    _check_new(user, {kind: organisation}, role, starts_on)
    membership = Membership(user=user, role=str(role), starts_on=starts_on, **{kind: organisation})
    return _write(membership, "membership added", by, at)


@transaction.atomic
def end_membership(
    *, membership: Membership, ends_on: dt.date, by: User | None, at: dt.datetime
) -> Membership:
    """End a membership; `ends_on` is the first day without it."""
    if membership.ends_on is not None and membership.ends_on <= ends_on:
        raise ValidationError(f"This membership ended on {membership.ends_on:%-d %B %Y} already.")
    if ends_on < membership.starts_on:
        raise ValidationError(
            {
                "ends_on": f"It starts on {membership.starts_on:%-d %B %Y}: "
                "give that day or a later one."
            }
        )
    _keep_an_administrator(membership)
    membership.ends_on = ends_on
    return _write(membership, "membership ended", by, at)


def _check_role(role: Role | str, kind: str) -> None:
    if str(role) not in ROLES_OF[kind]:
        allowed = ", ".join(ROLES_OF[kind])
        raise ValidationError({"role": f"A {kind} has no {role}. Choose one of: {allowed}."})


def _check_new(user: User, organisation: dict[str, Any], role: str, starts_on: dt.date) -> None:
    known = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on), user=user, role=role, **organisation
    )
    if known.exists():
        raise ValidationError({"email": f"{user.email} is {role} here already."})


def _keep_an_administrator(membership: Membership) -> None:
    """Without one nobody could invite the next."""
    if membership.role != Role.ADMINISTRATOR:
        return
    same = Membership.objects.select_for_update().filter(
        role=Role.ADMINISTRATOR, commissioner=membership.commissioner, ends_on__isnull=True
    )
    if {found.pk for found in same} <= {membership.pk}:
        raise ValidationError(
            "This is the only administrator. Invite another one first, then end this membership."
        )


def _write(membership: Membership, action: str, by: User | None, at: dt.datetime) -> Membership:
    membership.full_clean()
    membership.save()
    record(
        action=action,
        subject=membership,
        by=by,
        at=at,
        organisation=membership.organisation.code,
        details={"role": membership.role, "user": membership.user_id},
    )
    return membership
