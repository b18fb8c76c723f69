"""How far a figure is trusted stands beside it on every page and in every file, the same."""

import csv
import io

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from indicators.models import Figure, Query
from indicators.selectors.verification import figures_held
from indicators.services.queries import uphold
from indicators.services.verification import Challenge, set_window, verify
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.cards.selectors.export import HEADER, result_rows
from scorecard.publication.services.editions import propose
from tests.areas import Area
from tests.dashboards.reading import cells_of
from tests.editions import draft, show
from tests.verification.conftest import on

PERIOD = "2026-27-Q1"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(on(15), tick=False):
        yield


@pytest.fixture
def area(db) -> Area:
    """Practice 1 confirmed its spending and queried its access; practice 2 was silent."""
    area = Area()
    for number in (1, 2):
        area.record(number, "ACC01", numerator=70, denominator=100)
        area.record(number, "VFM01", numerator=14000, denominator=100)
    set_window(
        period=area.period(),
        opens_on=on(10).date(),
        deadline=on(20).date(),
        silence="accepted",
        by=None,
        at=on(10),
    )
    practice = area.practices[0]
    held = {f.indicator.code: f.pk for f in figures_held(practice, area.period())}
    verify(
        practice=practice,
        period=area.period(),
        name="Pat Smith",
        seen=held.values(),
        challenges=[Challenge(held["ACC01"], "Counted twice", "75 of 100")],
        by=None,
        at=on(15),
    )
    area.run = area.band()
    return area


@pytest.fixture
def reader(area, client):
    """What anybody of a role reads on a page."""
    known: dict[Role, User] = {}

    def _reads(role: Role, name: str, *args: object, place=None) -> str:
        if role not in known:
            known[role] = area.user(role, place)
        client.force_login(known[role])
        response = client.get(reverse(name, args=args))
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return _reads


def test_the_grid_marks_every_cell_and_says_it_to_those_who_hear(area, reader):
    page = reader(Role.ANALYST, "grid", "Z01")
    cells = cells_of(page)
    assert cells["Practice 1", "ACC01"] == "Amber 70.0% queried"
    assert cells["Practice 1", "VFM01"] == "Green £140.00 ✓ verified"
    assert cells["Practice 2", "ACC01"] == "Amber 70.0% not verified yet"
    assert "<i>✓</i>" in page


@pytest.mark.parametrize("day", [15, 21])
def test_grid_practice_indicator_and_file_agree(area, reader, day):
    words = {15: "Not verified yet", 21: "Accepted by silence"}[day]
    with time_machine.travel(on(day), tick=False):
        page = reader(Role.ANALYST, "grid", "Z01")
        assert cells_of(page)["Practice 2", "ACC01"].endswith(words.lower())
        page = reader(Role.CLINICAL_LEAD, "area-practice", "Z01", "Z01002")
        assert page.count(f">{words}</strong>") == 2
        page = reader(Role.COMMISSIONING_LEAD, "indicator-results", "Z01", "ACC01")
        assert page.count(f">{words}</strong>") == 1
        assert page.count(">Queried</strong>") == 1
        given = result_rows(area.run, on(day).date())
        rows = [dict(zip(HEADER, row, strict=True)) for row in given]
    found = {(r["practice code"], r["indicator"]): r for r in rows}
    assert found["Z01002", "ACC01"]["verification"] == words
    assert found["Z01001", "ACC01"]["queried"] is True
    assert found["Z01001", "VFM01"]["verification"] == "Verified"
    assert found["Z01003", "VFM01"]["verification"] == ""


def test_the_result_page_says_who_stands_for_it(area, reader):
    page = reader(Role.ANALYST, "area-result", "Z01", "Z01001", "VFM01")
    assert "Verified by the practice on 15 July 2026. Pat Smith stands for it." in page


def test_a_correction_not_yet_banded_is_told_beside_the_old_number(area, reader):
    analyst = area.user(Role.COMMISSIONING_LEAD)
    uphold(
        query=Query.objects.get(),
        reason="Yes",
        numerator=75,
        denominator=100,
        by=analyst,
        at=on(15),
    )
    page = reader(Role.ANALYST, "area-result", "Z01", "Z01001", "ACC01")
    assert "70.0%" in page and "Corrected after a query on 15 July 2026" in page
    area.band()
    page = reader(Role.CLINICAL_LEAD, "area-result", "Z01", "Z01001", "ACC01")
    assert "75.0%" in page and "Corrected after a query, on 15 July 2026." in page
    assert Figure.objects.filter(indicator__code="ACC01", practice__code="Z01001").count() == 2


def test_a_network_sees_how_many_are_verified_and_queried(area, reader):
    page = reader(Role.NETWORK_LEAD, "network", "NZ01", place=area.network)
    assert "1 queried, 1 verified" in page and "2 not verified yet" in page


def released(area):
    lead = area.user(Role.COMMISSIONING_LEAD)
    return show(draft(area.run, lead, at=on(15)), lead)


def test_a_release_keeps_the_state_of_its_day(area, reader):
    release = released(area)
    with time_machine.travel(on(22), tick=False):
        page = reader(Role.ANALYST, "release-practice", "Z01", release.pk, "public", "Z01001")
    assert "The practice says that this figure may be wrong; that is not decided yet." in page
    assert "The practice verified this figure on 15 July 2026." in page


def test_before_publication_every_query_is_listed_and_counted(area, reader):
    page = reader(Role.ANALYST, "release-new", "Z01")
    assert "1 figure is under query and not decided yet" in page
    assert "Practice 1, ACC01 Seen within two days" in page and "Counted twice" in page
    release = released(area)
    assert release.steps.get(number=1).details == {"queried": 1}
    analyst = area.user(Role.CLINICAL_LEAD)
    decided = {"numerator": 75, "denominator": 100, "by": analyst, "at": on(15, hour=11)}
    uphold(query=Query.objects.get(), reason="The register agrees", **decided)
    page = reader(Role.ANALYST, "release", "Z01", release.pk)
    assert "1 figure was under query" in page
    assert "No figure of these results is under query" in page
    assert "Upheld: The register agrees; it is now 75 of 100 (75.0%)" in page
    assert "1 figure of these results has been corrected or replaced since" in page
    with pytest.raises(ValidationError, match="Band the period again"):
        propose(edition=release, by=release.drafted_by, at=on(15, hour=12))


def test_the_file_has_a_column_for_it(area, client):
    client.force_login(area.user(Role.ANALYST))
    content = b"".join(client.get(reverse("results-csv", args=["Z01"])).streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
    assert {row["verification"] for row in rows} == {"Verified", "Queried", "Not verified yet", ""}


def test_the_grid_keeps_to_its_queries(area, client, django_assert_max_num_queries):
    client.force_login(area.user(Role.ANALYST))
    with django_assert_max_num_queries(12):
        client.get(reverse("grid", args=["Z01"]))
