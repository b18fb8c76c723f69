"""How sign-in behaves here: by invitation only."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody opens an account for themselves."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is switched off. Ask your administrator.",
        "email_password_mismatch": "The e-mail address or the password is wrong. Check both",
        "enter_current_password": "The password you have now is wrong. Enter it again",
        "incorrect_password": "The password is wrong. Enter it again",
        "too_many_login_attempts": "Too many attempts. Wait five minutes, then try again",
        "rate_limited": "Too many attempts. Wait five minutes, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Users have no user name."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    """The code from an authenticator app."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is wrong or too old. Enter the one the app shows now",
    }
