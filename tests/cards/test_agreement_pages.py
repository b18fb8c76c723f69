"""The pages of agreement, consultation, changes and history, as each reader sees them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.cards.selectors.changes import reasons_of
from scorecard.cards.selectors.versions import draft_version, status_of
from scorecard.cards.services import versions
from scorecard.cards.services.agreement import back_to_draft, open_consultation, sign_off
from scorecard.cards.services.comments import answer, comment
from scorecard.cards.services.live import close_version, make_live
from tests.areas import CARD, PASSWORD, PROPORTION, SPENDING, Area

MONTH = dt.timedelta(days=30)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def draft(area, now):
    return versions.open_draft(commissioner=area.commissioner, by=None, at=now)


@pytest.fixture
def analyst(area):
    return area.user(Role.ANALYST)


@pytest.fixture
def consultation(draft, analyst, now):
    return asked(draft, analyst, now)


def asked(version, by, at):
    return open_consultation(
        version=version,
        introduction="Are the weights right?",
        deadline=timezone.localdate(at) + MONTH,
        by=by,
        at=at,
    )


def browser(user):
    client = Client()
    assert client.login(username=user.email, password=PASSWORD)
    return client


def text_of(response):
    return " ".join(response.content.decode().split())


def link(consultation):
    return reverse("consultation", args=[consultation.token])


def sent(client, consultation, **typed):
    data = {"about": "*", "name": "A group", "text": "Too long to wait.", "website": "", **typed}
    return client.post(link(consultation), data, follow=True)


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


def test_a_comment_is_answered_on_the_page_of_agreement(consultation, analyst, now):
    made = comment(
        consultation=consultation, party="lmc", name="The LMC", text="Why?", by=None, at=now
    )
    client = browser(analyst)
    address = reverse("card-answer", args=["Z01", consultation.version_id, made.pk])
    page = text_of(client.post(address, {f"answer-{made.pk}-text": ""}))
    assert "There is a problem" in page and "Enter your answer" in page
    page = text_of(client.post(address, {f"answer-{made.pk}-text": "So."}, follow=True))
    assert "It is answered." in page and "Answer this" not in page
    assert client.post(reverse("card-answer", args=["Z01", made.pk + 9, 1])).status_code == 404


def test_signing_and_going_live_on_the_pages(area, draft, analyst, now):
    asked(draft, analyst, now - 3 * MONTH)
    lead, lmc = (
        browser(area.user(role)) for role in (Role.COMMISSIONING_LEAD, Role.LMC_REPRESENTATIVE)
    )
    page = text_of(lmc.get(reverse("card-agreement", args=["Z01", draft.pk])))
    assert "Sign for the local medical committee" in page and "Sign for the comm" not in page
    typed = {"lmc-name": "Dr A", "lmc-position": "Chair", "lmc-note": ""}
    lmc.post(reverse("card-sign-lmc", args=["Z01", draft.pk]), typed)
    typed = {"sign-name": "B", "sign-position": "Lead", "sign-note": ""}
    lead.post(reverse("card-sign", args=["Z01", draft.pk]), typed)
    assert status_of(draft) == "agreed"
    period = area.period("2027-28-Q1")
    typed = {"live-covers_from": period.code, "live-covers_to": "", "live-note": "From April."}
    page = text_of(
        browser(analyst).post(reverse("card-live", args=["Z01", draft.pk]), typed, follow=True)
    )
    assert "For the periods that start from 1 April 2027" in page
    assert status_of(area.version) == "live"
    page = text_of(lmc.get(reverse("card-history", args=["Z01", draft.pk])))
    for said in ("Signed", "Made it live", "analyst", "From April."):
        assert said in page


def test_the_history_says_which_weights_changed_from_what_to_what(area, draft, analyst, now):
    access, value = draft.domains.all()
    wanted = {access.pk: Decimal(70), value.pk: Decimal(40)}
    versions.set_weights(version=draft, domains=wanted, items={}, by=analyst, at=now)
    page = text_of(browser(analyst).get(reverse("card-history", args=["Z01", draft.pk])))
    assert "Changed weights" in page and "Access 60.00 to 70" in page
    assert "Value for money 40.00" not in page


def test_banding_a_period_that_no_version_covers_says_so(area, analyst, now):
    draft = versions.open_draft(commissioner=area.commissioner, by=analyst, at=now)
    make_live(
        version=draft,
        covers_from=dt.date(2027, 4, 1),
        unagreed_reason="Early.",
        by=None,
        at=now,
    )
    close_version(version=area.version, reason="Over.", by=None, at=now)
    area.period("2026-27-Q1")
    address = reverse("band", args=["Z01", "2026-27-Q1"])
    page = text_of(browser(analyst).post(address, follow=True))
    assert "No live version of a scorecard covers April to June 2026." in page


def test_next_years_version_is_started_from_any_settled_one(area, analyst):
    client = browser(analyst)
    address = reverse("card-next", args=["Z01", area.version.pk])
    page = text_of(client.post(address, follow=True))
    assert "version 2 is a draft with the content of Small scorecard version 1" in page
    page = text_of(client.post(address, follow=True))
    assert "Small scorecard version 2 is draft. Put it in force" in page
    assert draft_version(area.commissioner).number == 2


def test_changes_are_listed_explained_and_downloaded(area, draft, analyst):
    item = draft.items.get(definition__indicator__code="FAC01")
    item.delete()
    client = browser(analyst)
    address = reverse("card-changes", args=["Z01", draft.pk])
    page = text_of(client.get(address))
    assert "1 change." in page and "FAC01 Opening hours" in page and "1 has no reason yet" in page
    agreement = reverse("card-agreement", args=["Z01", draft.pk])
    assert "1 change has no reason yet." in text_of(client.get(agreement))
    (field,) = (name for name in client.get(address).context["form"].fields if name != "summary")
    page = text_of(
        client.post(
            reverse("card-reasons", args=["Z01", draft.pk]),
            {"summary": "Shorter.", field: "Stands elsewhere."},
            follow=True,
        )
    )
    assert "The reasons are saved." in page and "Stands elsewhere." in page
    assert reasons_of(draft) == {"indicator FAC01": "Stands elsewhere."}
    file = b"".join(client.get(reverse("card-changes-csv", args=["Z01", draft.pk])))
    assert b"Removed,FAC01 Opening hours,,,,Stands elsewhere." in file
    lead = browser(area.user(Role.COMMISSIONING_LEAD))
    assert "Save the reasons" not in text_of(lead.get(address))
    assert "Stands elsewhere." in text_of(lead.get(address))


def test_a_version_is_compared_with_any_other(area, draft, analyst):
    client = browser(analyst)
    address = reverse("card-changes", args=["Z01", area.version.pk])
    assert "This is the first version" in text_of(client.get(address))
    assert "Nothing differs." in text_of(client.get(f"{address}?with={draft.pk}"))
    for wrong in ("x", "999999", "9" * 30, "%00"):
        assert client.get(f"{address}?with={wrong}").status_code == 404


def test_a_version_set_aside_stays_in_the_list_with_its_reason(draft, analyst):
    client = browser(analyst)
    address = reverse("card-agreement", args=["Z01", draft.pk])
    assert "Set it aside" in text_of(client.get(address))
    closing = reverse("card-close", args=["Z01", draft.pk])
    page = text_of(client.post(closing, {"close-reason": "The wrong file."}, follow=True))
    assert "The wrong file." in page
    assert "Closed" in text_of(client.get(reverse("cards", args=["Z01"])))


def agreement_page(version, user):
    return text_of(browser(user).get(reverse("card-agreement", args=["Z01", version.pk])))


def test_the_first_period_of_a_new_version_is_the_next_that_is_not_banded(area, draft, analyst):
    lead = area.user(Role.COMMISSIONING_LEAD)
    area.period("2026-27-Q2")
    assert '"2026-27-Q2" selected' not in agreement_page(draft, lead)
    area.record(1, "ACC01", numerator=77, denominator=100)
    area.band()
    page = agreement_page(draft, lead)
    assert '<option value="2026-27-Q2" selected' in page
    for said in (
        "Small scorecard version 1 is closed if the first period is “From the very first” and "
        "the last is “Until another version covers them”.",
        "Periods that are banded already keep their results",
    ):
        assert said in page, said


def test_what_would_be_closed_names_the_periods_that_close_it(area, draft, now):
    make_live(version=draft, covers_from=dt.date(2027, 4, 1), unagreed_reason="A", by=None, at=now)
    third = versions.copy_version(version=draft, by=None, at=now)
    page = agreement_page(third, area.user(Role.COMMISSIONING_LEAD))
    assert "version 2 is closed if the first period starts on 1 April 2027 or earlier" in page


def test_a_closed_version_says_from_when_to_when_it_was_in_force(area, draft, analyst, now):
    make_live(version=draft, unagreed_reason="A", by=None, at=now)
    page = text_of(browser(analyst).get(reverse("cards", args=["Z01"])))
    today = f"{timezone.localdate(now):%-d %B %Y}"
    assert (
        f"No longer in force. It was from 15 July 2026 to {today}, for the periods that start "
        "from the very first on."
    ) in page


def test_a_consultation_that_ended_early_says_when_and_why(client, consultation, area, now):
    make_live(version=consultation.version, unagreed_reason="No time.", by=None, at=now)
    said = f"It ended early on {timezone.localdate(now):%-d %B %Y}, because: No time."
    assert said in text_of(client.get(link(consultation)))
    page = agreement_page(consultation.version, area.user(Role.COMMISSIONING_LEAD))
    assert f"It is over. {said}" in page


def test_a_consultation_that_ran_to_its_end_says_its_last_day(client, draft, analyst, now):
    over = asked(draft, analyst, now - 3 * MONTH)
    page = text_of(client.get(link(over)))
    assert f"Its last day was {over.deadline:%-d %B %Y}." in page and "early" not in page


def signed(version, by, party, at):
    sign_off(version=version, party=party, name="A", position="B", by=by, at=at)


def test_only_a_party_that_had_signed_before_is_said_to_have_signed_something_else(
    area, draft, consultation, analyst, now
):
    lmc = area.user(Role.LMC_REPRESENTATIVE)
    signed(draft, lmc, "lmc", now)
    assert "Nobody has signed for the commissioner yet." in agreement_page(draft, analyst)
    back_to_draft(version=draft, reason="Weights.", by=analyst, at=now)
    wanted = dict.fromkeys(draft.domains.values_list("pk", flat=True), Decimal(50))
    versions.set_weights(version=draft, domains=wanted, items={}, by=None, at=now)
    asked(draft, analyst, now)
    page = agreement_page(draft, analyst)
    assert "Nobody has signed for the commissioner yet." in page
    assert "Nobody has signed for the local medical committee what the version says now." in page


def test_each_reader_is_offered_and_told_only_what_they_can_do(
    area, draft, consultation, analyst, now
):
    lmc, lead = area.user(Role.LMC_REPRESENTATIVE), area.user(Role.COMMISSIONING_LEAD)
    page = agreement_page(draft, lmc)
    assert "Answer comments" not in page and "Other steps" not in page
    assert "Still to sign: local medical committee and commissioner." in page
    page = agreement_page(draft, lead)
    assert "Answer comments as they come." in page
    assert "Put it in force without agreement" in page
    signed(draft, lmc, "lmc", now)
    signed(draft, lead, "commissioner", now)
    page = agreement_page(draft, lead)
    assert "Put it in force without agreement" not in page
    assert "Why the consultation ends early" in page and "ends early (optional)" not in page


def test_after_the_last_day_no_reason_for_an_early_end_is_asked(area, draft, analyst, now):
    lmc, lead = area.user(Role.LMC_REPRESENTATIVE), area.user(Role.COMMISSIONING_LEAD)
    asked(draft, analyst, now - 3 * MONTH)
    for user, party in ((lmc, "lmc"), (lead, "commissioner")):
        signed(draft, user, party, now - 3 * MONTH)
    assert "Why the consultation ends early" not in agreement_page(draft, lead)
    assert "Next, for the commissioner:" in agreement_page(draft, lmc)
    browser(lead).post(reverse("card-conclude", args=["Z01", draft.pk]))
    assert status_of(draft) == "agreed"


def test_one_comment_and_a_missing_last_day_are_told_in_whole_sentences(area, draft, analyst, now):
    client = browser(analyst)
    address = reverse("card-ask", args=["Z01", draft.pk])
    assert "Enter the last day for comments" in text_of(client.post(address, {}))
    held = asked(draft, analyst, now)
    comment(
        consultation=held,
        party="lmc",
        name="The local medical committee",
        text="Why?",
        by=None,
        at=now,
    )
    page = agreement_page(draft, analyst)
    assert "It has no answer yet." in page
    assert "The local medical committee (local" not in page
