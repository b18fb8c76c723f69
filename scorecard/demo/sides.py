"""What practices of the demo put beside their results before these are published. Pure."""

from collections.abc import Sequence
from typing import NamedTuple


class DemoSide(NamedTuple):
    """`indicator` is empty for the results as a whole; `declined` says why it is not shown, and is
    empty where it is."""

    practice: str
    indicator: str
    text: str
    declined: str = ""


# By the practice's position.
_PLANS: tuple[tuple[int, str, str, str], ...] = (
    (
        0,
        "",
        "We moved into a new building in the middle of this quarter. For two weeks we could offer "
        "fewer appointments than usual; since then there are more of them than before.",
        "",
    ),
    (
        0,
        "ACC03",
        "Three people now answer the telephone from eight to ten, when most patients ring.",
        "",
    ),
    (
        2,
        "ACC03",
        "Our telephones were out of order for nine days. The supplier has been changed.",
        "",
    ),
    (
        3,
        "CAP02",
        "Our only practice nurse was off sick for seven weeks.",
        "Where there is one nurse, everybody knows who was ill. Please say it without the post.",
    ),
)


def make(codes: Sequence[str]) -> tuple[DemoSide, ...]:
    """Those of a commissioner whose practices are `codes`."""
    return tuple(DemoSide(codes[place], *rest) for place, *rest in _PLANS)
