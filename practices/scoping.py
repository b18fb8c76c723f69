"""Who may see what: the one place that turns memberships into permissions.

Somebody without a membership in an organisation is told that it does not exist (404), so that
nothing can be learnt about a neighbour. A member whose role lacks a permission is told so (403).
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from practices.models import Commissioner, Membership, Network, Practice
from scorecard.accounts.roles import PERMISSIONS, Permission, Role

Scope = Commissioner | Network | Practice


def memberships_on(user: Any, day: dt.date) -> QuerySet[Membership]:
    """The memberships that `user` holds on `day`."""
    return Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day), user_id=user.pk, starts_on__lte=day
    ).select_related("commissioner", "network__commissioner", "practice")


def granted_by(memberships: Iterable[Membership]) -> frozenset[Permission]:
    """What the roles in these memberships allow together."""
    return frozenset().union(*(PERMISSIONS[Role(held.role)] for held in memberships))


def permissions_in(user: Any, scope: Scope, day: dt.date) -> frozenset[Permission]:
    """What `user` may do in `scope` on `day`; empty for somebody who does not belong to it."""
    return granted_by(memberships_on(user, day).filter(**{type(scope).__name__.lower(): scope}))
