"""The page of one indicator: everything its newest definition says, its strata and its history."""

from dataclasses import dataclass

from indicators import definitions
from indicators.models import Definition
from indicators.selectors.definitions import data_of, latest_definition, strata_of
from indicators.selectors.provenance import modelled_and_held
from scorecard.cards.models import CardItem, CardVersion
from scorecard.cards.places import place_of
from scorecard.cards.presenters.editor import missing_set_words
from scorecard.cards.presenters.field_words import field_name, field_value
from scorecard.cards.presenters.history import HistoryLine, history_of_indicator
from scorecard.cards.selectors.versions import item_on_card, status_of

Rows = tuple[tuple[str, str], ...]

# The order of the page. What is empty of the last group is left out.
GROUPS = (
    ("kind", "numerator", "denominator", "unit", "polarity", "sampling"),
    ("rule", "bands_agreed", "minimum_denominator", "comparator"),
    ("supplied_by", "source", "availability", "rationale", "evidence"),
)
SPECIAL = (
    "over_dispersed",
    "target_profile",
    "targets",
    "comparator_value",
    "comparator_group",
    "level",
    "period_type",
    "frequency",
    "valid_for_months",
    "denominator_list",
    "adjustments",
    "fact_type",
    "about",
    "points",
    "priority",
    "owner",
    "reviewer",
    "review_on",
)


@dataclass(frozen=True)
class IndicatorPage:
    """`rows` are (name, words); `place` is where it stands on the version `on`, if it does."""

    definition: Definition
    rows: Rows
    place: Rows
    on: str
    weighted: bool
    whole: Definition | None
    strata: tuple[Definition, ...]
    history: tuple[HistoryLine, ...]


def indicator_page(definition: Definition, version: CardVersion | None) -> IndicatorPage:
    data = data_of(definition)
    blank = definitions.DefinitionData("", "", data.kind, data.polarity)
    special = [name for name in SPECIAL if getattr(data, name) != getattr(blank, name)]
    names = [name for group in GROUPS for name in group] + special
    item = item_on_card(version, definition)
    commissioner = definition.indicator.commissioner
    return IndicatorPage(
        definition=definition,
        rows=(
            *((field_name(name), field_value(name, getattr(data, name), data)) for name in names),
            *(("Nobody to compare with", said) for said in missing_set_words(commissioner, data)),
            *_counted_or_modelled(definition.indicator_id),
        ),
        place=_place(item) if item else (),
        on=f"{version}, {status_of(version)}" if version else "",
        weighted=bool(item and item.domain),
        whole=latest_definition(commissioner, data.stratum_of) if data.stratum_of else None,
        strata=tuple(strata_of(commissioner, definition.code)),
        history=tuple(history_of_indicator(definition)),
    )


def _counted_or_modelled(indicator_id: int) -> Rows:
    """What its sources say of the figures that count; nothing before there are any."""
    modelled, held = modelled_and_held(indicator_id)
    if not modelled:
        return (("Counted or modelled", "Counted from the list"),) if held else ()
    which = "" if modelled == held else f": {modelled:,} of {held:,} figures"
    return (("Counted or modelled", f"Modelled, not counted{which}"),)


def _place(item: CardItem) -> Rows:
    place = place_of(item)
    data = data_of(item.definition)
    shown = ["role", *(["domain", "weight", "if_missing"] if item.domain else []), "public"]
    given = place.values()
    rows = [(field_name(name), field_value(name, given[name], data)) for name in shown]
    return (*rows, ("In its version", str(item.definition.number)))
