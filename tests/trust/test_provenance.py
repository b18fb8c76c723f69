"""Every figure knows where it came from, what became of it, and who may ask."""

import datetime as dt

import pytest
from django.urls import reverse

from indicators.models import Figure
from indicators.presenters.provenance import provenance
from indicators.selectors.provenance import figure_in
from indicators.services.figures import FigureRow, record_figures
from indicators.services.files import receive_file
from indicators.services.queries import raise_query, uphold
from scorecard.accounts.roles import Role
from tests.returns.area import AT, GOOD, Area
from tests.returns.files import row

LATER = AT + dt.timedelta(days=1)
TODAY = LATER.date()


def page_of(area: Area, figure: Figure):
    return provenance(figure_in(area.commissioner, figure.pk), lambda pk: f"/{pk}/", TODAY)


def office(area: Area, numerator: float = 70, **given):
    """The figure of a national file, which comes first and counts, or not."""
    figure = FigureRow(
        area.practice.pk,
        _indicator(area),
        area.period.pk,
        numerator=numerator,
        denominator=100,
        row=7,
        **given,
    )
    file = receive_file(
        commissioner=area.commissioner,
        practice=None,
        period=area.period,
        profile="screening",
        name="../screening\u202e.csv",
        content=b"everybody's figures",
        by=None,
        at=AT,
    )
    record_figures(rows=[figure], file=file, source="screening", by=None, at=AT)
    return Figure.objects.get(source="screening", replaced_at=None)


def _indicator(area: Area) -> int:
    items = area.collection.items.select_related("definition__indicator")
    return next(one.definition.indicator_id for one in items if one.definition.code == "ACC01")


def test_a_returned_figure_names_file_row_and_the_cells_of_that_row(area):
    area.submitted(GOOD, row("FAC01", text="Welsh", note="Asked at the desk"))
    found = page_of(area, area.figure("FAC01"))
    origin = dict(found.origin)
    assert (origin["File"], origin["Row of the file"]) == ("r.csv", "3")
    assert origin["How it came"] == "Uploaded"
    assert "Counted or modelled" not in origin
    shown = dict(page_of(area, area.figure()).origin)
    assert shown["Counted or modelled"] == "Counted from the list"
    cells = dict(found.cells)
    assert cells["Text or not applicable"] == "Welsh"
    assert cells["Note"] == "Asked at the desk"
    assert cells["Practice code"] == "X00001"
    assert "Numerator" not in cells


def test_a_corrected_return_says_by_what_and_when_each_figure_was_replaced(area):
    area.submitted(GOOD)
    first = area.figure()
    area.submitted(row("ACC01", "79", "100"), at=LATER)
    held = page_of(area, area.figure()).held
    assert [line.figure for line in held] == ["79 of 100 (79.0%)", "80 of 100 (80.0%)"]
    assert held[0].href == ""
    assert held[1].href == f"/{first.pk}/"
    assert held[1].standing == "Replaced on 11 July 2026, 10:00 by r.csv, row 2"
    assert page_of(area, first).standing == held[1].standing


def test_another_source_stands_beside_it_with_the_difference(area):
    office(area, 70)
    area.submitted(GOOD)
    found = page_of(area, Figure.objects.current().get())
    assert found.differ
    (beside,) = found.beside
    assert (beside.figure, beside.difference) == ("80 of 100 (80.0%)", "+10.0 points (+14.3%)")
    assert found.agreement == "Not agreed yet: the figure that came first counts."


def test_figures_that_read_alike_do_not_differ(area):
    office(area, 80.01)
    area.submitted(GOOD)
    assert not page_of(area, Figure.objects.current().get()).differ


def test_a_correction_keeps_the_queried_figure_and_its_reason(area):
    area.submitted(GOOD)
    queried = area.figure()
    lead = area.person(Role.COMMISSIONING_LEAD)
    query = raise_query(figure=queried, reason="Counted twice", by=None, at=AT)
    uphold(query=query, reason="So it was.", numerator=70, denominator=100, by=lead, at=LATER)
    found = page_of(area, area.figure())
    assert dict(found.origin)["Reason of the correction"] == "So it was."
    assert [line.standing for line in found.held] == [
        "This is the figure that counts",
        "Corrected after a query: So it was.",
    ]
    assert not found.differ
    assert found.queries[0].decision == "Upheld: So it was."


def test_modelled_figures_say_so(area):
    assert page_of(area, office(area, modelled=True)).modelled


def test_patients_taken_out_are_listed_by_reason(area):
    found = page_of(area, office(area, adjustments={"no_response": 3}))
    assert found.adjustments == (("No response to offers", "3"),)


def test_the_receipt_leads_to_each_figure_that_it_left_behind(area, as_role):
    sent = area.submitted(GOOD, row("FAC01", text="Welsh"))
    first = area.figure()
    area.submitted(row("ACC01", "79", "100"), at=LATER)
    page = as_role(Role.PRACTICE_MANAGER).get(
        reverse("return-receipt", args=["X00001", sent.reference])
    )
    for figure in (first, area.figure("FAC01")):
        url = reverse("practice-figure", args=["X00001", figure.pk])
        assert f'href="{url}"' in page.content.decode()


def test_the_page_needs_few_queries(area, django_assert_max_num_queries):
    office(area)
    area.submitted(GOOD)
    for minute in range(10):
        at = LATER.replace(minute=minute)
        area.submitted(row("ACC01", str(60 + minute), "100"), at=at)
    figure = Figure.objects.current().get()
    with django_assert_max_num_queries(10):
        page_of(area, figure)


def addresses(area, figure):
    return {
        "area": reverse("figure", args=["X01", figure.pk]),
        "area file": reverse("figure-file", args=["X01", figure.pk]),
        "own": reverse("practice-figure", args=[area.practice.code, figure.pk]),
        "own file": reverse("practice-figure-file", args=[area.practice.code, figure.pk]),
    }


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.ANALYST, (200, 200, 404, 404)),
        (Role.CLINICAL_LEAD, (200, 200, 404, 404)),
        (Role.BOARD_READER, (403, 403, 404, 404)),
        (Role.PRACTICE_READER, (404, 404, 200, 200)),
    ],
)
def test_who_may_see_a_figure_and_its_file(area, as_role, role, expected):
    area.submitted(GOOD)
    client = as_role(role)
    urls = addresses(area, area.figure()).values()
    assert tuple(client.get(url).status_code for url in urls) == expected


def test_a_practice_sees_no_other_practices_figure_and_no_file_about_all(area, as_role):
    figure = office(area)
    client = as_role(Role.PRACTICE_MANAGER)
    urls = addresses(area, figure)
    assert client.get(urls["own"]).status_code == 200
    assert client.get(urls["own file"]).status_code == 404
    neighbour = as_role(Role.PRACTICE_MANAGER, area.neighbour)
    assert neighbour.get(reverse("practice-figure", args=["X00002", figure.pk])).status_code == 404


def test_another_commissioner_finds_nothing(area, as_role):
    area.submitted(GOOD)
    other = Area("X02", ("X00003", "X00004"))
    client = as_role(Role.ANALYST, other.commissioner)
    assert client.get(reverse("figure", args=["X02", area.figure().pk])).status_code == 404


def test_a_file_is_saved_and_never_shown(area, as_role):
    figure = office(area)
    response = as_role(Role.ANALYST).get(addresses(area, figure)["area file"])
    assert response.content == b"everybody's figures"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")


def test_the_result_of_a_file_name_stays_text(area, as_role):
    area.submitted(row("FAC01", text="<script>alert(1)</script>"))
    page = as_role(Role.ANALYST).get(addresses(area, area.figure("FAC01"))["area"])
    assert b"<script>alert(1)" not in page.content
