"""A practice puts its side beside a figure; the commissioner accepts or declines it."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.free_text import refuse_patients
from practices.models import Practice
from scorecard.audit.services import record
from scorecard.charts.words import counted
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import (
    CommentDecision,
    CommentRemoval,
    Edition,
    EditionIndicator,
    PracticeComment,
)
from scorecard.publication.selectors.comments import (
    accepted,
    can_reply,
    newest,
    said_again,
    undecided,
)


@transaction.atomic
def put_side(
    *,
    edition: Edition,
    practice: Practice,
    text: str,
    by: Any,
    at: dt.datetime,
    indicator: EditionIndicator | None = None,
) -> PracticeComment:
    """Say something beside a figure, or of the whole; it replaces what was said there before.

    An empty text takes it back. Raises ValidationError when practices cannot reply any more, or
    for a text that seems to be about a patient.
    """
    _locked(edition)
    if not can_reply(edition, timezone.localdate(at)):
        raise ValidationError(
            "The time to reply is over, so nothing was kept. Ask the commissioner to send the"
            " release back to the practices if something has to be said."
        )
    refuse_patients(text)
    comment = PracticeComment(
        edition=edition,
        practice=practice,
        definition=indicator.definition if indicator else None,
        text=text.strip(),
        by=by,
        at=at,
    )
    comment.full_clean()
    comment.save()
    record(
        action="put the practice's side", subject=comment, by=by, at=at, organisation=practice.code
    )
    return comment


@transaction.atomic
def accept_comment(*, comment: PracticeComment, by: Any, at: dt.datetime) -> CommentDecision:
    """Show it beside the figure to whoever is told the figure by name."""
    return _decide(comment, by, at, accepted=True)


@transaction.atomic
def decline_comment(
    *, comment: PracticeComment, reason: str, by: Any, at: dt.datetime
) -> CommentDecision:
    """Show it to nobody; the practice reads why and can write another."""
    if not reason.strip():
        raise ValidationError({"reason": "Say why, so that the practice can write it otherwise."})
    return _decide(comment, by, at, accepted=False, reason=reason.strip())


@transaction.atomic
def take_off(*, comment: PracticeComment, reason: str, by: Any, at: dt.datetime) -> None:
    """Show an accepted comment to nobody any more, from the next request on, in this edition and
    in every other that repeats it, published or not. The practice reads why."""
    repeated = said_again(comment)
    # The newest first, as a correction takes its steps: none is published meanwhile.
    held = Edition.objects.select_for_update().order_by("-pk")
    list(held.filter(pk__in=[one.edition_id for one in repeated]))
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is taken off: the practice reads it."})
    if not accepted(comment.edition).filter(pk=comment.pk).exists():
        raise ValidationError("This comment is not shown, so it cannot be taken off.")
    code = comment.edition.release.scorecard.commissioner.code
    for one in repeated:
        if not CommentRemoval.objects.filter(comment=one).exists():
            CommentRemoval.objects.create(comment=one, reason=reason.strip(), by=by, at=at)
            action = "take off a practice's comment"
            record(action=action, subject=one, by=by, at=at, organisation=code)


def carry_comments(*, edition: Edition, before: Edition | None, at: dt.datetime) -> None:
    """What was accepted before stays beside the same figures, until the practice changes it."""
    if before is None:
        return
    held = EditionIndicator.objects.filter(edition=edition).select_related("definition")
    here = {one.definition.indicator_id: one.definition for one in held}
    for old in accepted(before):
        if old.definition and old.definition.indicator_id not in here:
            continue
        comment = PracticeComment.objects.create(
            edition=edition,
            practice=old.practice,
            definition=here[old.definition.indicator_id] if old.definition else None,
            text=old.text,
            carried_from=old,
            by=old.by,
            at=at,
        )
        CommentDecision.objects.create(comment=comment, accepted=True, by=old.decision.by, at=at)


def check_comments(edition: Edition) -> None:
    """Raises ValidationError while a practice waits for an answer."""
    waiting = undecided(edition).count()
    if waiting:
        raise ValidationError(
            f"{counted(waiting, 'comment', 'comments')} of practices"
            f" {'is' if waiting == 1 else 'are'} not decided yet. Accept or decline"
            f" {'it' if waiting == 1 else 'each'} first; a practice is told why its comment is"
            " not shown."
        )


def _decide(
    comment: PracticeComment, by: Any, at: dt.datetime, *, accepted: bool, reason: str = ""
) -> CommentDecision:
    last = _locked(comment.edition)
    if last.step != Step.PREVIEW:
        raise ValidationError(f"The release is {last.step}: what is said beside it is fixed.")
    now = newest(comment.edition).filter(pk=comment.pk).first()
    if now is None:
        raise ValidationError("The practice has changed its comment meanwhile. Read the new one.")
    if hasattr(now, "decision"):
        raise ValidationError("Somebody else has decided this comment already.")
    decision = CommentDecision(comment=comment, accepted=accepted, reason=reason, by=by, at=at)
    decision.full_clean(exclude=["by"])
    decision.save()
    action = "accept a practice's comment" if accepted else "decline a practice's comment"
    code = comment.edition.release.scorecard.commissioner.code
    record(action=action, subject=comment, by=by, at=at, organisation=code)
    return decision


def _locked(edition: Edition) -> Any:
    """The last step, with every other step and comment kept waiting."""
    Edition.objects.select_for_update().get(pk=edition.pk)
    return edition.steps.latest("number")
