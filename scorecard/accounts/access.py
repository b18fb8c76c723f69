"""Who a view is for. Views within an organisation: `practices.access`.

Each decorator leaves an `Access` on the view; the table of addresses and roles is tested from it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase

from scorecard.accounts.roles import Permission

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Access:
    """Who a view is for: `scope` is public, signed in, commissioner, network or practice."""

    scope: str
    permission: Permission | None = None


def public(view: View) -> View:
    view.access = Access("public")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    guarded = login_required(view)
    guarded.access = Access("signed in")  # type: ignore[attr-defined]
    return guarded
