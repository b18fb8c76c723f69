"""What the check of a return file found."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from indicators.returns.figures import ReturnedFigure
from indicators.returns.problems import Problem


@dataclass(frozen=True)
class Report:
    """`rows` were read; `figures` are good; `missing` are due and not in the file.

    `cells` are the good rows as they were written: (heading, text) pairs by the row's number.
    """

    rows: int
    figures: tuple[ReturnedFigure, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()
    cells: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @property
    def blocked(self) -> bool:
        """Whether not even the good rows may be kept."""
        return any(problem.blocks for problem in self.problems)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Report":
        return cls(
            rows=data.get("rows", 0),
            figures=tuple(ReturnedFigure(**figure) for figure in data.get("figures", ())),
            problems=tuple(Problem(**problem) for problem in data.get("problems", ())),
            warnings=tuple(Problem(**warning) for warning in data.get("warnings", ())),
            missing=tuple(data.get("missing", ())),
            cells={row: tuple(map(tuple, of)) for row, of in data.get("cells", {}).items()},
        )
