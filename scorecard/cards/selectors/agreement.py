"""Reading how a version is being agreed: consultation, comments, signatures, statuses."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from indicators.models import Collection, Indicator, Period
from indicators.periods import PeriodSpan
from indicators.selectors.periods import periods_of
from practices.models import Commissioner
from scorecard.cards.models import CardRun, CardVersion, Comment, Consultation, SignOff, StatusRow
from scorecard.cards.selectors.content import hash_of
from scorecard.cards.selectors.versions import status_of, version_for, versions_of

Status = StatusRow.Status


def consultation_on(version: CardVersion) -> Consultation | None:
    """The newest consultation on a version; it may be over, or the version a draft again."""
    return Consultation.objects.filter(version=version).select_related("opened_by").first()


def consultation_by(token: str) -> Consultation | None:
    """What a link without account leads to; None for a wrong one and one that no longer holds."""
    found = (
        Consultation.objects.filter(token=token)
        .select_related("version__scorecard__commissioner")
        .first()
    )
    return found if found and is_in_force(found) else None


def is_in_force(consultation: Consultation) -> bool:
    """Whether it is the newest on its version, and the version was not returned to draft."""
    version = consultation.version
    newest = consultation_on(version)
    return newest == consultation and status_of(version) != Status.DRAFT


def is_over(consultation: Consultation, today: dt.date) -> bool:
    """Whether the last day for comments has passed, or the version has moved on."""
    moved_on = status_of(consultation.version) != Status.CONSULTATION
    return moved_on or today > consultation.deadline


def ended_early(consultation: Consultation) -> StatusRow | None:
    """What ended the newest consultation on a version before its last day; None where nothing
    did."""
    rows = consultation.version.statuses.order_by("pk")
    asked = rows.filter(status=Status.CONSULTATION).last()
    after = rows.filter(pk__gt=asked.pk).first() if asked else None
    return after if after and timezone.localdate(after.at) < consultation.deadline else None


def consultations_of(commissioner: Commissioner) -> list[Consultation]:
    """The consultation on each version that is being consulted on now; the nearest end first."""
    versions = versions_of(commissioner).filter(Q(status=Status.CONSULTATION))
    found = [consultation_on(version) for version in versions]
    return sorted((one for one in found if one), key=lambda one: (one.deadline, one.pk))


def newest_consultation(commissioner: Commissioner, version: str = "") -> Consultation | None:
    """The consultation that was opened last, open or over; none that was taken back. With the id
    of a version, that on it."""
    held = Consultation.objects.filter(version__scorecard__commissioner=commissioner)
    if version.isascii() and version.isdigit() and len(version) < 10:
        held = held.filter(version=int(version))
    chosen = held.select_related("version__scorecard__commissioner")
    return next((one for one in chosen if is_in_force(one)), None)


def comments_on(consultation: Consultation) -> QuerySet[Comment]:
    """Every comment with its answer, in the order in which they came."""
    return consultation.comments.select_related("indicator", "practice", "by", "answer__by")


def comments_of(version: CardVersion) -> QuerySet[Comment]:
    """Every comment on a version, those of earlier consultations on it too."""
    found = Comment.objects.filter(consultation__version=version)
    return found.select_related("indicator", "practice", "by", "consultation", "answer__by")


def signatures_on(version: CardVersion) -> QuerySet[SignOff]:
    return version.sign_offs.select_related("by")


def valid_signatures(version: CardVersion) -> dict[str, SignOff]:
    """By party: the signatures under exactly the content that the version has now."""
    signed = signatures_on(version).filter(content_hash=hash_of(version))
    return {signature.party: signature for signature in signed}


def unsigned(signatures: Iterable[str]) -> tuple[str, ...]:
    """The parties that have not signed yet, in words."""
    held = set(signatures)
    return tuple(str(label) for party, label in SignOff.Party.choices if party not in held)


def statuses_of(version: CardVersion) -> QuerySet[StatusRow]:
    return version.statuses.select_related("by")


def live_row(version: CardVersion) -> StatusRow | None:
    return version.statuses.filter(status=Status.LIVE).first()


def closed_row(version: CardVersion) -> StatusRow | None:
    return version.statuses.filter(status=Status.CLOSED).first()


def in_force_beside(version: CardVersion) -> list[StatusRow]:
    """What every other live version of the commissioner covers, the newest version first."""
    others = versions_of(version.scorecard.commissioner).exclude(pk=version.pk)
    found = [live_row(one) for one in others if status_of(one) == Status.LIVE]
    return [row for row in found if row]


def covers_all(new: StatusRow, old: StatusRow) -> bool:
    """Whether every period of `old` is one of `new`, so that `new` closes its version."""
    starts = new.covers_from is None or (
        old.covers_from is not None and new.covers_from <= old.covers_from
    )
    ends = new.covers_to is None or (old.covers_to is not None and new.covers_to >= old.covers_to)
    return starts and ends


def first_not_banded(commissioner: Commissioner, spans: Iterable[PeriodSpan]) -> PeriodSpan | None:
    """The first of these periods after all that are banded; None before anything is."""
    runs = CardRun.objects.filter(run__commissioner=commissioner)
    last = runs.aggregate(last=Max("run__period__ends_on"))["last"]
    return next((span for span in spans if last and span.starts_on > last), None)


def unagreed_reason(version: CardVersion) -> str:
    """Why a version went live without having been agreed; "" where it was, or is not live."""
    rows = list(version.statuses.order_by("pk"))
    before = ""
    for row in rows:
        if row.status == Status.LIVE:
            return "" if before == Status.AGREED else row.note
        before = row.status
    return ""


def comment_on(version: CardVersion, pk: int) -> Comment | None:
    return comments_of(version).filter(pk=pk).first()


def indicator_on(version: CardVersion, code: str) -> Indicator | None:
    """The indicator on a version with this code; None for an empty code."""
    item = version.items.filter(definition__indicator__code=code).first()
    return item.definition.indicator if item else None


def periods_under(version: CardVersion, today: dt.date) -> list[tuple[Period, bool]]:
    """The periods that the version is in force for, each with whether its return is open."""
    commissioner = version.scorecard.commissioner
    under = [one for one in periods_of(commissioner) if version_for(one) == version]
    waiting = Collection.objects.filter(period__in=under, deadline__gte=today)
    ids = set(waiting.values_list("period_id", flat=True))
    return [(period, period.pk in ids) for period in under]
