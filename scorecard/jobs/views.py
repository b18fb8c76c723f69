"""The page of a job: how far it is, where to go when it has ended, and cancelling it."""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from scorecard.accounts.access import signed_in
from scorecard.accounts.models import User
from scorecard.jobs.models import Job, JobState
from scorecard.jobs.presenters import PAUSE, TOO_LATE, job_page
from scorecard.jobs.selectors import await_end, job_for, may_ask_again
from scorecard.jobs.services import ask, ask_cancel

# Most jobs that somebody waits for end within a second. So the first look at one is answered
# when it has ended, or when that second is over; only then is there a page that looks again.
JUST_ASKED = dt.timedelta(seconds=1)
SHORTLY = 0.9
YOUNG = dt.timedelta(seconds=15)


class UserRequest(HttpRequest):
    user: User


@signed_in
@require_safe
@never_cache
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Only for those who asked, or may ask: for anybody else it does not exist."""
    found = _found(request, job_id)
    if timezone.now() - found.asked_at < JUST_ASKED:
        found = await_end(found, SHORTLY)
    # Whoever wanted it cancelled reads first that it was too late.
    if found.state == JobState.DONE and found.next_url and not found.cancel_asked_at:
        return redirect(found.next_url)
    is_young = timezone.now() - found.asked_at < YOUNG
    page = job_page(
        found,
        paused=PAUSE in request.GET,
        is_young=is_young,
        may_ask_again=may_ask_again(request.user, found),
    )
    response = render(request, "jobs/job.html", {"page": page})
    if page.refreshes:
        # Every browser obeys it without JavaScript, and unlike `meta` it is no breach of WCAG
        # 2.2.1 for a checker; the page offers to stop it.
        response["Refresh"] = str(page.refresh_seconds)
    return response


@signed_in
@never_cache
def cancel(request: UserRequest, job_id: UUID) -> HttpResponse:
    """Says what cancelling means, and does it on the second word."""
    found = _found(request, job_id)
    if request.method == "POST":
        found = ask_cancel(job=found, by=request.user, at=timezone.now())
        if found.state == JobState.DONE:
            messages.warning(request, TOO_LATE)
        elif found.is_open:
            await_end(found, SHORTLY)
        return redirect(found)
    if not found.is_open:
        return redirect(found)
    return render(request, "jobs/cancel.html", {"page": job_page(found)})


@signed_in
@require_POST
def again(request: UserRequest, job_id: UUID) -> HttpResponse:
    """The same job once more, after it was cancelled."""
    found = _found(request, job_id)
    if not may_ask_again(request.user, found):
        raise PermissionDenied("Your role does not allow you to ask for this.")
    if found.state != JobState.CANCELLED:
        return redirect(found)
    return redirect(
        ask(
            kind=found.kind,
            key=found.key,
            title=found.title,
            arguments=found.arguments,
            by=request.user,
            at=timezone.now(),
            next_url=found.next_url,
        )
    )


def _found(request: HttpRequest, job_id: UUID) -> Job:
    found = job_for(request.user, job_id)
    if found is None:
        raise Http404("No such job for this user.")
    return found
