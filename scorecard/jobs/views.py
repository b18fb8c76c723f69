"""The page of a job: how far it is, and where to go when it has ended."""

import datetime as dt
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from scorecard.accounts.access import signed_in
from scorecard.jobs.models import JobState
from scorecard.jobs.presenters import PAUSE, job_page
from scorecard.jobs.selectors import await_end, job_for

# Most jobs that somebody waits for end within a second. So the first look at one is answered
# when it has ended, or when that second is over; only then is there a page that looks again.
JUST_ASKED = dt.timedelta(seconds=1)
SHORTLY = 0.9
YOUNG = dt.timedelta(seconds=15)


@signed_in
@require_safe
@never_cache
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Only for those who asked: for anybody else it does not exist."""
    found = job_for(request.user, job_id)
    if found is None:
        raise Http404("No such job for this user.")
    if timezone.now() - found.asked_at < JUST_ASKED:
        found = await_end(found, SHORTLY)
    if found.state == JobState.DONE and found.next_url:
        return redirect(found.next_url)
    is_young = timezone.now() - found.asked_at < YOUNG
    page = job_page(found, paused=PAUSE in request.GET, is_young=is_young)
    response = render(request, "jobs/job.html", {"page": page})
    if page.refreshes:
        # Every browser obeys it without JavaScript, and unlike `meta` it is no breach of WCAG
        # 2.2.1 for a checker; the page offers to stop it.
        response["Refresh"] = str(page.refresh_seconds)
    return response
