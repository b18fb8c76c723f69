"""What the pages of this app show."""

from collections.abc import Iterable
from dataclasses import dataclass

from practices.models import Membership


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation somebody works in: its page, its name and their roles there."""

    url: str
    name: str
    roles: tuple[str, ...]


def places(memberships: Iterable[Membership]) -> list[Place]:
    """One per organisation, in order of name, however many roles somebody has in it."""
    found: dict[str, Place] = {}
    for membership in memberships:
        url, name = _address(membership), membership.organisation.name
        before = found[url].roles if url in found else ()
        found[url] = Place(url, name, (*before, membership.role))
    return sorted(found.values(), key=lambda place: place.name)


def _address(membership: Membership) -> str:
    """By path: the pages belong to apps above this one."""
    kinds = {"area": membership.commissioner, "network": membership.network}
    kind = next((kind for kind, organisation in kinds.items() if organisation), "practice")
    return f"/{kind}/{membership.organisation.code}/"
