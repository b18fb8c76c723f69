"""Years, what a signature keeps, and what it needs."""

import pytest
from django.core.exceptions import ValidationError

from indicators.models import Assessment
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.cards.selectors.assessments import (
    assessed_year,
    weighted_items,
)
from scorecard.ui.errors import NotFoundInWords
from tests.areas import Area
from tests.cards.assessments.helpers import assessed, sign

pytestmark = pytest.mark.django_db


def test_an_indicator_without_any_figure_proposes_nothing(area):
    area.band("2024-25-Q4")
    found = assessed(area, year="2024-25")
    assert (found.sizes.practices, found.distribution.median, found.proposals) == (0, None, ())


def test_the_newest_year_that_is_over_stands_first(area):
    area.band("2026-27-Q1")
    year = assessed_year(area.commissioner)
    assert (year.name, year.is_full, year.years) == ("2025-26", True, ("2026-27", "2025-26"))
    begun = assessed_year(area.commissioner, "2026-27")
    assert not begun.is_full
    with pytest.raises(NotFoundInWords, match="Choose one of: 2026-27, 2025-26"):
        assessed_year(area.commissioner, "1999-00")


def test_later_periods_change_nothing_in_an_earlier_year(area):
    before = assessed(area, year="2025-26")
    area.record(1, "ACC01", period="2026-27-Q1", numerator=1, denominator=100)
    area.band("2026-27-Q1")
    assert assessed(area, year="2025-26") == before


def test_a_signature_keeps_what_was_computed_that_day(area):
    signed = sign(area, reason="  There is room.  ")
    assert (signed.verdict, signed.reason, signed.other_funding) == (
        "improve",
        "There is room.",
        "None.",
    )
    assert signed.period.code == "2025-26-Q4"
    assert signed.computed["distribution"]["median"] == 70.5
    assert signed.computed["definition"] == 1
    signed.refresh_from_db()
    assert AuditEvent.objects.get(action="sign assessment").details["year"] == "2025-26"


def test_a_later_signature_stands_beside_the_earlier_one(area):
    lead = area.user(Role.CLINICAL_LEAD)
    sign(area, by=lead)
    sign(area, by=lead, verdict="retire", reason="Nobody uses it.")
    assert Assessment.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"verdict": "excellent"}, "verdict"),
        ({"verdict": ""}, "verdict"),
    ],
)
def test_a_reason_and_one_of_the_five_classes_are_needed(area, wrong, field):
    with pytest.raises(ValidationError) as refused:
        sign(area, **wrong)
    assert field in refused.value.message_dict
    assert not Assessment.objects.exists()


def test_only_what_had_a_weight_is_assessed():
    area = Area()
    area.record(1, "FAC01", period="2025-26-Q4", text="9 to 5")
    area.band("2025-26-Q4")
    year = assessed_year(area.commissioner)
    assert [item.definition.code for item in weighted_items(year)] == ["ACC01", "VFM01"]
    with pytest.raises(NotFoundInWords, match="no weighted indicator"):
        sign(area, indicator="FAC01")
