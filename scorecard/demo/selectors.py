"""Reading what the demo needs to know before it writes."""

from practices.models import Commissioner, Membership
from scorecard.accounts.models import User


def is_empty() -> bool:
    """Whether there is neither an organisation nor a person yet."""
    return not (Commissioner.objects.exists() or User.objects.exists())


def demo_memberships() -> list[Membership]:
    """Every demo account with its organisation, in the order in which they were made."""
    held = Membership.objects.filter(user__is_demo=True)
    return list(held.select_related("user", "commissioner", "network", "practice").order_by("pk"))
