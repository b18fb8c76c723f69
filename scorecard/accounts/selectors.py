"""Reading users."""

from scorecard.accounts.models import User


def demo_accounts_exist() -> bool:
    return User.objects.filter(is_demo=True).exists()


def user_with(email: str) -> User | None:
    """The user of an address, however it is written."""
    return User.objects.filter(email__iexact=email.strip()).first()
