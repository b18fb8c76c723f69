"""One service closely: network by network and fifth by fifth, the gaps first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from indicators.selectors.definitions import data_of
from scorecard.calc.rounding import show
from scorecard.charts.words import counted
from scorecard.dashboards.offering import Availability, Groups
from scorecard.dashboards.pooled import Pooled
from scorecard.dashboards.presenters.network_lines import amount
from scorecard.dashboards.presenters.service_list import Offer, Uptake
from scorecard.dashboards.presenters.services import FIFTHS, NOT_KNOWN, Services, covered

MOST_NETWORKS = 60  # on the page; the file has all
FIFTH_NAMES = ("1, the most deprived", "2", "3", "4", "5, the least deprived")
GAP = "Gap: none"


@dataclass(frozen=True)
class GroupRow:
    """A network or a fifth; `code` is that of a network. `gap`: no practice offers it."""

    code: str
    name: str
    practices: str
    said: str
    share: str
    gap: bool


@dataclass(frozen=True)
class Detail:
    """`read` says how the words of practices were read; `more` networks are in the file only."""

    key: str
    name: str
    sentence: str
    uptake: bool
    networks: tuple[GroupRow, ...]
    more: int
    fifths: tuple[GroupRow, ...]
    read: tuple[tuple[str, str, int], ...]


def detail_of(services: Services, wanted: str) -> tuple[Detail | None, str]:
    """The service called `wanted`, else the first, and words where it is not there."""
    every: list[Offer | Uptake] = [*services.offers, *services.uptakes]
    found = {one.key: one for one in every}
    chosen = found.get(wanted) or next(iter(found.values()), None)
    said = "There is no such service on this page: the first is shown closely."
    note = said if wanted and wanted not in found else ""
    if chosen is None:
        return None, note
    if isinstance(chosen, Offer):
        return _of_offer(services, chosen), note
    return _of_uptake(services, chosen), note


def _of_offer(services: Services, offer: Offer) -> Detail:
    rows = offer_groups(services, offer)
    gaps = [row for row in rows if row.gap]
    first = (*gaps, *(row for row in rows if not row.gap))
    return Detail(
        offer.key, offer.name, _sentence(services, offer, gaps), False, first[:MOST_NETWORKS],
        max(0, len(first) - MOST_NETWORKS), offer_fifths(services, offer), offer.read,
    )  # fmt: skip


def _sentence(services: Services, offer: Offer, gaps: Sequence[GroupRow]) -> str:
    area = services.counts(offer, services.everybody, 1)
    yes, unknown = int(area.yes[0]), int(area.unknown[0])
    who = counted(int(area.practices[0]), "practice", "practices")
    said = f"Offered by {show(yes)} of {who}"
    share = covered(area, 0)
    if share not in (NOT_KNOWN, "No practice"):
        said += f", with {share.split('%')[0]}% of the registered patients"
    if unknown:
        said += f"; of {counted(unknown, 'practice', 'practices')} it is not known"
    if unsized := int(area.unsized[0]):
        said += f"; {counted(unsized, 'practice has', 'practices have')} no known list size"
    names = ", ".join(row.name for row in gaps[:5]) + (" and others" if len(gaps) > 5 else "")
    tail = f" No practice offers it in {names}." if gaps else ""
    return f"{said}.{tail}"


def offer_groups(services: Services, offer: Offer) -> tuple[GroupRow, ...]:
    """Network by network, in order of name."""
    found = services.counts(offer, services.by_network, len(services.networks))
    return tuple(
        _offered(code, name, found, at) for at, (code, name) in enumerate(services.networks)
    )


def offer_fifths(services: Services, offer: Offer) -> tuple[GroupRow, ...]:
    if not services.places.fifths.source:
        return ()
    found = services.counts(offer, services.by_fifth, FIFTHS)
    return tuple(_offered("", name, found, at) for at, name in enumerate(FIFTH_NAMES))


def _offered(code: str, name: str, found: Availability, at: int) -> GroupRow:
    yes, unknown = int(found.yes[at]), int(found.unknown[at])
    number = int(found.practices[at])
    gap = number > 0 and not yes and not unknown
    if not number:
        said = "No practice"
    elif gap:
        said = f"{GAP} of {show(number)}"
    elif not yes and unknown == number:
        said = f"Not known of any of {show(number)}"
    elif not yes:
        said = f"Perhaps a gap: not known of {show(unknown)} of {show(number)}"
    else:
        more = f", not known of {show(unknown)}" if unknown else ""
        said = f"{show(yes)} of {show(number)}{more}"
    return GroupRow(code, name, show(number), said, covered(found, at), gap)


def _of_uptake(services: Services, uptake: Uptake) -> Detail:
    definition = uptake.item.definition
    rows = uptake_groups(services, uptake)
    area = services.pooled(uptake, services.everybody, 1)
    value = float(area.value[0])
    if np.isnan(value):
        sentence = "No practice has a figure that could be added up."
    else:
        shown = amount(data_of(definition), value)
        who = counted(int(area.practices[0]), "practice", "practices")
        sentence = f"{shown} over {who} together, lowest first below."
    return Detail(
        uptake.key, definition.name, sentence, True, rows[:MOST_NETWORKS],
        max(0, len(rows) - MOST_NETWORKS), uptake_fifths(services, uptake), (),
    )  # fmt: skip


def uptake_groups(services: Services, uptake: Uptake) -> tuple[GroupRow, ...]:
    """Network by network, the lowest first, those without a figure last."""
    found = services.pooled(uptake, services.by_network, len(services.networks))
    order = np.argsort(found.value, kind="stable")
    names = [services.networks[at] for at in order]
    return tuple(_rows(uptake, found, order, names))


def uptake_fifths(services: Services, uptake: Uptake) -> tuple[GroupRow, ...]:
    if not services.places.fifths.source:
        return ()
    found = services.pooled(uptake, services.by_fifth, FIFTHS)
    names = [("", name) for name in FIFTH_NAMES]
    return tuple(_rows(uptake, found, np.arange(FIFTHS), names))


def _rows(
    uptake: Uptake, found: Pooled, order: Groups, names: Sequence[tuple[str, str]]
) -> Iterator[GroupRow]:
    data = data_of(uptake.item.definition)
    for at, (code, name) in zip(order, names, strict=True):
        value, low, high = (float(part[at]) for part in (found.value, found.lower, found.upper))
        said = "No figure" if np.isnan(value) else amount(data, value)
        limits = "" if np.isnan(low) else f"{amount(data, low)} to {amount(data, high)}"
        yield GroupRow(code, name, show(int(found.practices[at])), said, limits, False)
