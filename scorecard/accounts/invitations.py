"""The one-time link by which somebody who was invited chooses a password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from scorecard.accounts.models import User


def password_path(user: User) -> str:
    """The path of the link. It ends with its first use and after PASSWORD_RESET_TIMEOUT."""
    key = default_token_generator.make_token(user)
    named = {"uidb36": user_pk_to_url_str(user), "key": key}
    return reverse("account_reset_password_from_key", kwargs=named)
