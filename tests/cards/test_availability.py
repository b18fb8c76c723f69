"""What is wanted against what is collected; and rules that agreed levels no longer fit."""

import datetime as dt

import pytest
from django.urls import reverse

from indicators.services.agreements import agree_objective
from scorecard.accounts.roles import Role
from scorecard.cards.presenters.availability import availability_of
from tests.areas import NOW, Area
from tests.cards.editing import opened
from tests.cards.test_pages import text_of


@pytest.fixture
def analyst(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client


def test_a_new_rule_that_does_not_fit_agreed_levels_is_a_warning(area, analyst):
    agree_objective(
        definition=area.definition("ACC01"),
        practice=area.practices[0],
        levels={"green": 70},
        agreed="The review",
        starts_on=dt.date(2026, 4, 1),
        by=None,
        at=NOW,
    )
    area.record(1, "ACC01", numerator=72, denominator=100)
    sent = opened(analyst, "ACC01", rule="target", target=80, tolerance=10)
    edit = reverse("indicator-edit", args=["Z01", "ACC01"])
    page = text_of(analyst.post(edit, {**sent, "preview": "yes"}))
    assert "levels agreed for one practice" in page
    page = text_of(analyst.post(edit, sent, follow=True))
    assert "The levels agreed with Practice 1 do not fit the new rule" in page


class TestAvailability:
    def verdicts(self, area):
        found = availability_of(area.commissioner, area.version, NOW.date())
        return {row.code: (row.practices, row.verdict) for row in found.rows}

    def test_it_holds_what_is_declared_against_what_is_held(self, area):
        for number in (1, 2, 3):
            area.record(number, "ACC01", numerator=90, denominator=100)
        area.record(1, "VFM01", period="2025-26-Q4", numerator=1, denominator=1)
        area.record(1, "VFM01", numerator=1, denominator=1)
        found = self.verdicts(area)
        assert found["ACC01"] == ("3 of 3", "As declared: every practice has a figure.")
        assert found["VFM01"][0] == "1 of 3" and "2 have no figure" in found["VFM01"][1]
        assert found["FAC01"] == (
            "0 of 3",
            "Look again. Said to be collected, but no figure is held.",
        )

    @pytest.mark.parametrize(
        ("declared", "figures", "verdict"),
        [
            ("wanted", 0, "nothing is collected yet"),
            ("wanted", 1, "Said to be wanted only"),
            ("partly", 1, "As declared: 2 practices"),
            ("partly", 3, "Every practice has a figure now"),
        ],
    )
    def test_every_declaration_has_its_verdict(self, area, analyst, declared, figures, verdict):
        sent = opened(analyst, "ACC01", availability=declared)
        analyst.post(reverse("indicator-edit", args=["Z01", "ACC01"]), sent)
        for number in range(1, figures + 1):
            area.record(number, "ACC01", numerator=90, denominator=100)
        draft = area.version.scorecard.versions.first()
        page = analyst.get(reverse("card-availability", args=["Z01", draft.pk]))
        assert verdict in text_of(page)

    def test_anybody_elses_version_is_not_found(self, area, analyst):
        other = Area(code="Y01").version
        address = reverse("card-availability", args=["Z01", other.pk])
        assert analyst.get(address).status_code == 404
