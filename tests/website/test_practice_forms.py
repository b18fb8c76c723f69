"""A practice's page in easy read and in large print, and the block for its own website."""

import re

import pytest

from practices.models import Practice
from scorecard.accounts.roles import Role
from scorecard.publication.levels import CHOSEN, FIRST_YEAR, Audience, Detail, Levels
from scorecard.publication.services import editions
from scorecard.website.presenters.easy_read import overall_means
from tests.areas import NOW
from tests.editions import DAY, draft

# Of the first measure the public is told practice by practice, of the whole it is not.
NO_SCORES = Levels(
    dict.fromkeys(CHOSEN, Detail.AGGREGATE), {"ACC01": {Audience.PUBLIC: Detail.NAMED}}
)
FORMS = ("easy-read/", "large-print/")


def words(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    text = re.sub(r"<[^>]*>", " ", response.text.partition("<main")[2].partition("</main>")[0])
    return " ".join(text.split())


def test_the_page_leads_to_its_other_forms_and_they_lead_back(site, client):
    site.edition()
    for base in (site.base, f"{site.base}2026-27-Q1/1/"):
        page = f"{base}practices/Z01001/"
        for form in FORMS:
            assert f'href="{page}{form}"' in client.get(page).text
            assert f'href="{page}"' in client.get(page + form).text


def test_easy_read_says_what_goes_well_what_does_not_and_what_is_not_known(site, client):
    site.edition()
    page = words(client, f"{site.base}practices/Z01001/easy-read/")
    order = ["Good to know", "9 to 5", "What goes well", "What needs to get better"]
    order += ["What we do not know", "What to do if you are not happy", "Talk to the surgery"]
    assert [page.index(one) for one in order] == sorted(page.index(one) for one in order)
    assert "<table" not in client.get(f"{site.base}practices/Z01001/easy-read/").text
    assert "● Green Green means good." in page and "No colour means we cannot say." in page
    assert overall_means({"word": "No score"}) == "We know too little to say."
    assert overall_means({"word": "Red"}) == "Red means it needs attention."
    hidden = words(client, f"{site.base}practices/Z01003/easy-read/")
    assert "○ Withheld" in hidden or "Withheld, because" in hidden


def numbers(text):
    return {one.rstrip(".,") for one in re.findall(r"\d[\d.,]*%?", text)}


def test_easy_read_has_no_figure_that_the_page_has_not(site, client):
    site.edition()
    of_its_own = {"100", "1,000", "111", "999"}  # what % and rates mean; whom to call
    for code in ("Z01001", "Z01002", "Z01003"):
        page = f"{site.base}practices/{code}/"
        told = numbers(words(client, page)) | of_its_own
        assert numbers(words(client, page + FORMS[0])) <= told


def test_large_print_has_the_words_of_the_page_and_a_larger_type(site, client):
    site.edition()
    page = f"{site.base}practices/Z01002/"
    usual, large = (
        re.sub(r"(Large print\. )?This page in another form:.*?(?=Area Z01, )", "", one)
        for one in (words(client, page), words(client, f"{page}large-print/"))
    )
    assert large == usual
    assert "css/large-print" in client.get(f"{page}large-print/").text
    assert "css/large-print" not in client.get(page).text


@pytest.mark.parametrize("form", [*FORMS, "block/"])
def test_what_is_not_public_is_at_none_of_these_addresses(site, client, form):
    site.edition(levels=FIRST_YEAR)
    seen = [client.get(f"{base}practices/Z01001/{form}") for base in (site.base, "/results/no/")]
    assert [one.status_code for one in seen] == [404, 404]
    assert {one["X-Frame-Options"] for one in seen} == {"DENY"}


def test_the_block_says_name_period_and_band_and_leads_to_the_page(site, client):
    site.edition()
    page = f"{site.base}practices/Z01001/"
    block = client.get(f"{page}block/")
    said = words(client, f"{page}block/")
    assert "Practice 1" in said and "April to June 2026" in said and "● Green" in said
    assert f'href="http://testserver{page}" target="_blank" rel="noopener"' in block.text
    assert "<script" not in block.text and not block.cookies


def test_only_the_block_can_be_framed_by_others(site, client):
    site.edition()
    page = f"{site.base}practices/Z01001/"
    block = client.get(f"{page}block/")
    assert "frame-ancestors *" in block["Content-Security-Policy"]
    assert "X-Frame-Options" not in block
    for other in ("/", page, *(page + form for form in FORMS), f"{site.base}practices/NO/block/"):
        response = client.get(other)
        assert response["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_the_block_keeps_to_the_level_of_the_whole(site, client):
    site.edition(levels=NO_SCORES)
    said = words(client, f"{site.base}practices/Z01001/block/")
    assert "Practice 1" in said and "Overall" not in said


def test_the_block_says_that_results_were_withdrawn_at_once(site, client):
    edition = site.edition()
    page = f"{site.base}practices/Z01001/"
    assert client.get(f"{page}block/").status_code == 200
    editions.withdraw(edition=edition, reason="Mixed up.", by=site.approver, at=NOW + 3 * DAY)
    block = client.get(f"{page}block/")
    assert block.status_code == 410 and "have been withdrawn" in block.text
    assert "frame-ancestors *" in block["Content-Security-Policy"]
    assert "Green" not in block.text
    for form in FORMS:
        assert "Why: Mixed up." in words(client, page + form, 410)


def test_a_practice_copies_the_code_of_its_block_once_it_is_published_by_name(site, client):
    practice = Practice.objects.get(code="Z01001")
    client.force_login(site.area.user(Role.PRACTICE_MANAGER, practice))
    place = "/practice/Z01001/releases/block/"
    draft(site.fill(), site.drafter)
    assert "there is nothing to show yet" in client.get(place).text
    site.edition(period="2026-27-Q2")
    code = f"&lt;iframe src=&quot;http://testserver{site.base}practices/Z01001/block/&quot;"
    assert code in client.get(place).text
