"""What the tests of this folder share."""

from dataclasses import replace

from django.urls import reverse

from indicators.assessing import assess
from indicators.models import Assessment
from indicators.selectors.definitions import data_of
from indicators.services.definitions import define
from scorecard.accounts.roles import Role
from scorecard.cards.models import CardItem
from scorecard.cards.selectors.assessments import (
    assessed_year,
    weighted_item,
)
from scorecard.cards.selectors.evidence import evidence_of
from scorecard.cards.services.assessment import sign_assessment
from tests.areas import NOW, PROPORTION, Area

ASKED = {**PROPORTION, "code": "ACC02", "name": "Asked again", "weight": 50}


CARD = {
    "name": "Access alone",
    "domains": [{"name": "Access", "weight": 100}],
    "indicators": [{**PROPORTION, "weight": 50}, ASKED],
}


QUARTERS = ("2025-26-Q2", "2025-26-Q3", "2025-26-Q4")


def redefine(area: Area, **changes: object) -> None:
    """A new definition of ACC01 on the card, and the last quarter banded by it."""
    old = area.definition("ACC01")
    data = replace(data_of(old), **changes)
    new = define(commissioner=area.commissioner, code="ACC01", data=data, by=None, at=NOW)
    CardItem.objects.filter(version=area.version, definition=old).update(definition=new)
    area.band("2025-26-Q4")


def assessed(area: Area, code: str = "ACC01", year: str = ""):
    chosen = assessed_year(area.commissioner, year)
    item = weighted_item(chosen, code)
    return assess(evidence_of(chosen, [item])[item.definition_id])


def sign(area: Area, **other: object) -> Assessment:
    given = {
        "commissioner": area.commissioner,
        "year": "2025-26",
        "indicator": "ACC01",
        "verdict": "improve",
        "reason": "There is room.",
        "texts": {"other_funding": "None."},
        "by": other.pop("by", None) or area.user(Role.CLINICAL_LEAD),
        "at": NOW,
    }
    return sign_assessment(**{**given, **other})


def so_far(area: Area) -> None:
    """Three years of figures of the year so far, which begin at zero each April."""
    redefine(area, period_type="year_to_date")
    for year, name in enumerate(("2023-24", "2024-25", "2025-26")):
        for quarter in (1, 2, 3, 4):
            period = f"{name}-Q{quarter}"
            for number in range(1, 13):
                seen = 20 * quarter + year
                area.record(number, "ACC01", period, numerator=seen, denominator=100)
            area.band(period)


def page(client, area: Area, role: Role, name: str, *args: object, **query: str) -> str:
    client.force_login(area.user(role))
    answer = client.get(reverse(name, args=[area.code, *args]), query)
    assert answer.status_code == 200, answer
    return answer.content.decode()
