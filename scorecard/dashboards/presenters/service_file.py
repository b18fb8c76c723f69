"""The services as a file: a row for each service in the area, each network and each fifth."""

from collections.abc import Iterator

from indicators.selectors.definitions import data_of
from scorecard.dashboards.offering import Availability, Groups
from scorecard.dashboards.pooled import Pooled
from scorecard.dashboards.presenters.service_detail import FIFTH_NAMES
from scorecard.dashboards.presenters.services import Services

HEADER = (
    "indicator",
    "service",
    "by",
    "code",
    "group",
    "practices",
    "offer it",
    "do not",
    "not known",
    "patients",
    "patients where offered",
    "patients where not known",
    "without list size",
    "value",
    "unit",
    "lower",
    "upper",
)
Row = tuple[object, ...]


def rows_of(services: Services) -> Iterator[Row]:
    for by, groups, names in _groups(services):
        for offer in services.offers:
            found = services.counts(offer, groups, len(names))
            for at, name in enumerate(names):
                yield (offer.code, offer.name, by, *name, *_offered(found, at))
        for uptake in services.uptakes:
            definition, pooled = uptake.item.definition, services.pooled(uptake, groups, len(names))
            for at, name in enumerate(names):
                unit = data_of(definition).unit
                yield (definition.code, definition.name, by, *name, *_pooled(pooled, at, unit))


def _groups(services: Services) -> Iterator[tuple[str, Groups, tuple[tuple[str, str], ...]]]:
    yield "area", services.everybody, (("", "all practices"),)
    if services.networks:
        yield "network", services.by_network, services.networks
    if services.places.fifths.source:
        fifths = tuple((str(at), name) for at, name in enumerate(FIFTH_NAMES, start=1))
        yield "deprivation fifth", services.by_fifth, fifths


def _offered(found: Availability, at: int) -> Row:
    counts = (found.practices, found.yes, found.no, found.unknown)
    patients = (found.patients, found.patients_yes, found.patients_unknown)
    return (
        *(int(one[at]) for one in counts),
        *(round(float(one[at])) for one in patients),
        int(found.unsized[at]),
        None,
        "",
        None,
        None,
    )


def _pooled(found: Pooled, at: int, unit: str) -> Row:
    limits = (float(part[at]) for part in (found.lower, found.upper))
    return (int(found.practices[at]), *(None,) * 7, float(found.value[at]), unit, *limits)
