"""One JSON line per figure."""

import json
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """`ratio` is a plain number, in `unit`; it should stay at or below `limit` (None: no limit)."""

    name: str
    ratio: float
    unit: str
    limit: float | None
    detail: dict[str, object] = field(default_factory=dict)

    @property
    def within(self) -> bool:
        return self.limit is None or self.ratio <= self.limit

    def line(self) -> str:
        return json.dumps(
            {
                "figure": self.name,
                "ratio": round(self.ratio, 3),
                "unit": self.unit,
                "limit": self.limit,
                "within": self.within,
                **self.detail,
            }
        )


def report(name: str, ratio: float, unit: str, limit: float | None, **detail: object) -> Figure:
    """Print a figure as one JSON line and return it.

    >>> report("queries of the grid", 5 / 6, "of the 6 allowed", 1, queries=5).within
    {"figure": "queries of the grid", "ratio": 0.833, "unit": "of the 6 allowed", ...}
    True
    """
    figure = Figure(name, ratio, unit, limit, detail)
    print(figure.line(), flush=True)
    return figure
