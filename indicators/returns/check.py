"""A file from its bytes to the report on it: the whole check in one call."""

from dataclasses import asdict, dataclass
from typing import Any

from indicators.returns.due import DueReturn
from indicators.returns.figures import ReturnedFigure
from indicators.returns.formats import read_sheets
from indicators.returns.parsing import parse
from indicators.returns.patients import refuse_patient_data
from indicators.returns.plausibility import second_look
from indicators.returns.problems import Problem
from indicators.returns.validation import validate


@dataclass(frozen=True)
class Report:
    """`rows` were read; `figures` are good; `missing` are due and not in the file."""

    rows: int
    figures: tuple[ReturnedFigure, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()

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
        )


def check_return(content: bytes, name: str, due: DueReturn) -> Report:
    """Read a return file against what is due. Raises FileRefused (PatientDataFound)."""
    sheets = read_sheets(content, name)
    asked = refuse_patient_data(sheets)
    parsed = parse(sheets)
    validated = validate(parsed, due)
    looks = second_look(validated.figures, parsed, due)
    return Report(
        rows=len(parsed.rows),
        figures=validated.figures,
        problems=validated.problems,
        warnings=(*parsed.warnings, *asked, *validated.warnings, *looks),
        missing=validated.missing,
    )
