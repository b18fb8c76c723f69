"""The list of a commissioner's indicators, narrowed by a search."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from indicators import legends
from indicators.models import Definition
from indicators.selectors.definitions import latest_definitions
from practices.models import Commissioner
from scorecard.cards.forms.indicator_filter import NOT_BANDED, NOT_ON_CARD, IndicatorFilter
from scorecard.cards.models import CardItem
from scorecard.cards.selectors.versions import card_domains, items_of, newest_version

SEARCHED = ("code", "name", "description", "numerator", "denominator", "rationale", "owner")


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator; `place` says where it stands on the scorecard that is worked on."""

    code: str
    name: str
    url: str
    kind: str
    bands: str
    supplied: str
    place: str
    weight: str
    number: int


@dataclass(frozen=True)
class IndicatorList:
    form: IndicatorFilter
    rows: tuple[IndicatorRow, ...]
    total: int

    @property
    def words(self) -> str:
        """How many there are, and how many of them are shown."""
        if len(self.rows) == self.total:
            return f"{self.total} indicators"
        return f"{len(self.rows)} of {self.total} indicators"


def indicator_list(commissioner: Commissioner, query: QueryDict) -> IndicatorList:
    """What the search in the address finds. What it cannot understand narrows nothing."""
    version = newest_version(commissioner)
    items = {item.definition.indicator_id: item for item in items_of(version)} if version else {}
    form = IndicatorFilter(query, domains=card_domains(version))
    wanted = form.wanted()
    known = list(latest_definitions(commissioner))
    rows = [
        _row(commissioner, one, items.get(one.indicator_id))
        for one in sorted(known, key=lambda one: one.code)
        if _fits(one, items.get(one.indicator_id), wanted)
    ]
    return IndicatorList(form, tuple(rows), len(known))


def _fits(definition: Definition, item: CardItem | None, wanted: Mapping[str, str]) -> bool:
    domain = item.domain.name if item and item.domain else ""
    found = {
        "domain": domain,
        "kind": definition.kind,
        "rule": definition.rule.get("rule", NOT_BANDED),
        "supplied_by": definition.supplied_by,
        "role": item.role if item else NOT_ON_CARD,
    }
    text = " ".join(getattr(definition, name) for name in SEARCHED).casefold()
    words = wanted.get("text", "").casefold().split()
    return all(word in text for word in words) and all(
        value == wanted[name] for name, value in found.items() if name in wanted
    )


def _row(commissioner: Commissioner, definition: Definition, item: CardItem | None) -> IndicatorRow:
    return IndicatorRow(
        code=definition.code,
        name=definition.name,
        url=reverse("indicator", args=[commissioner.code, definition.code]),
        kind=definition.get_kind_display(),
        bands=legends.legend(definition),
        supplied=definition.get_supplied_by_display(),
        place=_place(item),
        weight=str(item.weight) if item and item.domain else "",
        number=definition.number,
    )


def _place(item: CardItem | None) -> str:
    if item is None:
        return "not on the scorecard"
    return item.domain.name if item.domain else item.get_role_display()
