"""A published edition as the board is told of it: read by whoever reads the sign-off record."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.publication.levels import Audience
from scorecard.publication.lifecycle import Step
from scorecard.publication.presenters.board import (
    board_address,
    notices_to_board,
    withdrawn_words,
)
from scorecard.publication.presenters.previews import preview
from scorecard.publication.selectors.board import ever_open_to_board, tells_board
from scorecard.publication.selectors.told import Told


@in_commissioner(Permission.SEE_RECORD)
@require_safe
def board_release(
    request: MemberRequest, commissioner: Commissioner, pk: int, kind: str, key: str = ""
) -> HttpResponse:
    """Its contents, an indicator or a practice, as far as the board's level says. What was
    withdrawn keeps its address, which says so."""
    edition = get_object_or_404(ever_open_to_board(commissioner), pk=pk)
    if not tells_board(edition):
        raise Http404("Of this release the board is told nothing.")
    record = reverse("sign-off", args=[commissioner.code, pk])
    if edition.state == Step.WITHDRAWN:
        shown = {"edition": edition, "words": withdrawn_words(edition), "back": record}
        gone = area_page(request, commissioner, "publication/board_withdrawn.html", **shown)
        gone.status_code = 410
        return gone
    base = board_address(edition)
    told, at = Told(edition, Audience.BOARD), request.GET.get("page")
    given: Any = {"base": base, "contents": base, "today": timezone.localdate()}
    shown = preview(told, kind, key, at=at, **given)
    shown |= {"notices": notices_to_board(edition), "back": record}
    return area_page(request, commissioner, "publication/board_release.html", **shown)
