"""The page on which somebody chooses whether results come by e-mail."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from practices.models import Commissioner, Practice
from scorecard.accounts.models import User
from scorecard.dashboards.selectors.digests import last_sent, wants


@dataclass(frozen=True)
class DigestChoicePage:
    """`stops_by_link`: messages carry a link that stops them, since the site knows its address."""

    place: str
    wanted: bool
    own: bool
    address: str
    last: str
    stops_by_link: bool


def digest_choice(user: User, place: Commissioner | Practice) -> DigestChoicePage:
    sent = last_sent(user, place)
    day = f"{timezone.localtime(sent.at):%-d %B %Y}" if sent else ""
    return DigestChoicePage(
        place=place.name,
        wanted=wants(user, place),
        own=isinstance(place, Practice),
        address=user.email,
        last=f"The last one went out on {day}." if day else "None has been sent to you yet.",
        stops_by_link=bool(settings.SITE_ADDRESS),
    )


def masked(email: str) -> str:
    """Enough for its owner to know it again, and too little for anybody else."""
    name, _, host = email.partition("@")
    return f"{name[:1]}…@{host}"
