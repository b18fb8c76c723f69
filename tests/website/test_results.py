"""What anybody reads of an edition: area, practice, measure, and how it came about."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators import catalogue
from scorecard.cards.services.catalogue import start_from
from scorecard.cards.services.live import make_live
from scorecard.publication.levels import FIRST_YEAR, Audience, Detail, Levels
from scorecard.publication.presenters import pages
from scorecard.publication.services import editions
from tests.areas import CARD, NOW
from tests.editions import DAY, draft

CHOSEN = (Audience.PRACTICES, Audience.BOARD, Audience.PUBLIC)
WHOLE = Levels(dict.fromkeys(CHOSEN, Detail.AGGREGATE))
NAMELESS = Levels(dict.fromkeys(CHOSEN, Detail.ANONYMISED))
SOME = Levels(dict.fromkeys(CHOSEN, Detail.NAMED), {"VFM01": {Audience.PUBLIC: Detail.NOTHING}})


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    assert not response.cookies, f"{address} sets a cookie"
    return " ".join(response.text.split())


def kinds(base):
    return (base, f"{base}practices/Z01001/", f"{base}indicators/ACC01/")


def test_every_page_explains_its_colours_source_date_and_comparator(site, client):
    site.edition()
    for address in kinds(site.base):
        page = read(client, address)
        for words in ("needs attention", "April to June 2026", "Worked out on", "Compared with"):
            assert words in page, f"{words} on {address}"
        assert "withheld so that nobody can be recognised" in page
        assert "edition 1, published on" in page


def test_a_practice_is_described_before_it_is_judged(site, client):
    site.edition()
    page = read(client, f"{site.base}practices/Z01001/")
    order = ["Practice 1", "Good to know", "Opening hours", "9 to 5", 'id="short"', "Seen within"]
    assert [page.index(one) for one in order] == sorted(page.index(one) for one in order)
    assert "Of 2 measures with a band 2 are green, 0 amber and 0 red" in page


def test_the_rule_of_the_overall_band_is_said_once(site, client):
    site.edition()
    page = read(client, f"{site.base}practices/Z01001/")
    assert "100 of 100 points, green from 70, red below 40" in page
    assert "Green from 70" not in page


def test_a_withheld_figure_is_nowhere(site, client):
    site.edition()
    for address in (*kinds(site.base), f"{site.base}practices/Z01003/"):
        assert "3.0%" not in read(client, address)
    assert "Withheld" in read(client, f"{site.base}practices/Z01003/")


def test_the_share_that_is_published_is_said(site, client):
    site.edition(levels=SOME)
    said = "1 of 2 measures are published practice by practice; the others are not"
    assert said in read(client, site.base)
    assert "VFM01" not in read(client, site.base)
    read(client, f"{site.base}indicators/VFM01/", 404)
    assert "Spending" not in read(client, f"{site.base}practices/Z01001/")


def test_where_only_the_whole_is_told_no_practice_is(site, client):
    site.edition(levels=WHOLE)
    page = read(client, site.base)
    assert "Practice 1" not in page and "Find a practice</label>" not in page
    assert "would tell of single ones" in read(client, f"{site.base}indicators/ACC01/")
    read(client, f"{site.base}practices/Z01001/", 404)


def test_without_names_a_measure_has_figures_and_no_practices(site, client):
    site.fill()
    site.area.record(3, "ACC01", numerator=60, denominator=100)  # of two nothing would be told
    site.edition(levels=NAMELESS, run=site.area.band())
    page = read(client, f"{site.base}indicators/ACC01/")
    assert "90.0%" in page and "Practice 1" not in page and "/practices/" not in page


def test_of_very_many_practices_the_table_has_pages_and_the_drawing_all(site, client, monkeypatch):
    site.edition()
    address = f"{site.base}indicators/ACC01/"
    whole = read(client, address)
    codes = listed(whole)
    assert len(codes) == 3 and "Practices 1 to" not in whole
    monkeypatch.setattr(pages, "WHOLE", 2)
    monkeypatch.setattr(pages, "ROWS_AT_ONCE", 2)
    first, second = read(client, address), read(client, f"{address}?page=2")
    said = f'Practices 1 to 2 of {len(codes)}. <a href="{site.base}">Find a practice</a>'
    assert said in first
    assert listed(first) == codes[:2] and listed(second) == codes[2:4]
    assert "Next" in first and drawing(first) == drawing(second) == drawing(whole)


def listed(page):
    return re.findall(r'/practices/(Z\d+)/">', page)


def drawing(page):
    return re.search(r'<svg class="dots".*?</svg>', page)[0]


def test_an_edition_keeps_its_address_when_it_is_corrected(site, client):
    first = site.edition()
    again = site.edition(corrects=first, reason="A count was wrong.")
    old = f"{site.base}2026-27-Q1/1/"
    page = read(client, f"{old}practices/Z01001/")
    assert "This edition was corrected on" in page and "A count was wrong." in page
    assert f'href="{site.base}2026-27-Q1/2/"' in page
    assert f"corrects edition {first.number}" in read(client, site.base)
    changes = read(client, f"{site.base}editions/")
    assert f"Edition {again.number}" in changes and "A count was wrong." in changes


def test_a_withdrawn_edition_says_why_at_every_address(site, client):
    edition = site.edition()
    editions.withdraw(edition=edition, reason="Mixed up.", by=site.approver, at=NOW + 3 * DAY)
    for address in (*kinds(site.base), *kinds(f"{site.base}2026-27-Q1/1/")):
        page = read(client, address, 410)
        assert "Why: Mixed up." in page and "90.0%" not in page
    assert "Withdrawn" in read(client, f"{site.base}editions/")


def test_editions_of_two_scorecards_have_two_addresses(site, client):
    site.edition()
    content, by = catalogue.read({**CARD, "name": "Another"}, "test.toml"), {"by": None, "at": NOW}
    other = start_from(catalogue=content, commissioner=site.area.commissioner, **by)
    make_live(version=other, unagreed_reason="Needed by a test.", **by)
    site.area.version = other
    second = site.edition(run=site.area.band(), title="Another")
    assert second.number == 2
    assert "edition 1" in read(client, f"{site.base}2026-27-Q1/1/")
    assert "“Another”" in read(client, f"{site.base}2026-27-Q1/2/")


def test_an_older_edition_leads_to_the_newest_results(site, client):
    site.edition()
    site.edition(period="2026-27-Q2")
    assert "There are newer results" in read(client, f"{site.base}2026-27-Q1/1/")


@pytest.mark.parametrize("state", ["drafted", "first year", "future", "unknown"])
def test_what_is_not_public_cannot_be_told_from_what_is_not_there(site, client, state):
    if state == "first year":
        site.edition(levels=FIRST_YEAR)
    elif state != "unknown":
        edition = draft(site.fill(), site.drafter)
        if state == "future":
            _schedule(site, edition)
    seen = []
    for base in (site.base, "/results/nowhere/"):
        for address in (*kinds(base), *kinds(f"{base}2026-27-Q1/1/"), f"{base}editions/"):
            with CaptureQueriesContext(connection) as taken:
                page = read(client, address, 404)
            sql = [one["sql"].replace(base.split("/")[2], "") for one in taken]
            seen.append((page.replace(address, ""), sql))
    half = len(seen) // 2
    assert seen[:half] == seen[half:]


def _schedule(site, edition):
    by, day = {"by": site.drafter}, DAY
    editions.open_preview(edition=edition, until=NOW + day, at=NOW, **by)
    editions.propose(edition=edition, at=NOW + 2 * day, **by)
    editions.approve(edition=edition, by=site.approver, at=NOW + 2 * day)
    later = NOW + 900 * day
    editions.schedule(edition=edition, publish_at=later, by=site.approver, at=NOW + 2 * day)


def test_a_page_of_many_practices_asks_no_more_than_one_of_few(site, client):
    site.edition()
    for address, most in zip(kinds(site.base), (10, 14, 9), strict=True):
        with CaptureQueriesContext(connection) as taken:
            read(client, address)
        assert len(taken) <= most, [one["sql"][:120] for one in taken]
