"""The sign-off record of an edition: on a page, on paper and as a file."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.publication.presenters.board import board_address
from scorecard.publication.presenters.record import HEADER, Record, record_of
from scorecard.publication.presenters.states import with_states
from scorecard.publication.selectors.board import is_read_by_board
from scorecard.publication.selectors.record import facts_of, records_of
from scorecard.ui.writers import csv_response


@in_commissioner(Permission.SEE_RECORD)
@require_safe
def records(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    rows = with_states(records_of(commissioner), timezone.localdate())
    for edition, _ in rows:
        edition.read_by_board = is_read_by_board(edition, edition.state)
    return area_page(request, commissioner, "publication/records.html", rows=rows)


@in_commissioner(Permission.SEE_RECORD)
@require_safe
def record(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    edition, found = _found(request, commissioner, pk)
    told = board_address(edition) if is_read_by_board(edition, edition.state) else ""
    shown = {"edition": edition, "record": found, "told": told}
    return area_page(request, commissioner, "publication/record.html", **shown)


@in_commissioner(Permission.SEE_RECORD)
@require_safe
def record_csv(
    request: MemberRequest, commissioner: Commissioner, pk: int
) -> StreamingHttpResponse:
    edition, found = _found(request, commissioner, pk)
    name = f"sign-off-{edition.release.period.code}-edition-{edition.number}"
    return csv_response(name, HEADER, found.as_rows())


def _found(request: MemberRequest, commissioner: Commissioner, pk: int) -> tuple[Any, Record]:
    """What this reader's role allows of it."""
    edition = get_object_or_404(records_of(commissioner), pk=pk)
    staff = Permission.SEE_RELEASES in request.permissions
    return edition, record_of(facts_of(edition), staff=staff)
