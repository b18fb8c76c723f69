"""What a definition says, as plain data; from a catalogue file, a form or a copy. Pure."""

import datetime as dt
import math
from dataclasses import dataclass, field, fields
from typing import Any

from indicators import rules, vocabulary
from indicators.several import usual_scatter

MOST_TEXT = 5000  # characters in any text
MOST_NUMBERS = {
    "minimum_denominator": (0, 1_000_000_000),
    "comparator_value": (-rules.MOST_LEVEL, rules.MOST_LEVEL),
    "points": (0, 1_000_000),
}
KINDS_WITH_PARTS = ("proportion", "rate", "ratio")


@dataclass(frozen=True)
class DefinitionData:
    """The content of one definition; the fields are those of `indicators.models.Definition`.

    `target_profile` holds, for a year-to-date figure, the levels that stand in for those of the
    rule in each quarter: {"Q1": {"green": 20.0, "red": 10.0}, ..}. `targets` are further targets
    to look at, never to band by: [{"name": .., "level": .., "value": ..}]. A stratum is an
    indicator with figures and bands of its own that names the one it is a part of.
    `comparator_group` is the name of the set of groups in which the comparator "group" looks.
    """

    name: str
    description: str
    kind: str
    polarity: str
    rationale: str = ""
    evidence: str = ""
    numerator: str = ""
    denominator: str = ""
    multiplier: float = 1.0
    unit: str = ""
    decimals: int = 1
    sampling: str = "none"
    over_dispersed: str = ""
    rule: dict[str, Any] = field(default_factory=dict)
    bands_agreed: str = ""
    minimum_denominator: float = 0.0
    source: str = ""
    supplied_by: str = "practice"
    valid_for_months: int = 0
    level: str = "practice"
    period_type: str = "period"
    frequency: str = ""
    target_profile: dict[str, Any] = field(default_factory=dict)
    denominator_list: str = ""
    fact_type: str = "text"
    stratum_of: str = ""
    stratum: str = ""
    targets: list[dict[str, Any]] = field(default_factory=list)
    comparator: str = "area"
    comparator_value: float | None = None
    comparator_group: str = ""
    adjustments: str = ""
    about: str = ""
    availability: str = "collected"
    points: float = 0.0
    priority: str = ""
    owner: str = ""
    reviewer: str = ""
    review_on: dt.date | None = None


FIELDS = tuple(f.name for f in fields(DefinitionData))


def problems(data: DefinitionData) -> dict[str, list[str]]:
    """What is wrong with `data`, by field, in plain English; empty when nothing is."""
    checks = (
        _sizes,
        _parts,
        _rule,
        _level,
        _sampling,
        _over_dispersed,
        _choices,
        _comparator,
        _compared,
        _profile,
        _targets,
        _stratum,
    )
    found: dict[str, list[str]] = {}
    for check in checks:
        for name, sentence in check(data):
            found.setdefault(name, []).append(sentence)
    return found


def warnings(data: DefinitionData, today: dt.date) -> list[str]:
    """What may be meant, and is worth a second look."""
    found = []
    if data.review_on and data.review_on < today:
        found.append(
            f"The review date, {data.review_on:%-d %B %Y}, is in the past. Review the indicator "
            "and choose a new date."
        )
    if data.rule and not data.bands_agreed.strip():
        found.append("Nobody is named who agreed the levels. Say who, and when.")
    if data.rule.get("green") is not None and data.rule["green"] == data.rule.get("red"):
        found.append("Green and red are the same level, so nobody will be amber.")
    if not data.over_dispersed and usual_scatter(data):
        found.append(
            "One person may have several of these events, so practices scatter more than chance. "
            "Say so, or the intervals are too narrow."
        )
    if data.availability == "wanted":
        found.append("It is wanted but not collected yet, so practices will have no figure.")
    return found


def changes(old: DefinitionData, new: DefinitionData) -> dict[str, tuple[Any, Any]]:
    """The fields in which two definitions differ, as (from, to)."""
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in FIELDS)
    return {name: (was, now) for name, was, now in pairs if was != now}


Found = list[tuple[str, str]]


def _sizes(data: DefinitionData) -> Found:
    """Texts that nobody reads, and numbers that no practice has."""
    found: Found = []
    for name in FIELDS:
        value = getattr(data, name)
        if isinstance(value, str) and len(value) > MOST_TEXT:
            found.append((name, f"Use at most {MOST_TEXT:,} characters; it has {len(value):,}."))
    for name, (low, high) in MOST_NUMBERS.items():
        value = getattr(data, name)
        if value is not None and not low <= value <= high:
            found.append((name, f"Enter a number from {low:,} to {high:,}."))
    return found


def _parts(data: DefinitionData) -> Found:
    if data.kind not in KINDS_WITH_PARTS:
        return []
    return [
        (part, f"Say in words what the {part} counts.")
        for part in ("numerator", "denominator")
        if not getattr(data, part).strip()
    ]


def _rule(data: DefinitionData) -> Found:
    if data.kind == "fact" and data.rule:
        return [("rule", "A fact is shown in words and cannot be banded. Remove the levels.")]
    if data.rule and (data.kind == "yes_no") != (data.rule.get("rule") == "yes_no"):
        return [("rule", "A yes or no is banded by its answer, and nothing else is.")]
    try:
        rules.check(data.rule, data.polarity)
    except rules.BadRule as error:
        return [("rule", sentence) for sentence in error.problems]
    return []


# How the values of a kind may vary by chance; "none" is always possible.
SAMPLING = {
    "proportion": (("proportion",), "Only a proportion can vary as a proportion does."),
    "poisson": (
        ("rate", "ratio", "count"),
        "Only a rate, a ratio or a count can vary as a count of independent events does.",
    ),
    "mean": (("mean", "score"), "Only a mean or a score can vary as a mean does."),
}


def _level(data: DefinitionData) -> Found:
    if data.level != "area" or not data.rule:
        return []
    return [
        (
            "level",
            "A figure of the area only says nothing about one practice, so it is not banded. "
            "Remove the levels, and show it as context.",
        )
    ]


def _sampling(data: DefinitionData) -> Found:
    kinds, sentence = SAMPLING.get(data.sampling, ((data.kind,), ""))
    found = [] if data.kind in kinds else [("sampling", sentence)]
    if data.rule.get("rule") == "funnel" and data.kind not in KINDS_WITH_PARTS:
        found.append(("rule", "A funnel is for a proportion, a rate or a ratio. Choose another."))
    if data.rule.get("rule") in ("interval", "funnel") and data.sampling == "none":
        found.append(
            ("sampling", "The rule needs to know how the figure varies by chance. Choose how.")
        )
    return found


def _over_dispersed(data: DefinitionData) -> Found:
    """What can be widened: a scatter between practices, of counts that vary by chance."""
    if not data.over_dispersed:
        return []
    if data.sampling not in ("proportion", "poisson"):
        said = "Only a proportion or a count of events has an interval that scatter can widen."
    elif data.level != "practice":
        said = "Figures that practices share do not scatter between practices."
    elif data.over_dispersed == "additive" and data.comparator == "own_past":
        said = "How practices differ says nothing about a practice and its own past."
    else:
        return []
    return [("over_dispersed", f"{said} Choose no more than chance.")]


def _choices(data: DefinitionData) -> Found:
    return [
        (name, f"{getattr(data, name)!r} is not one of: {', '.join(filter(None, allowed))}.")
        for name in vocabulary.CHOICES
        if getattr(data, name) not in (allowed := vocabulary.allowed(name))
    ]


def _comparator(data: DefinitionData) -> Found:
    value = data.comparator_value
    if data.comparator == "fixed" and (value is None or not math.isfinite(value)):
        return [("comparator_value", "Enter the number that practices are compared with.")]
    if data.comparator != "fixed" and value is not None:
        return [("comparator_value", "Only a comparison with a fixed number has one. Remove it.")]
    named = data.comparator_group.strip()
    if data.comparator == "group" and not named:
        return [("comparator_group", "Choose the set of groups, for example Localities.")]
    if data.comparator != "group" and named:
        said = "Only a comparison with the practice's group names a set of groups. Remove it."
        return [("comparator_group", said)]
    return []


def _compared(data: DefinitionData) -> Found:
    """With whom a rule that compares must compare: else it would band nobody."""
    kind = data.rule.get("rule")
    if kind == "quantile" and data.comparator not in ("area", "network", "group", "similar"):
        said = (
            "Equal parts need a group: choose the area, the network, the practice's group or"
            " similar practices."
        )
        return [("comparator", said)]
    if kind in ("interval", "funnel") and data.comparator == "none":
        return [("comparator", "This rule compares. Choose what practices are compared with.")]
    return []


def _profile(data: DefinitionData) -> Found:
    if not data.target_profile:
        return []
    if data.period_type != "year_to_date":
        return [("target_profile", "Only a figure for the year so far has levels per quarter.")]
    found: Found = []
    for quarter, levels in data.target_profile.items():
        if quarter not in vocabulary.QUARTERS:
            found.append(("target_profile", f"{quarter!r} is not a quarter: use Q1, Q2, Q3, Q4."))
            continue
        try:
            rules.check({**data.rule, **levels}, data.polarity)
        except rules.BadRule as error:
            found += [("target_profile", f"{quarter}: {said}") for said in error.problems]
    return found


def _targets(data: DefinitionData) -> Found:
    found: Found = []
    levels = [stored for stored, _ in vocabulary.TARGET_LEVELS]
    for target in data.targets:
        name = str(target.get("name", "")).strip()
        if set(target) != {"name", "level", "value"} or not name:
            found.append(("targets", "Every target has a name, a level and a value."))
        elif target["level"] not in levels:
            found.append(("targets", f"{name}: the level is one of {', '.join(levels)}."))
        elif not isinstance(target["value"], int | float) or not math.isfinite(target["value"]):
            found.append(("targets", f"{name}: the value must be a number."))
        elif abs(target["value"]) > rules.MOST_LEVEL:
            found.append(("targets", f"{name}: the value must be a number {rules.WITHIN}."))
    return found


def _stratum(data: DefinitionData) -> Found:
    if bool(data.stratum.strip()) == bool(data.stratum_of.strip()):
        return []
    if data.stratum.strip():
        return [("stratum_of", "Name the indicator that this is a part of.")]
    return [("stratum", "Say which group of patients this part counts.")]
