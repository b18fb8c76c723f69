"""The page of an edition: its state, its steps, and a form for each step that may follow."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from indicators.presenters.words import day
from practices.access import MemberRequest
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.challenges import challenges
from scorecard.publication.forms.steps import StepForm
from scorecard.publication.levels import AUDIENCES, CHOSEN, Audience
from scorecard.publication.lifecycle import FOLLOWS, NEXT, Step
from scorecard.publication.models import Edition, EditionStep
from scorecard.publication.presenters.changes import Changes, changes
from scorecard.publication.presenters.lost import lost_in
from scorecard.publication.presenters.readings import looks_said
from scorecard.publication.reply_time import MORE_WEEKS, reply_by
from scorecard.publication.selectors.comments import undecided
from scorecard.publication.selectors.concerns import Concerns, concerns_of
from scorecard.publication.selectors.editions import steps_of
from scorecard.publication.selectors.reading import readings
from scorecard.publication.selectors.told import Told
from scorecard.publication.views.acts import Act, offered


def edition_page(
    request: MemberRequest,
    commissioner: Commissioner,
    edition: Edition,
    refused: tuple[Act, StepForm] | None = None,
) -> HttpResponse:
    """`refused` is a form that came back, with what was typed into it."""
    steps = steps_of(edition)
    state = Step(steps[-1].step)
    concerns = concerns_of(edition) if state in LOOKED_AT else None
    today = timezone.localdate()
    forms = [
        (one, refused[1])
        if refused and refused[0] is one
        else (one, form_of(one, steps[-1].number, concerns, told=steps[-1].until))
        for one in offered(state, request.permissions)
    ]
    if refused:
        _seen(refused, steps[-1].number)
        if refused[0] not in [one for one, _ in forms]:
            forms.insert(0, refused)
    return area_page(
        request,
        commissioner,
        "publication/edition.html",
        edition=edition,
        steps=steps,
        state=state.value,
        next=_next(state, steps[-1].until, today),
        open=bool(FOLLOWS[state]) and state not in (Step.PUBLISHED, Step.CORRECTED),
        correct=state is Step.PUBLISHED and Permission.DRAFT_RELEASE in request.permissions,
        challenges=challenges(edition.card_run, today) if state in LOOKED_AT else None,
        audiences=[(one, AUDIENCES[one]) for one in CHOSEN],
        changes=_changes(edition),
        lost=lost_in(edition) if state in LOOKED_AT else None,
        concerns=concerns,
        looks=looks_said(readings(edition)) if _was_shown(steps) else None,
        undecided=undecided(edition).count() if state is Step.PREVIEW else 0,
        forms=forms,
        form=refused[1] if refused else None,
    )


def _was_shown(steps: list[EditionStep]) -> bool:
    return any(one.step == Step.PREVIEW for one in steps)


def _changes(edition: Edition) -> Changes | None:
    """What readers will find different from the edition that this one corrects."""
    if edition.corrects is None:
        return None
    return changes(Told(edition.corrects, Audience.PUBLIC), Told(edition, Audience.PUBLIC))


def _seen(refused: tuple[Act, StepForm], after: int) -> None:
    """Its reader sees the newest step now: sending the form again is a decision."""
    act, form = refused
    form.data = {**form.data.dict(), f"{act.name}-after": after}  # type: ignore[attr-defined]


# What to do, where the words of a refusal would not do.
_TODO = {
    Step.DRAFTED: "Show it to the practices.",
    Step.PROPOSED: "A second person approves it, or sends it back.",
}


def _next(state: Step, until: Any, today: dt.date) -> str:
    """What to do; a preview may have ended."""
    if state is not Step.PREVIEW:
        return _TODO.get(state, NEXT[state])
    last = timezone.localdate(until)
    if today > last:
        return f"The practices’ time to reply ended on {day(last)}. Propose it."
    return f"Practices look at it until {day(last)}. From that day on, propose it."


LOOKED_AT = (Step.DRAFTED, Step.PREVIEW, Step.PROPOSED, Step.APPROVED, Step.SCHEDULED)


def form_of(
    act: Act, after: int, concerns: Concerns | None, data: Any = None, told: Any = None
) -> StepForm:
    """`told` is the end of the time to reply that practices know of."""
    until = reply_by(timezone.localdate())
    if act.name == "more-time" and told:
        until = reply_by(max(timezone.localdate(told), timezone.localdate()), MORE_WEEKS)
    initial = {"after": after, "until": until, "publish_on": timezone.localdate()}
    return act.form(data, prefix=act.name, initial=initial, concerns=concerns)
