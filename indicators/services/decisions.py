"""What the commissioner says to a return: it is accepted, or the practice is asked about it."""

import datetime as dt
from collections.abc import Collection as Several
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.free_text import refuse_nhs_numbers
from indicators.models import Collection, DataReturn, ReturnDecision
from indicators.selectors.collections import lock_of
from indicators.selectors.decisions import decision_on, latest_returns, undecided
from indicators.services.telling import tell_of_question
from scorecard.audit.services import record


@transaction.atomic
def accept_returns(
    *, collection: Collection, returns: Several[int], by: Any, at: dt.datetime
) -> list[DataReturn]:
    """Accept these returns, by id, as far as they are still the newest of their practice and wait
    for a decision; gives those that were accepted. What came in meanwhile waits to be seen."""
    held = _held(collection)
    accepted = [sent for sent in undecided(held) if sent.pk in returns]
    return _accept(held, accepted, by, at)


@transaction.atomic
def accept_one(*, data_return: DataReturn, by: Any, at: dt.datetime) -> ReturnDecision:
    """Accept one return, also one that was queried. Raises ValidationError."""
    held = _held(data_return.collection)
    _check_latest(data_return)
    known = decision_on(data_return)
    if known is not None and known.decision == ReturnDecision.Decision.ACCEPTED:
        raise ValidationError("This return is accepted already.")
    _accept(held, [data_return], by, at)
    return ReturnDecision.objects.filter(data_return=data_return).latest("decided_at", "pk")


@transaction.atomic
def query_return(
    *, data_return: DataReturn, question: str, by: Any, at: dt.datetime
) -> ReturnDecision:
    """Ask the practice about its return; it can send a correction. Raises ValidationError."""
    held = _held(data_return.collection)
    if not question.strip():
        raise ValidationError({"question": "Write what the practice is to look at."})
    refuse_nhs_numbers(question)
    if lock_of(held):
        raise ValidationError(
            "Returns are locked, so the practice could not answer. Unlock them first."
        )
    _check_latest(data_return)
    decision = ReturnDecision(
        data_return=data_return,
        decision=ReturnDecision.Decision.QUERIED,
        reason=question.strip(),
        decided_by=by,
        decided_at=at,
    )
    decision.full_clean()
    decision.save()
    record(
        action="query return",
        subject=data_return,
        by=by,
        at=at,
        organisation=held.period.commissioner.code,
        details={"practice": data_return.practice.code, "period": held.period.code},
    )
    tell_of_question(data_return.practice, held.period, timezone.localdate(at))
    return decision


def _accept(
    held: Collection, accepted: list[DataReturn], by: Any, at: dt.datetime
) -> list[DataReturn]:
    ReturnDecision.objects.bulk_create(
        ReturnDecision(
            data_return=sent,
            decision=ReturnDecision.Decision.ACCEPTED,
            decided_by=by,
            decided_at=at,
        )
        for sent in accepted
    )
    if accepted:
        record(
            action="accept returns",
            subject=held,
            by=by,
            at=at,
            organisation=held.period.commissioner.code,
            details={
                "period": held.period.code,
                "accepted": len(accepted),
                "returns": [sent.reference for sent in accepted],
            },
        )
    return accepted


def _held(collection: Collection) -> Collection:
    """The row itself, locked, so that two people decide one after the other."""
    rows = Collection.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("period__commissioner").get(pk=collection.pk)


def _check_latest(data_return: DataReturn) -> None:
    if data_return not in latest_returns(data_return.collection):
        raise ValidationError(
            "The practice has sent a later return meanwhile. Look at that one and decide on it."
        )
