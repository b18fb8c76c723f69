"""Offering a case study, accepting or declining it, withdrawing it."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.free_text import refuse_nhs_numbers
from indicators.models import Indicator
from practices.models import Practice
from scorecard.accounts.models import User
from scorecard.audit.services import record
from scorecard.cards.selectors.runs import newest_runs
from scorecard.dashboards.models import CaseStudy, CaseStudyStep
from scorecard.dashboards.selectors.case_studies import strong_on

Step = CaseStudyStep.Step
# What may be done after what was done last ("" is offered and nothing since).
MAY_FOLLOW = {
    "": (Step.ACCEPTED, Step.DECLINED, Step.WITHDRAWN),
    Step.ACCEPTED: (Step.WITHDRAWN,),
}
MOST_WAITING = 20


@transaction.atomic
def offer_case_study(
    *,
    practice: Practice,
    indicator: Indicator,
    title: str,
    text: str,
    link: str,
    by: User,
    at: dt.datetime,
) -> CaseStudy:
    """The practice offers it and agrees to be named. Raises ValidationError, by field, in words."""
    refuse_nhs_numbers(title, text, link)
    Practice.objects.select_for_update().get(pk=practice.pk)
    if CaseStudy.objects.filter(practice=practice, steps=None).count() >= MOST_WAITING:
        said = f"{MOST_WAITING} case studies of this practice wait to be accepted. Withdraw one."
        raise ValidationError({"title": [said]})
    made = CaseStudy(
        practice=practice,
        indicator=indicator,
        title=" ".join(title.split()),
        text=text.strip(),
        link=link,
        offered_by=by,
        offered_at=at,
    )
    made.full_clean()
    made.save()
    _record("offer case study", made, by, at)
    return made


def accept_case_study(*, case_study: CaseStudy, by: User, at: dt.datetime) -> CaseStudyStep:
    """From now on practices like it read it, if it is green on the indicator now.

    It stays so whatever becomes of the band: if it went away, they would know that it was lost.
    """
    runs = newest_runs(case_study.indicator.commissioner)
    strong = bool(runs and strong_on(runs[0].run, [case_study]))
    period = runs[0].run.period.name if strong else ""
    return _step(case_study, Step.ACCEPTED, "", by, at, period)


def decline_case_study(
    *, case_study: CaseStudy, reason: str, by: User, at: dt.datetime
) -> CaseStudyStep:
    """With a reason, which the practice reads."""
    refuse_nhs_numbers(reason)
    if not reason.strip():
        raise ValidationError({"reason": ["Say why, so that the practice can mend it."]})
    return _step(case_study, Step.DECLINED, reason.strip(), by, at)


def withdraw_case_study(*, case_study: CaseStudy, by: User, at: dt.datetime) -> CaseStudyStep:
    """Nobody else reads it any more; it stays among the practice's own."""
    return _step(case_study, Step.WITHDRAWN, "", by, at)


@transaction.atomic
def _step(
    case_study: CaseStudy,
    step: CaseStudyStep.Step,
    reason: str,
    by: User,
    at: dt.datetime,
    strong_in: str = "",
) -> CaseStudyStep:
    CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    last = case_study.steps.order_by("pk").last()
    if step not in MAY_FOLLOW.get(last.step if last else "", ()):
        was = last.get_step_display() if last else "offered"
        said = f"“{case_study}” is {was} already, so it cannot be {step.label} now."
        raise ValidationError(said)
    made = CaseStudyStep(
        case_study=case_study, step=step, reason=reason, strong_in=strong_in, by=by, at=at
    )
    made.full_clean()
    made.save()
    _record(f"case study {step.label}", case_study, by, at, reason)
    return made


def _record(action: str, study: CaseStudy, by: User, at: dt.datetime, reason: str = "") -> None:
    details = {"practice": study.practice.code, "indicator": study.indicator.code}
    record(
        action=action,
        subject=study,
        by=by,
        at=at,
        organisation=study.indicator.commissioner.code,
        details={**details, **({"reason": reason} if reason else {})},
    )
