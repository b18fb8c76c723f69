"""Reading for the digest: what is new, who is to be told, who chose what."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from django.db.models import Q, QuerySet

from practices.models import Commissioner, Membership, Practice
from practices.selectors import commissioner_of, staff_who_may
from scorecard.accounts.models import User
from scorecard.accounts.roles import PERMISSIONS, Permission, Role
from scorecard.cards.models import CardRun
from scorecard.cards.selectors.runs import newest_runs
from scorecard.dashboards.models import Digest, DigestChoice, DigestMessage
from scorecard.dashboards.selectors.overview import weighted_of
from scorecard.dashboards.selectors.run_bands import bands_of
from scorecard.dashboards.selectors.shifts import same_shifts
from scorecard.dashboards.stopping import AREA, Stop
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition, EditionStep
from scorecard.publication.selectors.editions import editions, published_lately

# What is older nobody takes for news: a mail server was away for a week, or the product is new.
NEWS_FOR = dt.timedelta(days=7)

Place = Commissioner | Practice

_WITH = ("run__period", "version__scorecard__commissioner")


@dataclass(frozen=True)
class New:
    """New results of an area: a run, or a published edition of one."""

    card_run: CardRun
    edition: Edition | None = None

    @property
    def commissioner(self) -> Commissioner:
        return self.card_run.version.scorecard.commissioner


@dataclass(frozen=True)
class Recipient:
    user: User
    place: Place


def news(at: dt.datetime, wait: dt.timedelta) -> list[New]:
    """What people are to be told of by now: of each area the newest period's newest run, once
    nothing has followed it for a while, or the published edition of it."""
    lately = EditionStep.objects.filter(step=Step.PUBLISHED, at__gt=at - NEWS_FOR)
    known = Q(run__finished_at__gt=at - NEWS_FOR) | Q(editions__in=lately.values("edition"))
    areas = CardRun.objects.filter(known).values("run__commissioner")
    found = []
    for commissioner in Commissioner.objects.filter(pk__in=areas):
        newest = newest_runs(commissioner)[0]
        latest = [one for one in (_published(newest, at), New(newest)) if one]
        found += [one for one in latest if _is_due(one, at, wait)][:1]
    return found


def find_new(card_run: int, edition: int | None) -> New | None:
    """By their ids, as a job names them; None where a run is there no more."""
    runs = CardRun.objects.select_related(*_WITH)
    run = runs.filter(pk=card_run).first()
    shown = editions().filter(pk=edition).first() if edition else None
    return New(run, shown) if run and (shown or not edition) else None


def _published(newest: CardRun, at: dt.datetime) -> New | None:
    """The edition of the newest period that was published last, where it was lately."""
    edition = published_lately(newest.run.period, at - NEWS_FOR, at)
    return New(edition.card_run, edition) if edition else None


def _is_due(new: New, at: dt.datetime, wait: dt.timedelta) -> bool:
    since = new.edition.published_at if new.edition else new.card_run.run.finished_at  # type: ignore[attr-defined]
    if not at - NEWS_FOR < since <= at - wait:
        return False
    return not Digest.objects.filter(
        card_run=new.card_run, edition=new.edition, ended_at__isnull=False
    ).exists()


def is_overtaken(new: New) -> bool:
    """Whether its period was banded again since: then people hear of the later run."""
    return new.edition is None and new.card_run not in newest_runs(new.commissioner)


def told_before(new: New) -> CardRun | None:
    """The run of the same period that people were told of last."""
    told = Digest.objects.filter(
        card_run__run__period=new.card_run.run.period_id,
        card_run__run__pruned_at=None,
        nothing_new=False,
        ended_at__isnull=False,
    ).exclude(card_run=new.card_run)
    found = told.select_related("card_run__run").first()
    return found.card_run if found else None


def same_bands(one: CardRun, other: CardRun) -> bool:
    """Whether two runs give everybody the same bands and the same reasons for having none."""
    first, second = bands_of([one, other])
    if first.columns.keys() != second.columns.keys() or one.run.practices != other.run.practices:
        return False
    return all(
        np.array_equal(column.bands, second.columns[pk].bands)
        and np.array_equal(column.states, second.columns[pk].states)
        for pk, column in first.columns.items()
    )


def run_of_the_period_before(card_run: CardRun) -> CardRun | None:
    """The newest run of the period before that of `card_run`, in its area."""
    runs = newest_runs(card_run.version.scorecard.commissioner)
    earlier = (one for one in runs if _days(one) < _days(card_run))
    return next(earlier, None)


def _days(card_run: CardRun) -> tuple[dt.date, dt.date]:
    return card_run.run.period.ends_on, card_run.run.period.starts_on


def same_news(one: CardRun, other: CardRun) -> bool:
    """Whether two runs of a period tell the same: bands, and what shifted inside them."""
    if not same_bands(one, other):
        return False
    before, weighted = run_of_the_period_before(one), weighted_of(one.version).domain_of
    return before is None or same_shifts(one, other, before, weighted)


def told_to_practices() -> QuerySet[CardRun]:
    """The runs of which somebody outside the commissioner was told."""
    return CardRun.objects.filter(digest__messages__practice__isnull=False)


def recipients(commissioner: Commissioner, today: dt.date) -> list[Recipient]:
    """The commissioner's people who may see results and did not stop it; of practices who asked."""
    staff = staff_who_may(commissioner, Permission.SEE_RESULTS, today)
    stopped = set(
        DigestChoice.objects.filter(commissioner=commissioner, wanted=False).values_list(
            "user_id", flat=True
        )
    )
    own = [Recipient(user, commissioner) for user in staff if user.pk not in stopped]
    return own + _of_practices(commissioner, today)


def _of_practices(commissioner: Commissioner, today: dt.date) -> list[Recipient]:
    asked = DigestChoice.objects.filter(
        practice__isnull=False, wanted=True, user__is_active=True
    ).select_related("user", "practice")
    here = [one for one in asked.order_by("practice__code", "user__email") if one.practice]
    return [
        Recipient(one.user, one.practice)
        for one in here
        if one.practice and commissioner_of(one.practice, today) == commissioner
    ]


def may_be_told(recipient: Recipient, today: dt.date) -> bool:
    """Whether it is still their place today, in a role that sees these results."""
    practice = isinstance(recipient.place, Practice)
    wanted = Permission.SEE_OWN if practice else Permission.SEE_RESULTS
    roles = [str(role) for role in Role if wanted in PERMISSIONS[role]]
    place = "practice" if practice else "commissioner"
    return Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=today),
        user=recipient.user,
        user__is_active=True,
        role__in=roles,
        starts_on__lte=today,
        **{place: recipient.place},
    ).exists()


def wants(user: User, place: Place) -> bool:
    """What holds for somebody who may be told: chosen, or else the usual."""
    kind = "practice" if isinstance(place, Practice) else "commissioner"
    found = DigestChoice.objects.filter(user=user, **{kind: place}).first()
    return found.wanted if found else kind == "commissioner"


def last_sent(user: User, place: Place) -> DigestMessage | None:
    kind = "practice" if isinstance(place, Practice) else "commissioner"
    sent = DigestMessage.objects.filter(
        user=user, outcome=DigestMessage.Outcome.SENT, **{kind: place}
    )
    return sent.order_by("-at").first()


def whom(stop: Stop) -> Recipient | None:
    """Whose digest of which place an address stops."""
    place: Place | None = (
        Commissioner.objects.filter(pk=stop.place).first()
        if stop.kind == AREA
        else Practice.objects.filter(pk=stop.place).first()
    )
    user = User.objects.filter(pk=stop.user).first()
    return Recipient(user, place) if user and place else None
