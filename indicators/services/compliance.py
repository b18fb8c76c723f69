"""Drawing self-assessed answers at random, and writing down what the commissioner found."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.free_text import refuse_nhs_numbers
from indicators.models import (
    Collection,
    ComplianceCheck,
    ComplianceFinding,
    ComplianceSample,
    Evidence,
    Query,
)
from indicators.selectors.compliance import drawn_from, frame_of
from indicators.services.queries import raise_query
from scorecard.audit.services import record


@transaction.atomic
def draw_check(
    *,
    collection: Collection,
    size: int,
    seed: str,
    answers: str = "yes",
    one_per: str = "",
    by: Any,
    at: dt.datetime,
) -> ComplianceCheck:
    """Draw `size` answers of a collection. The draw stays, with its seed; another is another row.

    Raises ValidationError where there is nothing to draw from, or not as many as asked for.
    """
    seed, frame = seed.strip(), frame_of(collection, answers, at)
    if not seed:
        raise ValidationError({"seed": "Give a seed: any word or number."})
    if not frame:
        raise ValidationError(
            {"collection": "No practice has given such an answer yet. Draw when returns are in."}
        )
    try:
        drawn = drawn_from(frame, size, seed, one_per)
    except ValueError as error:
        raise ValidationError({"size": f"{error} There are {len(frame)} answers."}) from error
    check = ComplianceCheck(
        collection=collection,
        seed=seed,
        size=size,
        frame=len(frame),
        answers=answers,
        one_per=one_per,
        drawn_by=by,
        drawn_at=at,
    )
    check.full_clean()
    check.save()
    ComplianceSample.objects.bulk_create(
        ComplianceSample(check_made=check, figure_id=answer.figure_id, place=place)
        for place, answer in enumerate(drawn, start=1)
    )
    details = {
        "period": collection.period.code,
        "seed": seed,
        "size": size,
        "of": len(frame),
        "answers": answers,
        "one per": one_per,
    }
    _record("draw compliance check", check, collection, by, at, details)
    return check


@transaction.atomic
def record_finding(
    *,
    sample: ComplianceSample,
    agrees: bool,
    found: str = "",
    note: str = "",
    evidence: Evidence | None = None,
    by: Any,
    at: dt.datetime,
) -> ComplianceFinding:
    """What was found about one answer. The newest finding holds, earlier ones stay.

    Raises ValidationError where it does not agree and nothing says what was found instead.
    """
    found, note = found.strip(), note.strip()
    if not agrees and not found:
        raise ValidationError({"found": "Say what you found instead: the practice reads it."})
    refuse_nhs_numbers(found, note)
    finding = ComplianceFinding(
        sample=sample,
        agrees=agrees,
        found=found,
        note=note,
        evidence=evidence,
        found_by=by,
        found_at=at,
    )
    finding.full_clean()
    finding.save()
    details = {
        "practice": sample.figure.practice.code,
        "indicator": sample.figure.indicator.code,
        "agrees": agrees,
        "found": found,
    }
    _record("record finding", finding, sample.check_made.collection, by, at, details)
    return finding


@transaction.atomic
def query_after_finding(*, sample: ComplianceSample, by: Any, at: dt.datetime) -> Query:
    """Ask for the correction of an answer that does not agree, as for any other figure.

    The figure is marked as queried, the practice reads why, and whoever decides queries corrects
    it or not. Raises ValidationError: nothing was found against the answer, or it is queried
    already or replaced.
    """
    finding = sample.findings.order_by("-found_at", "-pk").first()
    if finding is None or finding.agrees:
        raise ValidationError("Nothing was found against this answer.")
    reason = (
        f"Compliance check of {sample.check_made.collection.period}, answer {sample.place}: "
        f"{finding.found}"
    )
    return raise_query(figure=sample.figure, reason=reason, after_lock=True, by=by, at=at)


def _record(
    action: str,
    subject: Any,
    collection: Collection,
    by: Any,
    at: dt.datetime,
    details: dict[str, Any],
) -> None:
    owner = collection.period.commissioner.code
    record(action=action, subject=subject, by=by, at=at, organisation=owner, details=details)
