"""Double clicks, stale pages and odd values: each is answered with a sentence."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.periods import parse
from scorecard.accounts.roles import Role
from scorecard.cards.forms.builder import ArrangeForm, SettingsForm
from scorecard.cards.forms.eligibility import ConditionForm
from scorecard.cards.lifecycle import STATES, Act, refusal
from scorecard.cards.models import Eligibility, StatusRow
from scorecard.cards.services.periods import open_period
from scorecard.cards.services.versions import copy_version, open_draft
from tests.areas import NOW
from tests.cards.editing import NEW
from tests.cards.test_builder import sent
from tests.cards.test_pages import text_of

BY = {"by": None, "at": NOW}


@pytest.fixture
def draft(area):
    return open_draft(commissioner=area.commissioner, **BY)


@pytest.fixture
def analyst(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client


def card(name: str, *args: object) -> str:
    return reverse(name, args=["Z01", *args])


class TestRemovingACondition:
    @pytest.fixture
    def rule(self, draft):
        made = Eligibility.objects.create(
            version=draft, name="Gateway", kind="gateway", leads_to="pay", at_least="green", order=1
        )
        made.items.set(draft.items.filter(definition__indicator__code="ACC01"))
        return made

    def remove(self, client, draft, rule):
        form = ConditionForm(version=draft, condition=rule)
        given = {one.html_name: one.value() for one in form if one.value() is not None}
        address = card("card-condition", draft.pk, rule.pk)
        return lambda: text_of(client.post(address, {**given, "remove": "yes"}, follow=True))

    def test_it_is_refused_in_words_while_others_read_the_version(self, analyst, draft, rule):
        removing = self.remove(analyst, draft, rule)
        StatusRow.objects.create(version=draft, status="consultation", at=NOW)
        assert "is in consultation; return it to draft first." in removing()
        assert draft.eligibilities.get() == rule

    def test_on_a_draft_it_goes(self, analyst, draft, rule):
        assert "The condition Gateway is removed." in self.remove(analyst, draft, rule)()
        assert not draft.eligibilities.exists()


def test_who_writes_waits_for_whoever_is_writing_already(area, draft):
    """The lock comes before anything is read that must not change meanwhile."""
    span = parse("2026-27-Q2")
    definitions = [area.definition("ACC01")]
    days = {"opens_on": dt.date(2026, 10, 1), "deadline": dt.date(2026, 11, 1)}
    asked = {"commissioner": area.commissioner, "span": span, "definitions": definitions, **days}
    user = {"by": area.user(Role.ANALYST), "at": NOW}
    for act, table in (
        (lambda: copy_version(version=area.version, **BY), "cards_scorecard"),
        (lambda: open_draft(commissioner=area.commissioner, **BY), "practices_commissioner"),
        (lambda: open_period(**asked, **user), "practices_commissioner"),
    ):
        with CaptureQueriesContext(
            connection,
        ) as found:
            act()
        first = next(one["sql"] for one in found if one["sql"].startswith("SELECT"))
        assert table in first and "FOR NO KEY UPDATE" in first


@pytest.mark.parametrize("base", ["[" * 100_000, '{"green_from": ' + "[" * 100_000, "1", "x"])
def test_a_stale_form_with_an_unreadable_base_is_shown_again(analyst, draft, base):
    late = sent(SettingsForm, draft, revision="999", base=base)
    response = analyst.post(card("card-settings", draft.pk), late)
    assert response.status_code == 200
    assert "Somebody else saved this meanwhile" in text_of(response)


def test_to_remove_the_domain_of_another_version_is_refused(area, analyst, draft):
    foreign = area.version.domains.first()
    given = sent(ArrangeForm, draft, remove=str(foreign.pk))
    page = text_of(analyst.post(card("card-arrange", draft.pk), given, follow=True))
    assert "The domain that you want to remove is not on this draft." in page
    assert "The order and places are saved." not in page


@pytest.mark.parametrize("status", [name for name in STATES if name != "consultation"])
def test_who_cannot_comment_is_not_told_to_do_what_only_the_commissioner_does(status):
    said = refusal(Act.COMMENT, status, "Version 2")
    assert "Return it" not in said and "Start a new" not in said and "Open a" not in said


def test_only_what_is_wrong_is_said_of_a_weight_and_a_code(analyst):
    page = text_of(analyst.post(card("indicator-new"), {**NEW, "weight": "1000000000"}))
    assert "The weight cannot be above 100" in page and "two decimals" not in page
    page = text_of(analyst.post(card("indicator-new"), {**NEW, "code": "new"}))
    assert "“new” is the address of this page. Use another code" in page
    assert "Use letters, digits, dots" not in page


def test_closing_names_the_periods_that_lose_their_version(area, client):
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.band()
    span = parse("2026-27-Q2")
    open_period(
        commissioner=area.commissioner,
        span=span,
        definitions=[area.definition("ACC01")],
        opens_on=dt.date(2026, 10, 1),
        deadline=dt.date(2126, 11, 1),
        by=area.user(Role.ANALYST),
        at=NOW,
    )
    area.period("2026-27-Q3")
    client.force_login(area.user(Role.COMMISSIONING_LEAD))
    page = text_of(client.get(card("card-agreement", area.version.pk)))
    assert f"{span.name}: its return is open" in page
    assert f"{parse('2026-27-Q1').name}: banded" in page
    assert parse("2026-27-Q3").name + ":" not in page
