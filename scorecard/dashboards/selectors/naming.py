"""Reading who is named to a board."""

from practices.models import Commissioner
from scorecard.dashboards.models import BoardNaming


def namings_of(commissioner: Commissioner) -> list[BoardNaming]:
    """Every decision, the newest first."""
    found = BoardNaming.objects.filter(commissioner=commissioner).select_related("decided_by")
    return list(found.order_by("-decided_at", "-pk"))


def naming_of(commissioner: Commissioner) -> BoardNaming | None:
    """The one that holds; None where nobody ever decided: then nobody is named."""
    found = BoardNaming.objects.filter(commissioner=commissioner).select_related("decided_by")
    return found.order_by("-decided_at", "-pk").first()
