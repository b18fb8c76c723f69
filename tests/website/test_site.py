"""The site itself: its texts, what it tells search engines, no cookies, own names and colours."""

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured

from scorecard.config import env
from scorecard.publication.levels import FIRST_YEAR
from scorecard.website.presenters.texts import TEXTS
from tests.editions import draft


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_names_who_runs_the_site_and_takes_additions(db, client, settings, tmp_path, name):
    settings.PUBLIC_TEXTS_DIR, settings.DEPLOYER_NAME = str(tmp_path), "Westmere Board"
    (tmp_path / f"{name}.txt").write_text("Ours, too.\n\n<b>Second</b>")
    page = client.get(f"/help/{name}/").text
    assert TEXTS[name][0] in page and "From Westmere Board" in page
    assert "Ours, too." in page and "<b>Second" not in page


def test_the_contact_is_that_of_the_setting(db, client, settings):
    settings.PUBLIC_CONTACT = "results@example.nhs.uk"
    for name in ("about", "accessibility", "privacy"):
        assert "results@example.nhs.uk" in client.get(f"/help/{name}/").text


def test_an_unknown_text_is_not_found(db, client):
    assert client.get("/help/nothing/").status_code == 404


def test_no_public_page_sets_a_cookie_reads_one_or_needs_a_script(site, client):
    site.edition()
    pages = ["/", site.base, f"{site.base}practices/Z01001/", f"{site.base}indicators/ACC01/"]
    pages += [f"{site.base}editions/", *(f"/help/{name}/" for name in TEXTS)]
    plain = {one: client.get(one) for one in pages}
    client.force_login(site.drafter)
    client.cookies["palette"] = "blue-orange"
    for address, response in plain.items():
        assert not response.cookies and "<script" not in response.text, address
        assert client.get(address).text == response.text, f"{address} depends on who reads"


def test_a_page_can_be_read_in_blue_and_orange(site, client):
    site.edition()
    assert 'data-palette="blue-orange"' in client.get(f"{site.base}?colours=blue-orange").text


def test_a_page_says_to_search_engines_what_it_is(site, client, settings):
    settings.SITE_ADDRESS = "https://scorecard.example.nhs.uk"
    site.edition()
    for address in (f"{site.base}practices/Z01001/", f"{site.base}2026-27-Q1/1/practices/Z01001/"):
        page = client.get(address).text
        canonical = f"https://scorecard.example.nhs.uk{site.base}practices/Z01001/"
        assert f'<link rel="canonical" href="{canonical}">' in page
        assert '<meta name="description" content="How Practice 1 in Area Z01' in page
        assert "<title>Practice 1: April to June 2026" in " ".join(page.split())
        assert page.count("<h1") == 1


def test_the_map_of_the_site_has_what_is_public_only(site, client):
    draft(site.fill(), site.drafter)
    assert site.base not in client.get("/sitemap.xml").text
    assert client.get(f"{site.base}sitemap.xml").status_code == 404
    site.edition(period="2026-27-Q2")
    assert f"{site.base}sitemap.xml" in client.get("/sitemap.xml").text
    page = client.get(f"{site.base}sitemap.xml")
    assert page["Content-Type"].startswith("application/xml")
    assert page.text.count("<loc>") == 2 + 2 + 3 and "2026-27-Q1" not in page.text
    assert "Sitemap: http" in client.get("/robots.txt").text


def test_the_map_of_the_site_has_nothing_of_a_first_year(site, client):
    site.edition(levels=FIRST_YEAR)
    assert site.base not in client.get("/sitemap.xml").text


def test_own_colours_come_from_settings(db, client, settings):
    settings.BRAND_COLOUR = "#4b0082"
    assert 'href="/colours.css"' in client.get("/").text
    assert "#4b0082" in client.get("/colours.css").text


def test_the_usual_colours_need_no_file(db, client):
    assert django_settings.BRAND_COLOUR == django_settings.NHS_BLUE
    assert "/colours.css" not in client.get("/").text


@pytest.mark.parametrize("value, why", [("blue", "#rrggbb"), ("#ffcc00", "contrast with #ffffff")])
def test_colours_that_nobody_can_read_stop_the_start(monkeypatch, value, why):
    monkeypatch.setenv("BRAND_COLOUR", value)
    with pytest.raises(ImproperlyConfigured, match=why):
        env.colour("BRAND_COLOUR", "#005eb8", "#ffffff")


def test_a_folder_of_texts_that_is_not_there_stops_the_start(monkeypatch):
    monkeypatch.setenv("PUBLIC_TEXTS_DIR", "/nowhere/at/all")
    with pytest.raises(ImproperlyConfigured, match="a folder that exists"):
        env.folder("PUBLIC_TEXTS_DIR")
