"""From when to when a version holds, how a consultation ended, and who is offered what."""

import datetime as dt
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from scorecard.accounts.roles import Role
from scorecard.cards.selectors.versions import status_of
from scorecard.cards.services import versions
from scorecard.cards.services.agreement import back_to_draft
from scorecard.cards.services.comments import comment
from scorecard.cards.services.live import make_live
from tests.cards.agreement_pages.helpers import (
    MONTH,
    agreement_page,
    asked,
    browser,
    link,
    signed,
    text_of,
)


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
