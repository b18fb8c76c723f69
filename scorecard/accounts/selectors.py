"""Reading users."""

from collections.abc import Iterable

from scorecard.accounts.models import User


def demo_accounts_exist() -> bool:
    return User.objects.filter(is_demo=True).exists()


def user_with(email: str) -> User | None:
    """The user of an address, however it is written."""
    return User.objects.filter(email__iexact=email.strip()).first()


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """The names of users by id; absent for those that are no more."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=set(ids))}
