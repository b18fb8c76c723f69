"""Decorators that stand before every view and say who may open it.

The view gets the organisation itself in place of its code, and `request.permissions`. The
decorator leaves an `Access` on the view, from which the table of addresses and roles is tested.
"""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from practices.scoping import granted_by, memberships_on
from scorecard.accounts.access import Access, View, public, signed_in
from scorecard.accounts.models import User
from scorecard.accounts.roles import Permission

__all__ = [
    "Access",
    "MemberRequest",
    "in_commissioner",
    "in_network",
    "in_practice",
    "public",
    "signed_in",
]


class MemberRequest(HttpRequest):
    """What a guarded view receives: somebody signed in, with what they may do here."""

    user: User
    permissions: frozenset[Permission]


def in_commissioner(permission: Permission) -> Callable[[View], View]:
    return _within("commissioner", permission)


def in_network(permission: Permission) -> Callable[[View], View]:
    return _within("network", permission)


def in_practice(permission: Permission) -> Callable[[View], View]:
    return _within("practice", permission)


def _within(scope: str, permission: Permission) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @login_required
        @functools.wraps(view)
        def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            held = list(
                memberships_on(request.user, timezone.localdate()).filter(
                    **{f"{scope}__code": code}
                )
            )
            if not held:
                raise Http404(f"No {scope} {code} for this user.")
            granted = granted_by(held)
            if permission not in granted:
                raise PermissionDenied(f"Your role here does not allow you to {permission}.")
            organisation = held[0].organisation
            request.permissions = granted  # type: ignore[attr-defined]
            return view(request, organisation, *args, **kwargs)

        guarded.access = Access(scope, permission)  # type: ignore[attr-defined]
        return guarded

    return decorate
