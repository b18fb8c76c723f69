"""Where people arrive after signing in, and the pages they keep there."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from practices.group_forms import add_errors
from practices.presenters import places
from practices.scoping import memberships_on
from scorecard.accounts.access import signed_in
from scorecard.dashboards.forms.kept import BookmarkForm
from scorecard.dashboards.selectors.kept import bookmarks_of
from scorecard.dashboards.services.bookmarks import keep_bookmark, remove_bookmark


@signed_in
@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """Straight on for somebody who works in one place only and keeps no pages here."""
    own = places(memberships_on(request.user, timezone.localdate()))
    kept = list(bookmarks_of(request.user))
    if len(own) == 1 and not kept:
        return redirect(own[0].url)
    return render(request, "dashboards/workspace.html", {"places": own, "bookmarks": kept})


@signed_in
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Back to the page that is kept; the form again where something is wrong with it."""
    form = BookmarkForm(request.POST)
    if form.is_valid():
        try:
            kept = keep_bookmark(**form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Bookmarked as “{kept}”. It stands under Workplaces.")
            return redirect(kept.address)
    return render(request, "dashboards/bookmark.html", {"form": form}, status=422)


@signed_in
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    bookmark = get_object_or_404(bookmarks_of(request.user), pk=pk)
    remove_bookmark(bookmark=bookmark, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, f"The bookmark “{bookmark}” is removed.")
    return redirect("workspace")
