"""What `Told` answers with beside figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from scorecard.publication.models import EditionIndicator

# Of one or two practices without names each is known, or knows the other.
FEWEST_BEHIND = 3


@dataclass(frozen=True)
class BesideTold:
    """With what one figure can be put beside, in its unit; None where not known or not told."""

    similar: float | None = None
    area: float | None = None
    england: float | None = None
    england_of: str = ""


class Hidden(list[EditionIndicator]):
    """What is not told of one practice; `small` is what is not told to anybody, since a band would
    bound a count that is too small."""

    def __init__(self, levelled: Iterable[EditionIndicator] = ()) -> None:
        super().__init__(levelled)
        self.small: list[EditionIndicator] = []
