"""A reader tells what could be improved: from any page, without a cookie, in private."""

import re

import pytest
from django.test import Client

from scorecard.publication.models import Feedback
from scorecard.publication.services.feedback import MOST_OF_ONE
from tests.editions import draft

GOOD = "Say what a band is."
FORM = "/feedback/"


@pytest.fixture
def reader():
    return Client(enforce_csrf_checks=True)


def send(reader, about="", text=GOOD, **more):
    headers = more.pop("headers", {})
    return reader.post(FORM, {"about": about, "text": text, **more}, headers=headers)


def test_every_public_page_has_a_link_that_names_it(site, client):
    site.edition()
    for address in ("/", site.base, f"{site.base}practices/Z01001/", "/help/about/"):
        assert f'href="{FORM}?about={address}"' in client.get(address).text


def test_a_message_is_kept_with_its_page_for_its_area_and_no_cookie_is_set(site, reader):
    site.edition()
    about = f"{site.base}practices/Z01001/"
    form = reader.get(FORM, {"about": about})
    assert about in form.text and not form.cookies and "no-store" in form["Cache-Control"]
    sent = send(reader, about)
    assert sent.status_code == 302 and not sent.cookies
    kept = Feedback.objects.get()
    assert (kept.page, kept.text, kept.commissioner) == (about, GOOD, site.area.commissioner)
    assert "Thank you" in reader.get(sent["Location"]).text


def test_from_a_page_of_no_area_the_reader_chooses_one(site, reader):
    site.edition()
    assert "Choose area" in send(reader, "/").text
    slug = site.area.commissioner.slug
    assert send(reader, "/", area=slug).status_code == 302
    assert Feedback.objects.get().page == ""


@pytest.mark.parametrize(
    "about",
    [
        "/results/nowhere/",
        "{base}practices/NOBODY/",
        "{base}indicators/NOTHING/",
        "{base}2030-31-Q1/1/",
        "//bad.example/results/",
        "javascript:alert(1)",
        "/results/" + "x" * 5000,
        "/results/\0/",
    ],
)
def test_an_address_that_is_no_public_page_is_dropped(site, reader, about):
    site.edition()
    page = reader.get(FORM, {"about": about.format(base=site.base)})
    assert page.status_code == 200 and "Choose an area" in page.text
    assert "bad.example" not in page.text and "NOBODY" not in page.text


def test_what_is_not_public_cannot_be_told_from_what_is_not_there(site, reader):
    draft(site.fill(), site.drafter)
    pages = [reader.get(FORM, {"about": one}).text for one in (site.base, "/results/nowhere/")]
    assert pages[0] == pages[1] and "No results have been published" in pages[0]
    assert send(reader, site.base).status_code == 200 and not Feedback.objects.exists()


def test_what_may_be_about_a_person_is_refused_and_the_text_stays(site, reader):
    site.edition()
    page = send(reader, site.base, "I am 943 476 5919, born 3/4/1961.")
    assert "could be an NHS number" in page.text and "could be a date of birth" in page.text
    assert "I am 943 476 5919, born 3/4/1961." in page.text
    assert not Feedback.objects.exists()


def test_a_megabyte_is_refused_in_words(site, reader):
    site.edition()
    page = send(reader, site.base, "x" * 1024**2)
    assert "Use at most 2000 characters here; there are 1048576" in page.text
    page = send(reader, site.base, "x" * 4 * 1024**2)
    assert page.status_code == 413 and "too large" in page.text
    assert not Feedback.objects.exists()


def test_whoever_fills_in_the_hidden_field_is_thanked_and_nothing_is_kept(site, reader):
    site.edition()
    assert send(reader, site.base, website="http://bad.example").status_code == 302
    assert not Feedback.objects.exists()


def test_too_many_messages_are_answered_in_words_and_the_text_stays(site, reader):
    site.edition()
    for _ in range(MOST_OF_ONE):
        assert send(reader, site.base).status_code == 302
    page = send(reader, site.base)
    assert page.status_code == 429 and "within an hour" in page.text and GOOD in page.text


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://bad.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_a_form_on_another_website_sends_nothing(site, reader, headers):
    site.edition()
    page = send(reader, site.base, headers=headers)
    assert page.status_code == 403 and "another website" in page.text
    assert not Feedback.objects.exists()


def test_the_site_s_own_form_is_known_by_its_headers(site, reader):
    site.edition()
    own = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    assert send(reader, site.base, headers=own).status_code == 302


def test_behind_a_proxy_a_reader_is_known_by_what_the_proxy_saw(site, reader, settings):
    site.edition()
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for number in range(MOST_OF_ONE + 1):
        seen = {"X-Forwarded-For": f"203.0.113.{number}, 192.0.2.7", "X-Forwarded-Proto": "https"}
        last = send(reader, site.base, headers=seen)
    assert last.status_code == 429


def test_the_form_warns_and_says_how_to_complain(site, reader):
    site.edition()
    page = re.sub(r"\s+", " ", reader.get(FORM, {"about": site.base}).text)
    assert "Do not write about your health or about any person" in page
    order = ["Talk to your practice first", "complain to the organisation", "Ombudsman"]
    assert [page.index(one) for one in order] == sorted(page.index(one) for one in order)
