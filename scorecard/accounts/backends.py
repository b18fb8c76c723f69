"""Who may sign in."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings


class EmailBackend(AuthenticationBackend):  # type: ignore[misc]
    """By e-mail and password; demo accounts only where the demo runs."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)
