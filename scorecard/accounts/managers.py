"""How Django's sign-in finds a user."""

from typing import Any

from django.contrib.auth.base_user import BaseUserManager


class UserManager(BaseUserManager[Any]):
    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(email__iexact=username)
