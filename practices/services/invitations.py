"""Inviting somebody: an account where there is none, a membership, and an e-mail."""

import datetime as dt
import smtplib
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from practices.models import Membership
from practices.scoping import Scope
from practices.services.memberships import add_membership
from scorecard.accounts.invitations import password_path
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.accounts.selectors import user_with
from scorecard.accounts.services import add_user

log = structlog.get_logger("practices.invitations")


@dataclass(frozen=True)
class Invitation:
    """`sent` is False when the e-mail could not be sent; the membership stands all the same."""

    membership: Membership
    sent: bool


def invite(
    *,
    email: str,
    name: str,
    organisation: Scope,
    role: Role | str,
    starts_on: dt.date,
    full_address: Callable[[str], str],
    by: User | None,
    at: dt.datetime,
) -> Invitation:
    """Give somebody a role and tell them; a new user gets a one-time link to set a password.

    `full_address` turns a path into an address with the site's host. Raises ValidationError.
    """
    with transaction.atomic():
        user = user_with(email) or add_user(email=email, name=name, by=by, at=at)
        if not user.is_active:
            raise ValidationError({"email": f"The account of {user.email} is switched off."})
        membership = add_membership(
            user=user, organisation=organisation, role=role, starts_on=starts_on, by=by, at=at
        )
    return Invitation(membership, _tell(membership, full_address))


def _tell(membership: Membership, full_address: Callable[[str], str]) -> bool:
    """After the commit, so that nobody is told of what did not happen."""
    user = membership.user
    new = not user.has_usable_password()
    path = password_path(user) if new else reverse("account_login")
    words = {
        "membership": membership,
        "new": new,
        "link": full_address(path),
        "forgotten": full_address(reverse("account_reset_password")),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        "site": settings.SITE_NAME,
    }
    text = render_to_string("practices/email/invitation.txt", words)
    try:
        send_mail(f"Your account at {settings.SITE_NAME}", text, None, [user.email])
    except (OSError, smtplib.SMTPException):
        log.exception("an invitation was not sent", user=user.pk)
        return False
    return True
