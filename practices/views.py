"""Where people arrive after signing in: the list of their own workplaces."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from practices.presenters import places
from practices.scoping import memberships_on
from scorecard.accounts.access import signed_in


@signed_in
@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """Straight on for somebody who works in one place only."""
    own = places(memberships_on(request.user, timezone.localdate()))
    if len(own) == 1:
        return redirect(own[0].url)
    return render(request, "practices/workspace.html", {"places": own})
