"""The commissioner's, practice's, network's and public's pages, as each role sees them."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from practices.services.organisations import close_practice
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.cards.selectors.versions import draft_version
from scorecard.cards.services import versions
from scorecard.publication.services.editions import withdraw
from tests.areas import NOW, Area
from tests.editions import draft, publish


@pytest.fixture
def banded(area):
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.record(2, "ACC01", numerator=50, denominator=100)
    area.record(1, "VFM01", numerator=14000, denominator=100)
    area.record(1, "FAC01", text="9 to 5 <script>")
    area.band()
    return area


@pytest.fixture
def as_role(client):
    def sign_in(area, role, organisation=None):
        user = area.user(role, organisation)
        client.force_login(user)
        return client

    return sign_in


def frozen(page):
    """The part of a page that comes from the release, without the addresses of its links."""
    part = page.split("</span>Practice 1</h1>")[1].split("Worked out on")[0]
    return re.sub(r'href="[^"]*"', "", part)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_grid_keeps_to_its_queries(banded, as_role, django_assert_max_num_queries):
    client = as_role(banded, Role.ANALYST)
    with django_assert_max_num_queries(12):
        page = text_of(client.get(reverse("grid", args=["Z01"])))
    for word in ("Green", "Red", "No data", "90.0%", "£140.00"):
        assert word in page


@pytest.mark.parametrize("query", ["?sort=zzz&page=999999999", "?page=-1", "?sort=%00", "?page=x"])
def test_odd_addresses_of_the_grid_are_answered(banded, as_role, query):
    response = as_role(banded, Role.ANALYST).get(reverse("grid", args=["Z01"]) + query)
    assert response.status_code == 200


def test_an_unknown_period_is_not_found(banded, as_role):
    client = as_role(banded, Role.ANALYST)
    for name in ("area", "grid", "grid-csv", "results-csv", "release-new"):
        assert client.get(reverse(name, args=["Z01"]) + "?period=1999").status_code == 404


@pytest.mark.parametrize("name", ["area", "grid", "indicators", "card", "periods", "releases"])
def test_every_page_has_words_before_anything_is_banded(area, as_role, name):
    assert as_role(area, Role.ANALYST).get(reverse(name, args=["Z01"])).status_code == 200


def test_two_clicks_lead_from_a_cell_to_its_sentence(banded, as_role):
    client = as_role(banded, Role.ANALYST)
    grid = text_of(client.get(reverse("grid", args=["Z01"])))
    link = reverse("area-result", args=["Z01", banded.practices[0].code, "ACC01"])
    assert f'href="{link}?period=2026-27-Q1"' in grid
    page = text_of(client.get(link))
    assert "90 (patients seen within two days) out of 100 (patients who asked)" in page
    assert "So this is green." in page
    assert "version 1 of ACC01" in page


def test_what_practices_write_is_text_on_the_page(banded, as_role):
    client = as_role(banded, Role.ANALYST)
    page = text_of(client.get(reverse("area-practice", args=["Z01", banded.practices[0].code])))
    assert "9 to 5 &lt;script&gt;" in page


def test_a_practice_without_list_size_or_figures_has_words(banded, as_role):
    client = as_role(banded, Role.ANALYST)
    page = text_of(client.get(reverse("area-practice", args=["Z01", banded.practices[2].code])))
    assert "No list size is known for this practice." in page
    assert "No score" in page and "No data" in page


def test_a_closed_practice_says_when_and_where_its_patients_went(banded, as_role):
    one, two, _ = banded.practices
    close_practice(practice=one, closed_on=dt.date(2026, 7, 1), successor=two, by=None, at=NOW)
    client = as_role(banded, Role.ANALYST)
    page = text_of(client.get(reverse("area-practice", args=["Z01", one.code])))
    assert "closed on 1 July 2026" in page and "moved to Practice 2" in page


def test_the_file_has_every_result_and_neutralises_formulas(banded, as_role):
    banded.record(2, "FAC01", text='=HYPERLINK("http://x.example")')
    banded.band()
    client = as_role(banded, Role.ANALYST)
    response = client.get(reverse("results-csv", args=["Z01"]))
    assert response["Content-Disposition"].count("csv") == 1
    body = b"".join(response.streaming_content) if response.streaming else response.content
    lines = body.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 9
    assert '"=HYPERLINK' not in body.decode() and "HYPERLINK" in body.decode()
    sheet = client.get(reverse("results-xlsx", args=["Z01"]))
    assert b"".join(sheet).startswith(b"PK")
    sheet.close()


def test_the_indicator_page_shows_every_practice_and_who_is_missing(banded, as_role):
    client = as_role(banded, Role.CLINICAL_LEAD)
    page = text_of(client.get(reverse("indicator-results", args=["Z01", "ACC01"])))
    assert "Of 2 practices with a figure" in page and "1 has no figure" in page
    assert "Green at 80% or more, red below 60%, amber between." in page


def test_a_practice_reads_its_own_results_and_no_neighbours(banded, as_role):
    one, two, _ = banded.practices
    client = as_role(banded, Role.PRACTICE_READER, one)
    own = text_of(client.get(reverse("practice-results", args=[one.code])))
    assert "90.0%" in own and "Practice 2" not in own
    assert client.get(reverse("practice-result", args=[one.code, "ACC01"])).status_code == 200
    assert client.get(reverse("practice-results", args=[two.code])).status_code == 404
    assert client.get(reverse("grid", args=["Z01"])).status_code == 404


def test_a_network_lead_reads_the_networks_practices_only(banded, as_role):
    client = as_role(banded, Role.NETWORK_LEAD, banded.network)
    one = banded.practices[0].code
    assert "Practice 1" in text_of(client.get(reverse("network", args=["NZ01"])))
    assert client.get(reverse("network-practice", args=["NZ01", one])).status_code == 200
    assert client.get(reverse("network-result", args=["NZ01", one, "ACC01"])).status_code == 200
    neighbour = Area(code="Y01")
    other = neighbour.practices[0].code
    assert client.get(reverse("network-practice", args=["NZ01", other])).status_code == 404
    assert client.get(reverse("network", args=["NY01"])).status_code == 404


def test_another_commissioner_learns_nothing(banded, as_role):
    neighbour = Area(code="Y01")
    client = as_role(neighbour, Role.ANALYST)
    one = banded.practices[0].code
    assert client.get(reverse("grid", args=["Z01"])).status_code == 404
    assert client.get(reverse("area-practice", args=["Y01", one])).status_code == 404
    assert client.get(reverse("area-result", args=["Y01", one, "ACC01"])).status_code == 404


def test_the_board_sees_the_area_but_no_practice(banded, as_role):
    client = as_role(banded, Role.BOARD_READER)
    page = text_of(client.get(reverse("area", args=["Z01"])))
    assert "Practice 1" not in page
    assert client.get(reverse("grid", args=["Z01"])).status_code == 403


class TestRelease:
    @pytest.fixture
    def release(self, banded):
        analyst = banded.user(Role.ANALYST)
        return draft(banded.band(), analyst, title="First results")

    @pytest.fixture
    def lead(self, banded):
        return banded.user(Role.COMMISSIONING_LEAD)

    def addresses(self, banded):
        slug, one = banded.commissioner.slug, banded.practices[0].code
        return [
            reverse("public", args=[slug]),
            reverse("public-practice", args=[slug, one]),
            reverse("public-indicator", args=[slug, "ACC01"]),
        ]

    def test_nothing_is_public_before_it_is_approved(self, client, banded, release):
        for address in self.addresses(banded):
            assert client.get(address).status_code == 404
        assert "First results" not in text_of(client.get("/"))

    def test_a_practice_sees_what_the_public_will_read(self, client, banded, release, lead):
        one = banded.practices[0]
        client.force_login(banded.user(Role.PRACTICE_MANAGER, one))
        preview = reverse("practice-release-as", args=[one.code, release.pk, "public"])
        assert client.get(preview).status_code == 404
        publish(release, release.drafted_by, lead)
        preview = text_of(client.get(preview))
        client.logout()
        page = text_of(client.get(self.addresses(banded)[1]))
        assert frozen(preview) == frozen(page)

    def test_the_public_reads_an_approved_release(self, client, banded, release, lead):
        publish(release, release.drafted_by, lead)
        assert "First results" in text_of(client.get("/"))
        contents, practice, indicator = (
            text_of(client.get(address)) for address in self.addresses(banded)
        )
        assert "Practice 2" in contents
        assert "How this came about" in practice and "published on 15 July 2026" in practice
        assert "How to read this" in indicator and "Patients who asked" in indicator
        slug = banded.commissioner.slug
        assert client.get(reverse("public-practice", args=[slug, "NOPE"])).status_code == 404

    def test_a_withdrawn_release_says_why_at_every_address(self, client, banded, release, lead):
        publish(release, release.drafted_by, lead)
        withdraw(edition=release, reason="Mixed up.", by=lead, at=NOW)
        for address in self.addresses(banded):
            response = client.get(address)
            assert response.status_code == 410
            assert "Mixed up." in text_of(response)
            assert "90.0%" not in text_of(response)
        assert "First results" not in text_of(client.get("/"))


@pytest.mark.parametrize(
    "address",
    [
        "/results/westmere/practices/%00/",
        "/practice/%00/",
        "/area/Z01/practices/%00/",
        "/area/Z01/indicators/%00/",
        "/practice/Z01001/returns/receipts/%00/",
    ],
)
def test_an_address_with_a_nul_is_not_found(banded, as_role, address):
    assert as_role(banded, Role.ANALYST).get(address).status_code == 404


def test_a_period_that_is_not_banded_says_so(banded, as_role):
    banded.period("2026-27-Q2")
    response = as_role(banded, Role.ANALYST).get("/area/Z01/grid/?sort=worst&period=2026-27-Q2")
    assert response.status_code == 404
    page = text_of(response)
    assert "There are no results for July to September 2026 yet" in page
    assert "an analyst has run the banding, on the page Periods" in page
    link = '<a href="?sort=worst&amp;period=2026-27-Q1">April to June 2026, the nearest'
    assert link in response.content.decode()


@pytest.mark.parametrize("code", ["nonsense", "2031-32-Q1", "0000-01-Q1", "%00", "x" * 300, "²"])
def test_a_period_that_nobody_opened_says_so(banded, as_role, code):
    response = as_role(banded, Role.ANALYST).get(f"/area/Z01/grid/?period={code}")
    assert response.status_code == 404
    page = text_of(response)
    assert "was opened here" in page and "April to June 2026, the nearest" in page


def test_the_nearest_period_is_the_one_whose_end_lies_nearest(banded, as_role):
    banded.band("2025-26-Q1")
    client = as_role(banded, Role.ANALYST)
    for asked, nearest in (("2024-25-Q4", "2025-26-Q1"), ("2025-26-Q4", "2026-27-Q1")):
        page = client.get(f"/area/Z01/practices/Z01001/?period={asked}").content.decode()
        assert f'<a href="?period={nearest}">' in page


def test_weights_that_do_not_add_up_are_kept_but_the_version_does_not_go_live(banded, as_role):
    versions.open_draft(commissioner=banded.commissioner, by=None, at=NOW)
    client = as_role(banded, Role.ANALYST)
    draft = draft_version(banded.commissioner)
    typed = {f"domain-{domain.pk}": domain.weight for domain in draft.domains.all()}
    typed |= {f"item-{item.pk}": "40" for item in draft.items.filter(role="weighted")}
    address = reverse("card-weights", args=["Z01", draft.pk])
    typed |= {"revision": draft.revision}
    page = text_of(client.post(address, typed, follow=True))
    assert "The weights are saved." in page
    client = as_role(banded, Role.COMMISSIONING_LEAD)
    unagreed = reverse("card-unagreed", args=["Z01", draft.pk])
    page = text_of(client.post(unagreed, {"unagreed-unagreed_reason": "To be tried."}))
    assert "The weights in Access add to 40.00, not 100." in page
    typed |= {name: "100" for name in typed if name.startswith("item-")}
    draft.refresh_from_db()
    typed |= {"revision": draft.revision}
    client.force_login(User.objects.get(membership__role=Role.ANALYST))
    client.post(address, typed)
    client.force_login(User.objects.get(membership__role=Role.COMMISSIONING_LEAD))
    page = text_of(client.post(unagreed, {"unagreed-unagreed_reason": "To be tried."}, follow=True))
    assert "The version is live without having been agreed." in page
    assert "Put in force without having been agreed" in page
