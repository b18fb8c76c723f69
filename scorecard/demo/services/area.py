"""One area of the demo while it is being written, and the names of what is in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from indicators.catalogue import CatalogueItem
from indicators.models import Definition, Period
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.cards.models import CardRun, CardVersion
from scorecard.demo.figures import DemoFigure, is_due
from scorecard.demo.quarters import Quarter
from scorecard.demo.services.organisations import Places
from scorecard.demo.services.people import Staff
from scorecard.demo.world import DemoArea


@dataclass
class Area:
    """What was planned (`demo`) beside what was written so far."""

    demo: DemoArea
    places: Places
    staff: Staff
    version: CardVersion
    definitions: dict[str, Definition]
    periods: dict[int, Period] = field(default_factory=dict)
    runs: dict[int, CardRun] = field(default_factory=dict)

    def who(self, role: Role, organisation: str = "") -> User:
        """The account with a role in the commissioner, or in the organisation named by code."""
        return self.staff[organisation or self.places.commissioner.code, role]

    def items_due(self, quarter: Quarter) -> list[CatalogueItem]:
        """What practices are asked for in the return of a quarter."""
        return [
            item
            for item in self.demo.catalogue.items
            if item.data.supplied_by == "practice" and is_due(item, quarter)
        ]

    def figures_of(self, quarter: Quarter, *, returned: bool) -> Iterator[DemoFigure]:
        """The figures of a quarter that came in returns, or those that came otherwise."""
        for figure in self.demo.figures:
            in_return = figure.supplied_by == "practice" and quarter.has_returns
            if figure.quarter == quarter.index and in_return == returned:
                yield figure
