"""Adding and ending users."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from scorecard.accounts.models import User
from scorecard.audit.services import record


@transaction.atomic
def add_user(
    *,
    email: str,
    name: str,
    password: str | None = None,
    is_demo: bool = False,
    by: User | None,
    at: dt.datetime,
) -> User:
    """Add somebody who signs in with `email`; without a password they set one by invitation.

    Raises ValidationError for a bad or known address and for a demo account outside the demo.
    """
    if is_demo and not settings.DEMO:
        raise ValidationError("Demo accounts exist only with SCORECARD_ENV=demo.")
    user = User(email=email.strip().lower(), name=name.strip(), is_demo=is_demo, created_at=at)
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.full_clean()
    user.save()
    record(action="added", subject=user, by=by, at=at, details={"demo": is_demo})
    return user


@transaction.atomic
def renew_demo_password(*, user: User, password: str, by: User | None, at: dt.datetime) -> User:
    """Give a demo account another password. Raises ValidationError for any other account."""
    if not (user.is_demo and settings.DEMO):
        raise ValidationError("Only the passwords of demo accounts, in a demo, are set this way.")
    user.set_password(password)
    user.save(update_fields=["password"])
    record(action="password renewed", subject=user, by=by, at=at)
    return user


@transaction.atomic
def end_user(*, user: User, by: User | None, at: dt.datetime) -> User:
    """Stop `user` from signing in, at once and everywhere. Their past acts stay on record."""
    user.is_active = False
    user.set_unusable_password()  # the session check compares it, so open sessions end too
    user.full_clean()
    user.save(update_fields=["is_active", "password"])
    record(action="ended", subject=user, by=by, at=at)
    return user
