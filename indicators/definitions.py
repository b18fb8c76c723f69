"""What a definition says, as plain data; from a catalogue file, a form or a copy. Pure."""

from dataclasses import dataclass, field, fields
from typing import Any

from indicators import rules

KINDS_WITH_PARTS = ("proportion", "rate", "ratio")


@dataclass(frozen=True)
class DefinitionData:
    """The content of one definition; the fields are those of `indicators.models.Definition`."""

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
    rule: dict[str, Any] = field(default_factory=dict)
    bands_agreed: str = ""
    minimum_denominator: float = 0.0
    source: str = ""
    supplied_by: str = "practice"
    valid_for_months: int = 0


FIELDS = tuple(f.name for f in fields(DefinitionData))


def problems(data: DefinitionData) -> dict[str, list[str]]:
    """What is wrong with `data`, by field, in plain English; empty when nothing is."""
    found: dict[str, list[str]] = {}
    if data.kind in KINDS_WITH_PARTS:
        for part in ("numerator", "denominator"):
            if not getattr(data, part).strip():
                found[part] = [f"Say in words what the {part} counts."]
    if data.kind == "fact" and data.rule:
        found["rule"] = ["A fact is shown in words and cannot be banded. Remove the levels."]
    else:
        try:
            rules.check(data.rule, data.polarity)
        except rules.BadRule as error:
            found["rule"] = error.problems
    if data.sampling == "proportion" and data.kind != "proportion":
        found["sampling"] = ["Only a proportion can vary as a proportion does."]
    return found


def changes(old: DefinitionData, new: DefinitionData) -> dict[str, tuple[Any, Any]]:
    """The fields in which two definitions differ, as (from, to)."""
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in FIELDS)
    return {name: (was, now) for name, was, now in pairs if was != now}
