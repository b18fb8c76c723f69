"""The editor's form as a browser sends it: what the page shows, with some fields changed."""

from django.urls import reverse

from scorecard.cards.forms.indicators import IndicatorForm

NEW = {
    "code": "ACC02",
    "name": "Calls answered",
    "description": "Calls answered in time.",
    "kind": "proportion",
    "numerator": "Calls answered within five minutes",
    "denominator": "Calls",
    "multiplier": "100",
    "unit": "%",
    "decimals": "1",
    "polarity": "high",
    "sampling": "proportion",
    "rule": "thresholds",
    "green": "90",
    "red": "70",
    "minimum_denominator": "0",
    "supplied_by": "practice",
    "valid_for_months": "0",
    "level": "practice",
    "period_type": "period",
    "fact_type": "text",
    "comparator": "area",
    "availability": "collected",
    "role": "weighted",
    "domain": "Access",
    "weight": "50",
    "points": "0",
    "public": "on",
}


def filled(form: IndicatorForm, **changed: object) -> dict[str, str]:
    """Every field with its value; False unticks a box, None empties a field."""
    values = {bound.html_name: bound.value() for bound in form} | changed
    given = {n: v for n, v in values.items() if v is not None and v is not False and v != ""}
    return {name: "on" if value is True else str(value) for name, value in given.items()}


def opened(client, code: str, area: str = "Z01", **changed: object) -> dict[str, str]:
    """What somebody sends who opens the form of an indicator now and changes some fields."""
    response = client.get(reverse("indicator-edit", args=[area, code]))
    return filled(response.context["form"], **changed)
