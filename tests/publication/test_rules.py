"""Who sees what: decided by the lead, with a reason, and never over somebody else's decision."""

import re

import pytest
from django.urls import reverse

from scorecard.accounts.roles import Role
from scorecard.publication.levels import OPEN, Audience, Detail
from scorecard.publication.selectors.editions import levels_of, rules_of
from scorecard.publication.services.rules import set_rules
from tests.areas import NOW
from tests.editions import draft, indicator_page, publish


@pytest.fixture
def page(area, client, lead):
    address = reverse("who-sees-what", args=["Z01", area.version.scorecard_id])

    def read(user=lead, **query):
        client.force_login(user)
        return " ".join(client.get(address, query).content.decode().split())

    return read


@pytest.fixture
def decide(area, client, lead):
    address = reverse("who-sees-what-decide", args=["Z01", area.version.scorecard_id])

    def send(user=lead, **typed):
        client.force_login(user)
        table = {"practices": 3, "board": 3, "public": 3, "threshold": 5, "rounding_base": 1}
        table |= {"list_minimum": 0, "zero_shown": "on", "secondary": "on"}
        given = {**table, "reason": "Agreed.", "after": 0, **typed}
        return client.post(address, given, follow=True)

    return send


def now(area):
    return rules_of(area.version.scorecard)


def test_the_lead_withholds_one_indicator_and_reads_the_share(area, decide, page):
    said = decide(**{"ACC01:public": 1}).content.decode()
    assert "1 of 2 indicators, 50%, are told to the public by name" in " ".join(said.split())
    levels = levels_of(now(area))
    assert levels.detail(Audience.PUBLIC, "ACC01") is Detail.AGGREGATE
    assert levels.detail(Audience.PUBLIC, "VFM01") is Detail.NAMED
    assert now(area).reason == "Agreed."


def test_an_analyst_reads_it_and_decides_nothing(area, decide, page):
    analyst = area.user(Role.ANALYST)
    said = page(analyst)
    assert "A commissioning lead decides it." in said and "every practice, without names" in said
    assert decide(analyst).status_code == 403
    assert now(area) is None


def test_a_preset_fills_the_form_in_and_decides_nothing(area, page):
    said = page(preset="open")
    assert "Nothing is decided before you press the button." in said
    assert len(re.findall(r'<option[^>]*value="3"[^>]*selected', said)) == 3
    assert now(area) is None


def test_a_decision_needs_its_reason(area, decide):
    assert "Enter why" in decide(reason=" ").content.decode()
    assert now(area) is None


def test_who_filled_the_form_in_on_older_rules_is_refused_and_keeps_what_was_chosen(
    area, decide, lead
):
    set_rules(scorecard=area.version.scorecard, levels=OPEN, by=lead, at=NOW, reason="First.")
    said = decide(public=0, reason="No longer").content.decode()
    assert "decided meanwhile (decision 1" in said and "No longer</textarea>" in said
    assert now(area).number == 1
    decide(public=0, after=1)
    assert levels_of(now(area)).detail(Audience.PUBLIC) is Detail.NOTHING


def test_a_change_after_publication_holds_for_the_next_edition_and_the_page_says_so(
    area, page, decide, lead
):
    area.record(1, "ACC01", numerator=90, denominator=100)
    edition = publish(draft(area.band(), lead), lead, area.user(Role.CLINICAL_LEAD))
    assert "These keep what held when they were drafted" in page()
    decide(public=0, after=1)
    edition.refresh_from_db()
    assert levels_of(edition.rules).detail(Audience.PUBLIC) is Detail.NAMED
    said = page()
    assert "the public: every practice by name, now nothing." in said


def test_small_numbers_stand_beside_it(area, decide):
    decide(threshold=7, rounding_base=5)
    kept = now(area).small_numbers
    assert (kept["threshold"], kept["rounding_base"], kept["zero_shown"]) == (7, 5, True)
    assert (kept["list_minimum"], kept["secondary"]) == (0, True)


def test_the_smallest_practice_and_what_tells_a_hidden_figure_are_decided_in_the_form(
    area, decide, page
):
    assert "Smallest practice that is told of" in page()
    decide(list_minimum=1500, secondary="")
    kept = now(area).small_numbers
    assert (kept["list_minimum"], kept["secondary"]) == (1500, False)
    decide(list_minimum="many", after=1)
    assert now(area).number == 1, "refused"
    said = decide(list_minimum=0, secondary="on", after=1).content.decode()
    assert "Smallest list that is told of: 1500, now 0." in said
    assert "is withheld too: no, now yes." in said


def test_a_policy_that_changes_after_publication_changes_no_figure_of_it(area, page, decide, lead):
    for number in (1, 2, 3):
        area.record(number, "ACC01", numerator=90 + number, denominator=200)
    edition = publish(draft(area.band(), lead), lead, area.user(Role.CLINICAL_LEAD))
    before = indicator_page(edition, "ACC01")
    said = " ".join(decide(threshold=99, list_minimum=9999, after=1).content.decode().split())
    assert "What is published stays as it is" in said
    assert "It stays as readers know it. To change what is told of it, draft a correction" in said
    edition.refresh_from_db()
    assert indicator_page(edition, "ACC01") == before
