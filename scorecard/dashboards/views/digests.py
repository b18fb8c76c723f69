"""Choosing whether results come by e-mail, and stopping it with one click."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from practices.access import MemberRequest, in_commissioner, in_practice, public
from practices.models import Commissioner, Practice
from practices.pages import area_page, practice_page
from scorecard.accounts.roles import Permission
from scorecard.dashboards.presenters.digest_choice import digest_choice, masked
from scorecard.dashboards.selectors.digests import whom
from scorecard.dashboards.services.digest_choices import choose_digest
from scorecard.dashboards.stopping import read_token

METHODS = ["GET", "HEAD", "POST"]


@in_commissioner(Permission.SEE_RESULTS)
@require_http_methods(METHODS)
def area_digest(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    if request.method == "POST":
        _choose(request, commissioner)
        return redirect("area-digest", commissioner.code)
    choice = digest_choice(request.user, commissioner)
    return area_page(request, commissioner, "dashboards/digest.html", choice=choice)


@in_practice(Permission.SEE_OWN)
@require_http_methods(METHODS)
def practice_digest(request: MemberRequest, practice: Practice) -> HttpResponse:
    if request.method == "POST":
        _choose(request, practice)
        return redirect("practice-digest", practice.code)
    choice = digest_choice(request.user, practice)
    return practice_page(request, practice, "dashboards/digest.html", choice=choice)


def _choose(request: MemberRequest, place: Commissioner | Practice) -> None:
    wanted = request.POST.get("wanted")
    if wanted not in ("yes", "no"):
        messages.error(request, "Choose one of the two buttons. Nothing was changed.")
        return
    now = timezone.now()
    choose_digest(user=request.user, place=place, wanted=wanted == "yes", by=request.user, at=now)
    said = "You get results by e-mail from now on." if wanted == "yes" else "The e-mails stop."
    messages.success(request, said)


@public
@csrf_exempt  # the mail program's own button sends no token; the address is signed instead
@require_http_methods(METHODS)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button, which stops it. Looking at the page stops nothing: programs that
    look for viruses in messages follow every link."""
    named = read_token(token)
    found = whom(named) if named else None
    if found is None:
        raise Http404("Nothing is stopped by this address.")
    if request.method == "POST":
        now, how = timezone.now(), "by the link in a message"
        choose_digest(user=found.user, place=found.place, wanted=False, by=None, at=now, how=how)
    context = {"place": found.place, "address": masked(found.user.email)}
    return render(
        request, "dashboards/digest_stop.html", {**context, "stopped": request.method == "POST"}
    )
