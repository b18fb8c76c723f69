"""A digest as an e-mail: plain text and HTML, and one click to stop it."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse

from practices.models import Practice
from scorecard.dashboards.presenters.area_digest import AreaDigest
from scorecard.dashboards.presenters.practice_digest import PracticeDigest
from scorecard.dashboards.selectors.digests import Recipient
from scorecard.dashboards.stopping import AREA, PRACTICE, Stop, token_of
from scorecard.ui.addresses import full_address


def message_of(
    content: AreaDigest | PracticeDigest, recipient: Recipient, mail: BaseEmailBackend
) -> EmailMultiAlternatives:
    own = isinstance(content, PracticeDigest)
    stop, choice = _addresses(recipient)
    words = {"digest": content, "stop": stop, "choice": choice, "site": settings.SITE_NAME}
    name = f"dashboards/email/{'practice' if own else 'area'}_digest"
    message = EmailMultiAlternatives(
        content.subject,
        render_to_string(f"{name}.txt", words),
        None,
        [recipient.user.email],
        connection=mail,
        # RFC 8058: the mail program shows a button of its own, and it asks nothing more.
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        if stop
        else {},
    )
    message.attach_alternative(render_to_string(f"{name}.html", words), "text/html")
    return message


def _addresses(recipient: Recipient) -> tuple[str, str]:
    """Where it is stopped without signing in, and where one chooses; empty without SITE_ADDRESS."""
    place = recipient.place
    practice = isinstance(place, Practice)
    token = token_of(Stop(recipient.user.pk, PRACTICE if practice else AREA, place.pk))
    choice = reverse("practice-digest" if practice else "area-digest", args=[place.code])
    return full_address(reverse("digest-stop", args=[token])), full_address(choice)
