"""Drafting editions, and every step until they are published, corrected or withdrawn."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.models import Period
from indicators.selectors.queries import open_queries
from indicators.services.certainty import work_out_certainty
from scorecard.audit.services import record
from scorecard.cards.models import CardRun
from scorecard.cards.selectors.challenges import challenges_of
from scorecard.publication import lifecycle
from scorecard.publication.levels import FIRST_YEAR
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition, EditionStep, Release
from scorecard.publication.presenters.notice_of_change import notice_of_change
from scorecard.publication.selectors.concerns import approved_knowing, concerns_of
from scorecard.publication.selectors.editions import due, last_step, rules_of
from scorecard.publication.services.beside import freeze_beside
from scorecard.publication.services.checks import (
    check_concerns,
    check_correction,
    check_still,
    needs,
)
from scorecard.publication.services.comments import carry_comments, check_comments
from scorecard.publication.services.freezing import freeze
from scorecard.publication.services.letters import send_letters
from scorecard.publication.services.preview_notices import ask_to_tell
from scorecard.publication.services.rules import set_rules
from scorecard.publication.services.wording import most_told, words_of


@transaction.atomic
def draft_edition(
    *,
    card_run: CardRun,
    title: str,
    by: Any,
    at: dt.datetime,
    introduction: str = "",
    corrects: Edition | None = None,
    reason: str = "",
) -> Edition:
    """Freeze an edition from a run, by the rules that hold now. Later runs change nothing in it.

    Raises ValidationError where a published edition is not named that it corrects, or without a
    reason. What is too close to call is worked out before, should nobody have come to it yet.
    """
    work_out_certainty(run=card_run.run, by=by, at=at)
    scorecard = card_run.version.scorecard
    release, _ = Release.objects.get_or_create(scorecard=scorecard, period=card_run.run.period)
    Release.objects.select_for_update().get(pk=release.pk)
    check_correction(release, corrects, reason)
    # The address of an edition names area, period and number, whatever the scorecard.
    Period.objects.select_for_update(no_key=True).get(pk=release.period_id)
    last = Edition.objects.filter(release__period=release.period_id).order_by("-number").first()
    rules = rules_of(scorecard) or set_rules(
        scorecard=scorecard, levels=FIRST_YEAR, by=by, at=at, reason="Nothing was decided yet."
    )
    edition = Edition(
        release=release,
        number=last.number + 1 if last else 1,
        card_run=card_run,
        rules=rules,
        title=title,
        introduction=introduction,
        corrects=corrects,
        reason=reason,
        words=words_of(card_run, rules),
        public_detail=most_told(card_run, rules),
        drafted_by=by,
        drafted_at=at,
    )
    edition.full_clean()
    edition.save()
    freeze(edition=edition)
    freeze_beside(edition=edition)
    if corrects:
        edition.words = {**edition.words, "changed": notice_of_change(corrects, edition)}
        edition.save(update_fields=["words"])
    earlier = Edition.objects.filter(release=release).exclude(pk=edition.pk)
    carry_comments(edition=edition, before=corrects or earlier.first(), at=at)
    details = {"queried": open_queries(challenges_of(card_run)).count()}
    add_step(edition, Step.DRAFTED, by, at, details=details)
    return edition


@transaction.atomic
def open_preview(
    *, edition: Edition, until: dt.datetime, by: Any, at: dt.datetime, after: int | None = None
) -> EditionStep:
    """Let every practice see it as it will look, with time to reply `until`."""
    if _day(until) < _day(at):
        raise ValidationError({"until": "Practices need time to look: choose a later day."})
    step = _take(edition, Step.PREVIEW, by, at, after, until=until)
    ask_to_tell(edition, step)
    return step


@transaction.atomic
def propose(
    *,
    edition: Edition,
    by: Any,
    at: dt.datetime,
    note: str = "",
    after: int | None = None,
    queried: int | None = None,
    stale: str = "",
) -> EditionStep:
    """Ask a second person to approve it. Raises ValidationError before the last day on which
    practices can reply, and for what stands in the way (`services.checks`)."""
    until = _replies_until(edition)
    if until and _day(at) < _day(until):
        raise ValidationError(
            f"Practices have until {_day(until):%-d %B %Y} to look: propose it from that day on."
        )
    check_comments(edition)
    concerns = concerns_of(edition)
    check_concerns(concerns, queried, stale)
    note = " ".join([note, stale]).strip()
    return _take(edition, Step.PROPOSED, by, at, after, note=note, details=concerns.details)


@transaction.atomic
def approve(
    *,
    edition: Edition,
    by: Any,
    at: dt.datetime,
    after: int | None = None,
    queried: int | None = None,
    stale: str = "",
) -> EditionStep:
    """A second person agrees that it be published, knowing what they have to know."""
    proposal = edition.steps.filter(step=Step.PROPOSED).order_by("-number").first()
    if proposal and proposal.by_id == by.pk:
        raise ValidationError("You proposed this edition. A second person has to approve it.")
    concerns = concerns_of(edition)
    check_concerns(concerns, queried, stale)
    given = {"proposed_by": proposal.by if proposal else None, "details": concerns.details}
    return _take(edition, Step.APPROVED, by, at, after, note=stale, **given)


@transaction.atomic
def send_back(
    *,
    edition: Edition,
    reason: str,
    until: dt.datetime,
    by: Any,
    at: dt.datetime,
    after: int | None = None,
) -> EditionStep:
    """Back to the practices, with a reason; it has to be proposed and approved again."""
    needs(reason, "Say why it goes back, so that its drafter can mend it.")
    step = _take(edition, Step.PREVIEW, by, at, after, until=until, note=reason)
    ask_to_tell(edition, step)
    return step


@transaction.atomic
def schedule(
    *,
    edition: Edition,
    publish_at: dt.datetime,
    by: Any,
    at: dt.datetime,
    after: int | None = None,
    letters: bool = False,
) -> EditionStep:
    """Publish it at a time to come (`publish_due` does), and send the letters then if wanted."""
    if publish_at <= at:
        raise ValidationError({"publish_on": "That time has passed. Choose one to come."})
    _check_publication(edition)
    return _take(
        edition, Step.SCHEDULED, by, at, after, until=publish_at, details={"letters": letters}
    )


@transaction.atomic
def publish(
    *,
    edition: Edition,
    by: Any,
    at: dt.datetime,
    after: int | None = None,
    letters: bool = False,
) -> EditionStep:
    """Open it to those whom its rules name. What it corrects says from now on that it was.

    `letters`: each practice gets its letter by e-mail.
    """
    _check_publication(edition)
    step = _take(edition, Step.PUBLISHED, by, at, after)
    if edition.corrects:
        _take(edition.corrects, Step.CORRECTED, by, at, note=edition.reason)
    if letters:
        send_letters(edition=edition, by=by, at=at)
    return step


def publish_due(*, at: dt.datetime) -> list[EditionStep]:
    """Publish every edition whose time has come. One that may not be published as it is goes back
    to preview, and its step says why."""
    return [_publish_due(edition, at) for edition in due(at)]


@transaction.atomic
def _publish_due(edition: Edition, at: dt.datetime) -> EditionStep:
    wanted = bool(last_step(edition).details.get("letters"))
    try:
        with transaction.atomic():
            return publish(edition=edition, by=None, at=at, letters=wanted)
    except ValidationError as error:
        note = f"Not published at its time. {' '.join(error.messages)}"
        return _take(edition, Step.PREVIEW, None, at, until=at, note=note)


@transaction.atomic
def withdraw(
    *, edition: Edition, reason: str, by: Any, at: dt.datetime, after: int | None = None
) -> EditionStep:
    """Take it back at once; its address stays and says why."""
    needs(reason, "Say why, so that readers of the address can know.")
    return _take(edition, Step.WITHDRAWN, by, at, after, note=reason)


@transaction.atomic
def give_up(
    *, edition: Edition, reason: str, by: Any, at: dt.datetime, after: int | None = None
) -> EditionStep:
    """Nothing will come of it."""
    needs(reason, "Say why, so that practices that looked at it can know.")
    return _take(edition, Step.GIVEN_UP, by, at, after, note=reason)


def _check_publication(edition: Edition) -> None:
    """Who publishes of the same period at once waits, and is refused; who renames it waits too."""
    held = Period.objects.select_for_update(no_key=True).select_related("commissioner")
    held.get(pk=edition.release.period_id)
    concerns = concerns_of(edition)
    check_still(concerns, concerns.known_by(approved_knowing(edition)))


def _take(
    edition: Edition,
    to: Step,
    by: Any,
    at: dt.datetime,
    after: int | None = None,
    **more: Any,
) -> EditionStep:
    """Add a step where it may follow the last. Raises ValidationError that says what to do.

    `after` is the number of the step that whoever asks saw last; None where nobody looked.
    """
    last = checked_last(edition, after)
    refusal = lifecycle.refusal(to, Step(last.step))
    if refusal:
        raise ValidationError(refusal)
    return add_step(edition, to, by, at, **more)


def checked_last(edition: Edition, after: int | None) -> EditionStep:
    """The last step, which nobody can follow meanwhile. `after` as in `_take`."""
    Edition.objects.select_for_update().get(pk=edition.pk)
    last: EditionStep = edition.steps.latest("number")
    if after is not None and after != last.number:
        raise ValidationError(
            f"{last.by or 'The clock'} took a step meanwhile: it is {last.step} now. Nothing was"
            " changed by you; what you typed is kept below."
        )
    return last


def add_step(edition: Edition, to: Step, by: Any, at: dt.datetime, **more: Any) -> EditionStep:
    step = EditionStep(
        edition=edition, number=edition.steps.count() + 1, step=to, by=by, at=at, **more
    )
    step.full_clean(exclude=["by", "proposed_by"])
    step.save()
    code = edition.release.scorecard.commissioner.code
    details = {"step": str(to), **step.details}
    record(action="edition", subject=edition, by=by, at=at, organisation=code, details=details)
    return step


def _replies_until(edition: Edition) -> dt.datetime | None:
    preview = edition.steps.filter(step=Step.PREVIEW).order_by("-number").first()
    return preview.until if preview else None


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localdate(moment)
