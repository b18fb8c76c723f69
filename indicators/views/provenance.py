"""Where a figure comes from: one page, for the commissioner and for the practice."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.models import Figure
from indicators.presenters.provenance import provenance
from indicators.selectors.provenance import content_of, figure_about, figure_in
from practices.access import MemberRequest, in_commissioner, in_practice
from practices.models import Commissioner, Practice
from practices.pages import area_page, practice_page
from scorecard.accounts.roles import Permission
from scorecard.ui.writers import attachment_response


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def figure(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    page = provenance(
        _found(figure_in(commissioner, pk)),
        lambda other: reverse("figure", args=[commissioner.code, other]),
        timezone.localdate(),
    )
    return area_page(request, commissioner, "indicators/figure.html", page=page, pk=pk)


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def figure_file(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    return _file(_found(figure_in(commissioner, pk)))


@in_practice(Permission.SEE_OWN)
@require_safe
def own_figure(request: MemberRequest, practice: Practice, pk: int) -> HttpResponse:
    page = provenance(
        _found(figure_about(practice, pk)),
        lambda other: reverse("practice-figure", args=[practice.code, other]),
        timezone.localdate(),
    )
    return practice_page(request, practice, "indicators/figure.html", page=page, pk=pk)


@in_practice(Permission.SEE_OWN)
@require_safe
def own_figure_file(request: MemberRequest, practice: Practice, pk: int) -> HttpResponse:
    found = _found(figure_about(practice, pk))
    if found.file is None or found.file.practice_id != practice.pk:
        raise Http404("The file of this figure tells of other practices too.")
    return _file(found)


def _found(figure: Figure | None) -> Figure:
    if figure is None:
        raise Http404("There is no such figure here.")
    return figure


def _file(figure: Figure) -> HttpResponse:
    """The file as it was received: to be saved, never to be shown by the browser."""
    content = content_of(figure)
    if figure.file is None or content is None:
        raise Http404("The file itself is not kept; its name and fingerprint are.")
    return attachment_response(figure.file.name, "application/octet-stream", content)
