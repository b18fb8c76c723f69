"""What those read and say who are consulted: by link, as a practice, as the committee."""

import pytest
from django.urls import reverse

from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.cards.services import versions
from scorecard.cards.services.agreement import back_to_draft
from scorecard.cards.services.comments import answer
from tests.areas import CARD, PROPORTION, SPENDING, Area
from tests.cards.agreement_pages.helpers import MONTH, asked, browser, link, sent, text_of


def test_a_patient_group_reads_definitions_and_comments_without_an_account(
    area, client, consultation
):
    area.record(1, "ACC01", numerator=77, denominator=100)
    area.band()
    response = client.get(link(consultation))
    page = text_of(response)
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert 'name="robots" content="noindex, nofollow"' in page
    assert "no-store" in response["Cache-Control"]
    for said in ("Are the weights right?", "How many patients were seen", "Counts 100% of Access"):
        assert said in page
    for result in ("77.0%", "Practice 1"):
        assert result not in page
    page = text_of(sent(client, consultation, about="ACC01"))
    assert "Thank you. Your comment has been sent" in page
    held = consultation.comments.get()
    assert (held.party, str(held.indicator), held.by) == ("patients", "ACC01", None)
    assert AuditEvent.objects.get(action="comment").actor_id is None


def test_whoever_is_asked_reads_how_the_whole_is_judged_and_what_each_indicator_asks(
    client, area, analyst, now
):
    rules = {
        "overall_by": "reds",
        "reds_amber_from": 3,
        "reds_red_from": 6,
        "minimum_coverage": 0.75,
        "purposes": ["development", "choice"],
    }
    first = {
        **PROPORTION,
        "if_missing": "red",
        "minimum_denominator": 30,
        "rationale": "Waiting is what patients complain of most.",
        "evidence": "GP Patient Survey 2026",
    }
    card = {**CARD, **rules, "purpose": "To compare access.", "indicators": [first, SPENDING]}
    other = Area(code="Y01", card={**card, "name": "By reds"})
    copy = versions.copy_version(version=other.version, by=analyst, at=now)
    page = text_of(client.get(link(asked(copy, analyst, now))))
    assert "How the whole is judged" in page
    for said in (
        "To compare access.",
        "development: practices learn from one another; patients&#x27; choice",
        "Amber from 3 reds, red from 6, green with fewer than 3.",
        "at least 75% of its weights have a band",
        "ACC01 Seen within two days: red when not returned",
        "Access: 60% of the score",
        "Compulsory: red when not returned.",
        "Banded only where the denominator is at least 30.",
        "Why it is measured: Waiting is what patients complain of most.",
        "Evidence: GP Patient Survey 2026",
    ):
        assert said in page, said
    assert "of the whole score" not in page


def test_a_card_banded_by_its_score_says_so_and_that_nothing_is_compulsory(client, consultation):
    page = text_of(client.get(link(consultation)))
    for said in (
        "Green from 70 of 100 points, red below 40, amber between.",
        "Red, amber and green are worth 0, 1, 2 points.",
        "Access: 60% of the whole score",
        "No indicator is compulsory",
    ):
        assert said in page, said


def test_what_came_by_link_is_shown_to_others_when_it_has_been_answered(
    client, consultation, analyst, now
):
    page = text_of(sent(client, consultation, text="Unread words."))
    assert "Unread words." not in page
    answer(comment=consultation.comments.get(), text="We heard.", by=analyst, at=now)
    page = text_of(client.get(link(consultation)))
    assert "A patient group" in page and "Unread words." in page and "We heard." in page
    assert "A group" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": "My number is 943 476 5919."}, "could be an NHS number"),
        ({"text": "x" * 3001}, "use at most 3,000 characters"),
        ({"text": ""}, "Enter your comment"),
        ({"name": ""}, "Enter your name, or that of your group"),
        ({"name": "x" * 101}, "100 characters"),
        ({"website": "http://spam.example"}, "Leave the field “Website” empty."),
        ({"about": "NOTHERE"}, "from the list"),
    ],
)
def test_a_comment_by_link_that_cannot_be_kept_says_why(client, consultation, typed, said):
    page = text_of(sent(client, consultation, **typed))
    assert "There is a problem" in page and said in page
    assert not consultation.comments.exists()


def test_a_wrong_or_withdrawn_link_is_not_found_in_words(client, consultation, analyst, now):
    response = client.get(reverse("consultation", args=["x" * 43]))
    assert response.status_code == 404
    assert "There is no consultation at this address any more." in text_of(response)
    back_to_draft(version=consultation.version, reason="Levels.", by=analyst, at=now)
    assert client.get(link(consultation)).status_code == 404


def test_after_the_last_day_the_link_can_still_be_read(client, draft, analyst, now):
    over = asked(draft, analyst, now - 3 * MONTH)
    page = text_of(client.get(link(over)))
    assert "The consultation is over" in page and "Send the comment" not in page
    page = text_of(sent(client, over))
    assert "Comments could be sent until" in page or "The consultation is over" in page
    assert not over.comments.exists()


def test_practices_read_others_without_a_name_and_the_lmc_reads_all_names(area, consultation, now):
    one, two = (area.user(Role.PRACTICE_MANAGER, place) for place in area.practices[:2])
    own, lmc = browser(one), browser(area.user(Role.LMC_REPRESENTATIVE))
    address = reverse("practice-comment", args=["Z01001"])
    page = text_of(own.post(address, {"about": "ACC01", "text": "Not fair."}, follow=True))
    assert "Thank you." in page and "Your practice" in page and "Not fair." in page
    other = text_of(browser(two).get(reverse("practice-consultation", args=["Z01002"])))
    assert "A practice" in other and "Not fair." in other and "Practice 1" not in other
    page = text_of(lmc.get(reverse("card-agreement", args=["Z01", consultation.version_id])))
    assert "practice manager, Practice 1" in page and "Not fair." in page
    assert own.get(reverse("practice-consultation", args=["Z01002"])).status_code == 404


def test_a_practice_reader_reads_but_does_not_comment(area, consultation):
    reader = browser(area.user(Role.PRACTICE_READER, area.practices[0]))
    page = text_of(reader.get(reverse("practice-consultation", args=["Z01001"])))
    assert "The practice manager can comment" in page and "Send the comment" not in page
    assert reader.post(reverse("practice-comment", args=["Z01001"])).status_code == 403


def test_before_any_consultation_the_practice_reads_that_there_is_none(area):
    manager = browser(area.user(Role.PRACTICE_MANAGER, area.practices[0]))
    page = text_of(manager.get(reverse("practice-consultation", args=["Z01001"])))
    assert "Nothing is being consulted on." in page
    assert manager.post(reverse("practice-comment", args=["Z01001"])).status_code == 404


def test_the_first_pages_say_that_there_is_a_consultation(area, consultation, analyst, now):
    manager = browser(area.user(Role.PRACTICE_MANAGER, area.practices[0]))
    day = f"{consultation.deadline:%-d %B %Y}"
    due = text_of(manager.get(reverse("practice", args=["Z01001"])))
    assert f"The last day for comments is {day}" in due and "Read it and comment" in due
    overview = text_of(browser(analyst).get(reverse("area", args=["Z01"])))
    assert f"is in consultation until {day}" in overview
    back_to_draft(version=consultation.version, reason="Levels.", by=analyst, at=now)
    assert "last day for comments" not in text_of(manager.get(reverse("practice", args=["Z01001"])))


def test_of_two_consultations_a_practice_can_comment_on_either(area, consultation, analyst, now):
    other = asked(versions.copy_version(version=area.version, by=None, at=now), analyst, now)
    manager = browser(area.user(Role.PRACTICE_MANAGER, area.practices[0]))
    due = manager.get(reverse("practice", args=["Z01001"]))
    for one in (consultation, other):
        address = f"/practice/Z01001/consultation/?version={one.version_id}"
        assert address in text_of(due)
        page = manager.get(address)
        assert f"?version={one.version_id}&amp;about=ACC01#comment" in text_of(page)
        manager.post(page.context["action"], {"about": "*", "text": f"On {one.pk}."})
        assert one.comments.get().text == f"On {one.pk}."
