"""How a module of this folder says which pages it opens."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from tests.areas import Area

AREA = "Z01"
ONE = "Z01001"
QUARTER = "2026-27-Q1"
PUBLIC = "public"

# A part of an address: as it stands, or asked of the area when that is there.
Argument = str | Callable[[Area], object]


@dataclass(frozen=True)
class Opened:
    """One page: the name of its address, what fills the address, and what stands after "?"."""

    name: str
    arguments: tuple[Argument, ...] = ()
    query: Argument = ""

    def address(self, area: Area) -> str:
        path = reverse(self.name, args=[_filled(one, area) for one in self.arguments])
        query = _filled(self.query, area)
        return f"{path}?{query}" if query else path


def _filled(argument: Argument, area: Area) -> object:
    return argument(area) if callable(argument) else argument


def page(name: str, *arguments: Argument, query: Argument = "") -> Opened:
    return Opened(name, arguments, query)


Pages = Mapping[str, Sequence[Opened]]


def in_parts(pages: Sequence[Opened], most: int) -> Iterator[Sequence[Opened]]:
    """Few enough pages for one test, so that no worker is left with a long one at the end."""
    for start in range(0, len(pages), most):
        yield pages[start : start + most]
