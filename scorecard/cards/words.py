"""What a scorecard version says, in the words of people. Pure."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from indicators import vocabulary

NOTHING = "nothing"

SETTINGS = {
    "minimum_coverage": "Share of the weights that must have a band",
    "green_from": "A practice is green overall from",
    "red_below": "A practice is red overall below",
    "overall_by": "The band of a practice rests on",
    "reds_amber_from": "A practice is amber from this many reds",
    "reds_red_from": "A practice is red from this many reds",
    "band_points": "Points of red, amber and green",
    "purposes": "What it is used for",
}
ROLES = {
    "weighted": "banded and weighted",
    "context": "context, not banded",
    "fact": "fact, not banded",
    "collected": "retired, still collected",
}
IF_MISSING = {
    "": "left out of the score",
    "left_out": "compulsory: left out of the score when not returned",
    "red": "compulsory: red when not returned",
}
OVERALL_BY = {
    "score": "its score",
    "reds": "its number of reds",
    "both": "the worse of its score and its number of reds",
}
FIELDS = {
    "name": "Name",
    "description": "Description",
    "kind": "Kind of figure",
    "polarity": "What is good",
    "rationale": "Why it matters",
    "evidence": "Evidence",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "multiplier": "Multiplied by",
    "unit": "Unit",
    "decimals": "Decimals",
    "sampling": "How it varies by chance",
    "over_dispersed": "Scatter between practices",
    "rule": "Levels",
    "bands_agreed": "Who agreed the levels",
    "minimum_denominator": "Smallest denominator that is banded",
    "source": "Source",
    "supplied_by": "Who supplies it",
    "valid_for_months": "Months for which a figure holds",
    "level": "Level",
    "period_type": "What a figure stands for",
    "frequency": "How often",
    "target_profile": "Levels per quarter",
    "denominator_list": "List that is the denominator",
    "fact_type": "Kind of fact",
    "stratum_of": "Part of",
    "stratum": "Group of patients",
    "targets": "Further targets",
    "comparator": "Compared with",
    "comparator_value": "Number it is compared with",
    "comparator_group": "Set of groups it is compared by",
    "adjustments": "Personalised care adjustments",
    "about": "What it is about",
    "availability": "Availability",
    "points": "National points",
    "priority": "Priority it serves",
    "owner": "Owner",
    "reviewer": "Reviewer",
    "review_on": "Review on",
}
_CHOICES: dict[str, Mapping[str, str]] = {
    **{name: dict(pairs) for name, pairs in vocabulary.CHOICES.items()},
    "overall_by": OVERALL_BY,
    "kind": {
        "proportion": "proportion (percentage)",
        "rate": "rate per number of patients",
        "ratio": "ratio of two amounts",
        "mean": "mean",
        "count": "count",
        "score": "score",
        "yes_no": "yes or no",
        "fact": "fact in words",
    },
    "polarity": {"high": "high is good", "low": "low is good", "none": "no judgement"},
    "sampling": {
        "proportion": "proportion",
        "poisson": "count of independent events",
        "mean": "mean",
        "none": "none: no interval",
    },
    "supplied_by": {
        "practice": "the practice, in its return",
        "commissioner": "the commissioner",
        "national": "a national source",
    },
}


def setting(name: str, value: Any) -> str:
    if name == "minimum_coverage" and value is not None:
        return f"{amount(value * 100)}%"
    if name == "band_points" and value:
        return ", ".join(amount(points) for points in value)
    return shown(name, value)


def shown(field: str, value: Any) -> str:
    """A value of a field; "nothing" where it is empty."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == "" or value == [] or value == {}:
        return _CHOICES.get(field, {}).get("", NOTHING)
    if isinstance(value, str):
        return _CHOICES.get(field, {}).get(value, value)
    if isinstance(value, dt.date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, int | float | Decimal):
        return amount(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_levels(levels)}" for key, levels in value.items())
    return "; ".join(_target(one) if isinstance(one, Mapping) else str(one) for one in value)


def amount(number: float | Decimal) -> str:
    """33.30 as 33.3, 1000.0 as 1,000."""
    text = f"{Decimal(str(number)):,.6f}"
    return text.rstrip("0").rstrip(".")


def _levels(levels: Any) -> str:
    if not isinstance(levels, Mapping):
        return str(levels)
    return ", ".join(f"{name.replace('_', ' ')} {amount(level)}" for name, level in levels.items())


def _target(target: Mapping[str, Any]) -> str:
    return f"{target.get('name')} ({target.get('level')}): {amount(target.get('value', 0))}"
