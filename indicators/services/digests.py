"""The digest: one message to a commissioner's people on who has sent and who has not."""

import datetime as dt
import smtplib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from indicators.models import Collection, Notice, NoticeKind
from indicators.returns.states import DONE, ReturnState
from indicators.selectors.notices import digests_due, latest_digest_of, open_collections
from indicators.selectors.rosters import roster
from indicators.selectors.standings import Standing, standings
from practices.models import Commissioner
from practices.selectors import managers_by_practice, staff_who_may
from scorecard.accounts.roles import Permission
from scorecard.audit.services import record
from scorecard.ui.addresses import full_address

log = structlog.get_logger("indicators.digests")

# More names than this nobody reads in a message; the page has all of them.
_NAMED = 40
# Nobody wants the same message twice because a button was pressed twice.
_AGAIN_AFTER = dt.timedelta(minutes=10)


class DigestRefused(ValueError):
    """The digest was not sent; the sentence says why."""


@dataclass(frozen=True)
class Part:
    """One collection of the digest. `counts`: state in words and how many practices.

    `waiting` are named up to a number, `more` says how many are not.
    """

    collection: Collection
    counts: list[tuple[str, int]]
    late: int
    waiting: list[Standing]
    more: int
    unreached: list[str]
    link: str


def send_digest(
    *, collection: Collection, commissioner: Commissioner, by: Any, at: dt.datetime
) -> list[str]:
    """Send it about this collection and all that are open; gives the addresses. DigestRefused."""
    today = timezone.localdate(at)
    others = open_collections(commissioner.pk, today)
    several = [collection, *(one for one in others if one.pk != collection.pk)]
    with transaction.atomic():
        # Of two at the same moment the second waits and finds the first.
        Commissioner.objects.select_for_update(no_key=True).get(pk=commissioner.pk)
        _refuse_again(several, at)
        return _send(commissioner, several, by, at)


def send_weekly_digests(*, at: dt.datetime) -> int:
    """A digest for each commissioner that has had none for a week; gives how many were sent."""
    sent = 0
    for collections in digests_due(timezone.localdate(at)):
        try:
            _send(collections[0].period.commissioner, collections, None, at)
        except DigestRefused as refused:
            log.warning("no digest", reason=str(refused))
        else:
            sent += 1
    return sent


def _refuse_again(collections: Sequence[Collection], at: dt.datetime) -> None:
    sent = latest_digest_of(collections)
    if sent is not None and at - sent.sent_at < _AGAIN_AFTER:
        raise DigestRefused(
            f"A digest was sent at {timezone.localtime(sent.sent_at):%H:%M} already, less than 10 "
            "minutes ago, and was not sent again. Wait a little if you need another one."
        )


@transaction.atomic
def _send(
    commissioner: Commissioner, collections: Sequence[Collection], by: Any, at: dt.datetime
) -> list[str]:
    today = timezone.localdate(at)
    staff = staff_who_may(commissioner, Permission.OPEN_PERIODS, today)
    addresses = sorted(person.email for person in staff)
    if not addresses:
        raise DigestRefused(
            f"Nobody in {commissioner.name} has a role that opens periods, so there is nobody to "
            "write to. Ask your administrator to invite somebody."
        )
    parts = [_part(collection, today) for collection in collections]
    _keep(collections, addresses, by, at)
    words = {"commissioner": commissioner, "parts": parts, "today": today}
    text = render_to_string("indicators/email/digest.txt", {**words, "site": settings.SITE_NAME})
    try:
        send_mail(f"Returns in {commissioner.name}: who has sent", text, None, addresses)
    except (OSError, smtplib.SMTPException) as error:
        log.exception("a digest was not sent", commissioner=commissioner.code)
        raise DigestRefused("The message could not be sent. Try again in a few minutes.") from error
    return addresses


def _part(collection: Collection, today: dt.date) -> Part:
    practices = [place.practice for place in roster(collection) if place.asked]
    found = standings([collection], practices, today)
    waiting = [one for one in found if one.incomplete or one.state not in DONE]
    managers = managers_by_practice([one.practice for one in waiting], today)
    in_order = sorted(found, key=lambda one: (list(ReturnState).index(one.state), one.incomplete))
    counts = Counter(_said(one) for one in in_order)
    period = collection.period
    return Part(
        collection=collection,
        counts=list(counts.items()),
        late=sum(one.late for one in found),
        waiting=waiting[:_NAMED],
        more=max(len(waiting) - _NAMED, 0),
        unreached=[one.practice.code for one in waiting if one.practice.pk not in managers],
        link=full_address(reverse("period-returns", args=[period.commissioner.code, period.code])),
    )


def _said(standing: Standing) -> str:
    return f"{standing.state.capitalize()}{', incomplete' if standing.incomplete else ''}"


def _keep(
    collections: Sequence[Collection], addresses: list[str], by: Any, at: dt.datetime
) -> None:
    for collection in collections:
        kept = Notice.objects.create(
            collection=collection,
            kind=NoticeKind.DIGEST,
            sent_to="\n".join(addresses),
            sent_at=at,
        )
        record(
            action="send digest",
            subject=kept,
            by=by,
            at=at,
            organisation=collection.period.commissioner.code,
            details={"period": collection.period.code, "people": len(addresses)},
        )
