"""Keeping what files say of practices: who closed and who followed, details, networks by name.

Only the commissioner's own practices are changed; a file that names others leaves them alone.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from indicators.services.areas import File
from indicators.services.bringing import Brought, Keep, Whose
from indicators.sources.listing import ParsedDetails, parse_details
from indicators.sources.notices import Found
from indicators.sources.registers import Named, Succession, parse_names, parse_successions
from practices.models import CommissionerLink, Network, NetworkLink, Practice
from practices.selectors import commissioner_of, networks_of
from practices.services.details import update_details
from practices.services.organisations import add_network, close_practice
from practices.services.placing import place_all


def bring_successions(file: File, whose: Whose) -> Brought:
    """Close practices that have followers, and those without, on the day after their last list."""
    found, notices = parse_successions(file.content, file.profile, file.name)
    brought, here = Brought("closures and successors", notices=notices), whose.practices()
    placed = _placed_on(here.values())
    for one in _known(found, here, brought):
        practice, successor = here[one.practice], _successor(one, brought)
        if practice.closed_on:
            _follow(practice, successor, one, brought, whose)
        elif placed.get(practice.pk, one.closed_on) >= one.closed_on:
            said = f"{one.practice} has its last list before {one.closed_on:%B %Y}."
            brought.tell(Found.PLACED_LATER, said, one.row)
        else:
            _close(practice, one.closed_on, successor, brought, whose)
    return brought


def bring_closures(file: File, whose: Whose) -> Brought:
    """Close on the day given what is open here; without a day, only say which these are."""
    found, notices = parse_names(file.content, file.profile, file.name, "closures")
    brought, here = Brought("closures", notices=notices), whose.practices()
    placed = _placed_on(here.values())
    for one in _known(found, here, brought):
        practice = here[one.practice]
        if practice.closed_on:
            brought.counts["unchanged"] += 1
        elif whose.day is None:
            brought.tell(Found.STILL_OPEN, f"{one.practice} {one.name}.", one.row)
        elif placed.get(practice.pk, whose.day) >= whose.day:
            brought.tell(Found.PLACED_LATER, f"{one.practice} {one.name}.", one.row)
        else:
            _close(practice, whose.day, None, brought, whose)
    return brought


def bring_details(file: File, whose: Whose) -> Brought:
    """Postcodes, opening and closing days of practices that are known."""
    found, notices = parse_details(file.content, file.profile, file.name)
    brought, here = Brought("details of practices", notices=notices), whose.practices()
    placed = _placed_on(here.values())
    brought.counts["of others"] += len(set(found) - set(here))
    for code in sorted(set(found) & set(here)):
        practice, more = here[code], found[code]
        changed = _update(practice, more, brought, whose)
        # The register gives the last day; ours is the first day without patients.
        closed_on = more.closed_on + dt.timedelta(days=1) if more.closed_on else None
        if closed_on is None or closed_on == practice.closed_on:
            brought.counts["changed" if changed else "unchanged"] += 1
        elif placed.get(practice.pk, closed_on) >= closed_on:
            brought.tell(Found.CLOSED_IN_DETAILS, f"{code} closed on {more.closed_on}.")
        else:
            _close(practice, closed_on, practice.successor, brought, whose)
    return brought


def bring_networks(file: File, whose: Whose) -> Brought:
    """Place practices in the networks that the file names, from the day given."""
    if whose.day is None:
        raise ValidationError("Give the day from which the practices are in these networks.")
    found, notices = parse_names(file.content, file.profile, file.name, "networks")
    brought, here = Brought("places in networks", notices=notices), whose.practices()
    networks = {one.name.casefold(): one for one in networks_of(whose.commissioner)}
    later = _in_networks_since(here.values(), whose.day)
    wanted: dict[Practice, Network] = {}
    for one in _known(found, here, brought):
        practice = here[one.practice]
        if practice.pk in later:
            said = f"{one.practice} is in {later[practice.pk]} since {whose.day} or later."
            brought.tell(Found.HELD_OTHERWISE, said, one.row)
            continue
        key = one.name.casefold()
        if key not in networks:
            networks[key] = _network(one, practice, brought, whose)
        wanted[practice] = networks[key]
    for how, number in place_all("network", wanted, whose.day)._asdict().items():
        brought.counts[how] += number
    return brought


def _known(found: Iterable[Any], here: Mapping[str, Practice], brought: Brought) -> list[Any]:
    listed = list(found)
    kept = [one for one in listed if one.practice in here]
    brought.counts["of others"] += len(listed) - len(kept)
    return kept


def _placed_on(practices: Iterable[Practice]) -> dict[int, dt.date]:
    """The day from which each practice has its newest place; who closes before it contradicts."""
    links = CommissionerLink.objects.filter(practice__in=[one.pk for one in practices])
    return dict(links.order_by("starts_on").values_list("practice_id", "starts_on"))


def _successor(one: Succession, brought: Brought) -> Practice | None:
    found = Practice.objects.filter(code=one.successor).first() if one.successor else None
    if one.successor and found is None:
        said = f"{one.practice} was followed by {one.successor}."
        brought.tell(Found.NO_SUCCESSOR, said, one.row)
    return found


def _follow(
    practice: Practice, successor: Practice | None, one: Succession, brought: Brought, whose: Whose
) -> None:
    """A practice that has closed here keeps its day; it only gets the successor it lacks."""
    if successor is None or practice.successor_id == successor.pk:
        brought.counts["unchanged"] += 1
    elif practice.successor is not None:
        said = f"{practice.code} was followed by {practice.successor.code}, not {successor.code}."
        brought.tell(Found.HELD_OTHERWISE, said, one.row)
    elif practice.closed_on:
        _close(practice, practice.closed_on, successor, brought, whose)


def _close(
    practice: Practice, day: dt.date, successor: Practice | None, brought: Brought, whose: Whose
) -> None:
    close_practice(practice=practice, closed_on=day, successor=successor, by=whose.by, at=whose.at)
    brought.counts["closed"] += 1
    brought.counts["with a successor"] += successor is not None


def _update(practice: Practice, more: ParsedDetails, brought: Brought, whose: Whose) -> bool:
    try:
        return update_details(
            practice=practice,
            postcode=more.postcode,
            opened_on=more.opened_on,
            by=whose.by,
            at=whose.at,
        )
    except ValidationError as error:
        practice.refresh_from_db()
        brought.tell(Found.HELD_OTHERWISE, f"{practice.code}: {' '.join(error.messages)}")
        return False


def _in_networks_since(practices: Iterable[Practice], day: dt.date) -> dict[int, str]:
    links = NetworkLink.objects.filter(
        practice__in=[one.pk for one in practices], starts_on__gte=day
    ).select_related("network")
    return {link.practice_id: link.network.name for link in links}


def _network(one: Named, practice: Practice, brought: Brought, whose: Whose) -> Network:
    """A new network; its code is made from its name, so that the next file finds it again."""
    owner = commissioner_of(practice, whose.day or whose.at.date()) or whose.commissioner
    made = hashlib.sha256(f"{owner.code} {one.name.casefold()}".encode()).hexdigest()[:8].upper()
    brought.tell(Found.NEW_NETWORK, f"{one.name}: N{made}.", one.row)
    return add_network(code=f"N{made}", name=one.name, commissioner=owner, by=whose.by, at=whose.at)


KEEPS: dict[str, Keep] = {
    "details": bring_details,
    "networks": bring_networks,
    "successions": bring_successions,
    "closures": bring_closures,
}
