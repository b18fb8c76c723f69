"""What the tests of this folder share."""

from django.urls import reverse

from indicators.models import Definition
from indicators.selectors.definitions import latest_definition
from tests.cards.editing import NEW

EDIT = ["Z01", "ACC01"]


FULL = {
    **NEW,
    "rationale": "It is what patients ask for.",
    "evidence": "A survey",
    "priority": "Access",
    "stratum_of": "ACC01",
    "stratum": "Frail patients",
    "minimum_denominator": "20",
    "bands_agreed": "The group, May 2026",
    "source": "Telephone system",
    "supplied_by": "commissioner",
    "valid_for_months": "12",
    "level": "network",
    "period_type": "year_to_date",
    "frequency": "quarterly",
    "q1-green": "20",
    "q1-red": "10",
    "q4-green": "90",
    "denominator_list": "weighted",
    "target-0-name": "National",
    "target-0-level": "national",
    "target-0-value": "85",
    "target-1-name": "Ours",
    "target-1-level": "local",
    "target-1-value": "88.5",
    "comparator": "fixed",
    "comparator_value": "75",
    "adjustments": "kept",
    "about": "workforce",
    "availability": "partly",
    "points": "4.5",
    "owner": "Analysts",
    "reviewer": "Clinical leads",
    "review_on": "2027-03-31",
    "if_missing": "red",
    "public": "",
}


def send(client, address="indicator-new", args=("Z01",), follow=False, **given):
    return client.post(reverse(address, args=args), given, follow=follow)


def newest(area, code="ACC02") -> Definition:
    return latest_definition(area.commissioner, code)
