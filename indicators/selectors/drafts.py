"""Reading drafts: what a practice has typed so far, or what it would start from."""

from dataclasses import dataclass, field

from indicators.models import Collection, DraftReturn, DraftValue, Evidence
from indicators.returns.adjustments import REASONS
from indicators.returns.due import DueReturn
from indicators.returns.typed import PARTS, Asked, typed_from
from indicators.selectors.checks import known_own_figures
from practices.models import Practice


@dataclass(frozen=True)
class Row:
    """One row of a draft: texts by field, and the file beside it."""

    typed: dict[str, str] = field(default_factory=dict)
    evidence: Evidence | None = None


def draft_of(collection: Collection, practice: Practice) -> DraftReturn | None:
    held = DraftReturn.objects.filter(collection=collection, practice=practice)
    return held.select_related("saved_by").first()


def asked_of(collection: Collection, due: DueReturn) -> list[Asked]:
    """What is due with the numbers of its definitions, in the order of the return."""
    items = collection.items.values_list("definition__indicator__code", "definition_id")
    numbers = {code.upper(): number for code, number in items}
    return [Asked(numbers[code], indicator) for code, indicator in due.indicators.items()]


def rows_of(draft: DraftReturn) -> dict[int, Row]:
    """By definition."""
    values = draft.values.select_related("evidence__practice").defer("evidence__content")
    return {value.definition_id: Row(_typed(value), value.evidence) for value in values}


def start_of(collection: Collection, practice: Practice, asked: list[Asked]) -> dict[int, Row]:
    """What a new draft starts from: the figures that the practice has sent, by definition."""
    held = known_own_figures(practice, collection)
    return {
        one.number: Row(typed_from(held[one.indicator.code.upper()], one.indicator))
        for one in asked
        if one.indicator.code.upper() in held
    }


def _typed(value: DraftValue) -> dict[str, str]:
    reasons = {reason: value.adjustments.get(reason, "") for reason in REASONS}
    parts = {name: getattr(value, name) for name in (*PARTS, "note")}
    return {name: text for name, text in {**parts, **reasons}.items() if text}
