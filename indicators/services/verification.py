"""A practice confirms what is held on it but for what it queries; the commissioner says by when."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.free_text import refuse_nhs_numbers
from indicators.models import Evidence, Figure, Period, Query, Verification, VerificationWindow
from indicators.selectors.verification import window_of
from indicators.services.queries import raise_query
from indicators.verifying import Phase, phase_of
from practices.models import Practice
from scorecard.audit.services import record


class VerificationRefused(ValidationError):
    """The figures cannot be confirmed, or the window not be set; the sentence says why."""


class FiguresChanged(VerificationRefused):
    """Other figures are held than those that were looked at."""


class Challenge(NamedTuple):
    """One figure that a practice says is wrong."""

    figure_id: int
    reason: str
    proposed: str = ""
    evidence: Evidence | None = None


@transaction.atomic
def verify(
    *,
    practice: Practice,
    period: Period,
    name: str,
    seen: Collection[int],
    challenges: Sequence[Challenge] = (),
    by: Any,
    at: dt.datetime,
) -> Verification:
    """Confirm the figures `seen` (ids), but for those challenged now and those under query.

    All of it or nothing is kept. Raises VerificationRefused outside the window, FiguresChanged
    where other figures are held than those seen, ValidationError for a query that cannot stand.
    """
    check_may_verify(practice=practice, period=period, at=at)
    refuse_nhs_numbers(name)
    held = _held(practice, period, seen)
    doubted = {challenge.figure_id for challenge in challenges}
    if strange := doubted - set(held):
        raise FiguresChanged(f"Figure {min(strange)} is not held on {practice} any more.")
    confirmed = set(held) - doubted - _under_query(held)
    made = Verification(
        practice=practice,
        period=period,
        name=name.strip(),
        figures=sorted(confirmed),
        made_by=by,
        made_at=at,
    )
    made.full_clean()
    made.save()
    for figure_id, reason, proposed, evidence in challenges:
        raise_query(
            figure=held[figure_id],
            reason=reason,
            proposed=proposed,
            evidence=evidence,
            verification=made,
            by=by,
            at=at,
        )
    details = {"practice": practice.code, "period": period.code, "name": made.name}
    counts = {"confirmed": len(confirmed), "queried": len(doubted)}
    _record("verify figures", made, period, by, at, details | counts)
    return made


@transaction.atomic
def set_window(
    *,
    period: Period,
    opens_on: dt.date,
    deadline: dt.date,
    silence: str,
    decide_by: dt.date | None = None,
    by: Any,
    at: dt.datetime,
) -> VerificationWindow:
    """State when practices may verify a period and what silence means; or change it.

    Raises VerificationRefused for days in the past. From its first day on a window may only become
    longer, and its meaning of silence stays; once it is over only the day for answers may change.
    """
    Period.objects.select_for_update().get(pk=period.pk)
    held = window_of(period)
    before = _said(held) if held else {}
    window = held or VerificationWindow(period=period)
    _refuse_change(held, opens_on, deadline, silence, timezone.localdate(at))
    window.opens_on, window.deadline, window.silence = opens_on, deadline, silence
    window.decide_by, window.set_by, window.set_at = decide_by, by, at
    _refuse_order(window)
    window.full_clean()
    window.save()
    details = {"period": period.code, "before": before, "after": _said(window)}
    _record("set verification", window, period, by, at, details)
    return window


def check_may_verify(*, practice: Practice, period: Period, at: dt.datetime) -> None:
    """Raises VerificationRefused outside the window, and where nothing is held on the practice."""
    _refuse_outside(window_of(period), timezone.localdate(at))
    if not Figure.objects.current().filter(practice=practice, period=period).exists():
        raise VerificationRefused(f"No figure is held on {practice} for {period}.")


def _refuse_outside(window: VerificationWindow | None, today: dt.date) -> None:
    phase = phase_of(window, today)
    if phase is Phase.NONE:
        raise VerificationRefused(
            "Your commissioner has not asked to have these figures verified. You can query any."
        )
    if window and phase is Phase.BEFORE:
        raise VerificationRefused(f"You can verify them from {window.opens_on:%-d %B %Y}.")
    if window and phase is Phase.OVER:
        raise VerificationRefused(
            f"The last day for verifying was {window.deadline:%-d %B %Y}. You can still query a"
            " figure; your query is then marked as late."
        )


def _held(practice: Practice, period: Period, seen: Collection[int]) -> dict[int, Figure]:
    found = (
        Figure.objects.current()
        .filter(practice=practice, period=period)
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    held = {figure.pk: figure for figure in found}
    if set(held) != set(seen):
        raise FiguresChanged(
            "A figure came or changed since you opened this page, and nothing has been sent. The"
            " list now shows what is held: look at what is marked, and send it again."
        )
    return held


def _under_query(figures: Collection[int]) -> set[int]:
    open_ones = Query.objects.filter(figure__in=figures, decision__isnull=True)
    return set(open_ones.values_list("figure_id", flat=True))


def _refuse_change(
    held: VerificationWindow | None,
    opens_on: dt.date,
    deadline: dt.date,
    silence: str,
    today: dt.date,
) -> None:
    phase = phase_of(held, today)
    if held and phase is Phase.OVER:
        if (held.opens_on, held.deadline, held.silence) != (opens_on, deadline, silence):
            raise VerificationRefused(
                f"The last day for verifying was {_day(held.deadline)}. Practices have acted on"
                " what was stated, so it stays; you can still change the day for your answers."
            )
        return
    if deadline < today:
        raise VerificationRefused({"deadline": "Choose a last day that is not over yet."})
    if held and phase is Phase.OPEN:
        _refuse_while_open(held, opens_on, deadline, silence)
    elif opens_on < today:
        raise VerificationRefused({"opens_on": "Choose today or a later day as the first one."})


def _refuse_while_open(
    held: VerificationWindow, opens_on: dt.date, deadline: dt.date, silence: str
) -> None:
    """Practices act on what they have read: they may only get more time."""
    since = f"Practices have been verifying since {_day(held.opens_on)}"
    if opens_on != held.opens_on:
        raise VerificationRefused({"opens_on": f"{since}: the first day stays."})
    if silence != held.silence:
        raise VerificationRefused({"silence": f"{since}: what silence means stays."})
    if deadline < held.deadline:
        raise VerificationRefused(
            {"deadline": f"{since}: the last day cannot come before {_day(held.deadline)}."}
        )


def _day(date: dt.date) -> str:
    return f"{date:%-d %B %Y}"


def _refuse_order(window: VerificationWindow) -> None:
    if window.deadline < window.opens_on:
        raise VerificationRefused({"deadline": "The last day is before the first. Change one."})
    if window.decide_by and window.decide_by < window.deadline:
        raise VerificationRefused(
            {"decide_by": "Practices may query until the last day: answer on it or later."}
        )


def _said(window: VerificationWindow) -> dict[str, str]:
    names = ("opens_on", "deadline", "silence", "decide_by")
    return {name: str(getattr(window, name) or "") for name in names}


def _record(
    action: str, subject: Any, period: Period, by: Any, at: dt.datetime, details: dict[str, Any]
) -> None:
    owner = period.commissioner.code
    record(action=action, subject=subject, by=by, at=at, organisation=owner, details=details)
