"""Services of an area: who offers them, to what population, and where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indicators.definitions import DefinitionData
from indicators.selectors.definitions import data_of
from scorecard.calc.rounding import show
from scorecard.cards.models import CardItem
from scorecard.cards.selectors.run_arrays import RunArrays, arrays_of_run
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.cards.selectors.versions import items_of
from scorecard.charts.words import counted
from scorecard.dashboards.offering import Availability, Groups, availability
from scorecard.dashboards.pooled import Pooled, pool
from scorecard.dashboards.presenters.network_lines import amount
from scorecard.dashboards.presenters.service_list import (
    Choice,
    Offer,
    Uptake,
    is_service,
    offers_of,
    possible,
    uptake_of,
)
from scorecard.dashboards.selectors.run_places import RunPlaces
from scorecard.dashboards.selectors.services import (
    Answer,
    NetworkPlaces,
    answers_of,
    networks_of_run,
)

FIFTHS = 5
NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class OfferRow:
    """One service; `most` and `least` are the shares of patients in the fifths at the ends."""

    key: str
    name: str
    practices: str
    unknown: str
    patients: str
    most: str
    least: str
    gaps: str


@dataclass(frozen=True)
class UptakeRow:
    key: str
    name: str
    value: str
    interval: str
    most: str
    least: str
    apart: str
    ends: str


@dataclass(frozen=True)
class Services:
    """All that is known of the services chosen; the page and its file are made from it."""

    places: RunPlaces
    choices: tuple[Choice, ...]
    notes: tuple[str, ...]
    offers: tuple[Offer, ...]
    uptakes: tuple[Uptake, ...]

    @cached_property
    def networks(self) -> tuple[tuple[str, str], ...]:
        return self._networks.networks

    @cached_property
    def by_network(self) -> Groups:
        return self._networks.codes

    @cached_property
    def by_fifth(self) -> Groups:
        return self.places.fifths.codes.astype(np.intp) - 1

    @cached_property
    def everybody(self) -> Groups:
        return np.zeros(self.places.practices.size, dtype=np.intp)

    @cached_property
    def _networks(self) -> NetworkPlaces:
        return networks_of_run(self.places)

    def counts(self, offer: Offer, groups: Groups, size: int) -> Availability:
        return availability(offer.says, self.places.list_sizes, groups, size)

    def pooled(self, uptake: Uptake, groups: Groups, size: int) -> Pooled:
        return pool(data_of(uptake.item.definition), uptake.column, groups, size)


def services_of(periods: BandedPeriods, wanted: Sequence[str]) -> Services:
    """`wanted` are codes of indicators; without any that can be one, what `is_service` says."""
    run = periods.current
    places = RunPlaces(run)
    items = possible(list(items_of(run.version)))
    facts = [one.definition_id for one in items if one.definition.kind == "fact"]
    answers = answers_of(run, places, facts)
    chosen, notes = _chosen(items, answers, wanted)
    numbers = [one.definition_id for one in chosen if one.definition.kind != "fact"]
    arrays = _arrays(periods, places, numbers)
    offers, uptakes = _sorted_out(chosen, places, answers, arrays)
    picked = {one.pk for one in chosen}
    choices = tuple(
        Choice(one.definition.code, one.definition.name, one.pk in picked) for one in items
    )
    return Services(places, choices, notes, tuple(offers), tuple(uptakes))


def _chosen(
    items: Sequence[CardItem], answers: dict[int, list[Answer]], wanted: Sequence[str]
) -> tuple[list[CardItem], tuple[str, ...]]:
    asked = {code.upper() for code in wanted}
    found = [item for item in items if item.definition.code.upper() in asked]
    if found:
        unknown = len(asked) - len(found)
        said = (f"{counted(unknown, 'service', 'services')} of the address is not on this card.",)
        return found, said if unknown else ()
    usual = [item for item in items if is_service(item, answers.get(item.definition_id, ()))]
    said = ("Nothing of what the address names can be a service here: the usual ones are shown.",)
    return usual, said if asked else ()


def _arrays(periods: BandedPeriods, places: RunPlaces, definitions: Sequence[int]) -> RunArrays:
    """In the order of `places`."""
    order = np.argsort(places.practices)
    found = arrays_of_run(periods.current, places.practices[order], definitions)
    back = np.argsort(order)
    columns = ("bands", "states", "value", "numerator", "denominator", "lower", "upper")
    turned = (getattr(found, name)[back] for name in columns)
    return RunArrays(places.practices, found.definitions, *turned)


def _sorted_out(
    chosen: Sequence[CardItem],
    places: RunPlaces,
    answers: dict[int, list[Answer]],
    arrays: RunArrays,
) -> tuple[list[Offer], list[Uptake]]:
    offers: list[Offer] = []
    uptakes: list[Uptake] = []
    for item in chosen:
        if item.definition.kind in ("fact", "yes_no"):
            own = answers.get(item.definition_id, [])
            offers += offers_of(item, places.practices.size, own, arrays)
        elif (found := uptake_of(item, arrays)) is not None:
            uptakes.append(found)
    return offers, uptakes


def offer_rows(services: Services) -> list[OfferRow]:
    return [_offer_row(services, one) for one in services.offers]


def _offer_row(services: Services, offer: Offer) -> OfferRow:
    area = services.counts(offer, services.everybody, 1)
    fifths = services.counts(offer, services.by_fifth, FIFTHS)
    networks = services.counts(offer, services.by_network, len(services.networks))
    return OfferRow(
        key=offer.key,
        name=offer.name,
        practices=f"{show(int(area.yes[0]))} of {show(int(area.practices[0]))}",
        unknown=show(int(area.unknown[0])),
        patients=covered(area, 0),
        most=covered(fifths, 0),
        least=covered(fifths, FIFTHS - 1),
        gaps=_gaps(networks),
    )


def covered(found: Availability, at: int) -> str:
    """The share of patients registered where it is offered; what is not known is said beside."""
    if not found.practices[at]:
        return "No practice"
    patients, unknown = float(found.patients[at]), float(found.patients_unknown[at])
    if not patients or not found.yes[at] + found.no[at]:
        return NOT_KNOWN
    said = f"{show(100 * float(found.patients_yes[at]) / patients)}%"
    return f"{said}, not known of {show(100 * unknown / patients)}%" if unknown else said


def _gaps(networks: Availability) -> str:
    """How many networks have nobody who offers it; those not known are no gaps yet."""
    here = networks.practices > 0
    none = int((here & (networks.yes == 0) & (networks.unknown == 0)).sum())
    perhaps = int((here & (networks.yes == 0) & (networks.unknown > 0)).sum())
    if not here.any():
        return "No networks"
    said = f"{show(none)} of {show(int(here.sum()))}"
    return f"{said}, perhaps {show(perhaps)} more" if perhaps else said


def uptake_rows(services: Services) -> list[UptakeRow]:
    return [_uptake_row(services, one) for one in services.uptakes]


def _uptake_row(services: Services, uptake: Uptake) -> UptakeRow:
    data = data_of(uptake.item.definition)
    area = services.pooled(uptake, services.everybody, 1)
    fifths = services.pooled(uptake, services.by_fifth, FIFTHS)
    networks = services.pooled(uptake, services.by_network, len(services.networks))
    low, high = float(area.lower[0]), float(area.upper[0])
    apart = float(fifths.value[0] - fifths.value[-1])
    points = "percentage points" if data.unit == "%" else data.unit
    return UptakeRow(
        key=uptake.key,
        name=uptake.item.definition.name,
        value=_said(data, area, 0),
        interval="" if np.isnan(low) else f"{amount(data, low)} to {amount(data, high)}",
        most=_said(data, fifths, 0),
        least=_said(data, fifths, FIFTHS - 1),
        apart=NOT_KNOWN if np.isnan(apart) else f"{show(apart, data.decimals)} {points}",
        ends=_ends(services, networks, data),
    )


def _said(data: DefinitionData, found: Pooled, at: int) -> str:
    value = float(found.value[at])
    return NOT_KNOWN if np.isnan(value) else amount(data, value)


def _ends(services: Services, networks: Pooled, data: DefinitionData) -> str:
    """The lowest and the highest network."""
    known = np.flatnonzero(~np.isnan(networks.value))
    if not known.size:
        return NOT_KNOWN
    order = known[np.argsort(networks.value[known], kind="stable")]
    low, high = int(order[0]), int(order[-1])
    first, last = (
        f"{_said(data, networks, at)} in {services.networks[at][1]}" for at in (low, high)
    )
    return f"{first}, the only one" if low == high else f"{first} to {last}"
