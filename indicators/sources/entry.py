"""What is done with somebody's file in the child process that reads it: plain data in and out.

Each function is called as `function(content, progress, **arguments)`; see
`indicators.services.reading`. Pure.
"""

from contextlib import suppress
from typing import Any

from indicators.returns.containers import check_kind
from indicators.returns.problems import FileRefused
from indicators.returns.steps import Step
from indicators.sources.columns import STATE_NAMES, Figures
from indicators.sources.guessing import Told, fits, guess
from indicators.sources.outcomes import summary
from indicators.sources.parsing import parse_figures
from indicators.sources.patients import refuse_patients
from indicators.sources.profiles import Profile, names, parsed, text_of
from indicators.sources.tables import FileNotRead, read_table
from indicators.sources.workbooks import WorkbookRefused

PREVIEWED = 10


def examine(content: bytes, progress: Step, *, name: str, toml: str) -> dict[str, Any]:
    """Raise FileRefused for what is no table and for patients' data; else rows to ask about.

    `toml` is the layout by which the file is to be read, where it is known.
    """
    progress(0, 1, "Looking for patients' data")
    check_kind(content, name)
    profile = parsed("profile", toml) if toml else None
    asked = refuse_patients(content, profile if _is_shipped(toml) else None)
    if profile:
        _try_to_read(content, profile, name)
    return {"asked": asked}


def _is_shipped(toml: str) -> bool:
    """Only a layout that came with the product may say where ten digits are telephones."""
    return any(toml == text_of(name) for name in names())


def _try_to_read(content: bytes, profile: Profile, name: str) -> None:
    """Under the limits of the child: what takes too much here is never read by the worker."""
    # The worker finds a FileNotRead again, and says so with all that it knows.
    with suppress(FileNotRead):
        read_table(content, profile, name)


def look(
    content: bytes,
    progress: Step,
    *,
    name: str,
    known: dict[str, str],
    told: dict[str, Any],
    codes: list[str],
) -> dict[str, Any]:
    """How a file that nobody knows seems to be laid out, and which `known` profiles fit it.

    `known` are texts of profiles by name, `told` is what somebody said of the file, `codes` are
    those of the commissioner's indicators. Raises FileRefused.
    """
    progress(0, 1, "Looking at the first rows")
    try:
        found = guess(content, name, Told(**told), codes)
    except WorkbookRefused as error:
        raise FileRefused(str(error).capitalize(), "") from error
    if not found.rows:
        raise FileRefused("The file has no rows.", "Download it again, or choose another one.")
    fitting = [one for one, toml in known.items() if fits(found.headings, parsed(one, toml))]
    return {"guess": found.as_json(), "fits": fitting}


def preview(content: bytes, progress: Step, *, name: str, toml: str, period: str) -> dict[str, Any]:
    """The first figures that a profile would read, and what it would refuse. Raises FileRefused."""
    progress(0, 1, "Reading the file")
    try:
        found = parse_figures(content, parsed("profile", toml), name, period)
    except FileNotRead as error:
        raise FileRefused(str(error), "Correct the answers below and look again.") from error
    return {
        "read": found.rows_read,
        "figures": len(found.figures),
        "first": _first(found.figures),
        **summary(found.notices),
        "columns": found.used,
    }


def _first(figures: Figures) -> list[dict[str, Any]]:
    kept = figures.where(figures.row >= 0)
    return [
        {
            "row": int(kept.row[at]),
            "practice": str(kept.practice[at]),
            "indicator": str(kept.indicator[at]),
            "period": str(kept.period[at]),
            "state": STATE_NAMES[kept.state[at]],
            "numerator": _number(kept.numerator[at]),
            "denominator": _number(kept.denominator[at]),
            "value": _number(kept.value[at]),
        }
        for at in range(min(PREVIEWED, len(kept)))
    ]


def _number(number: float) -> float | None:
    return None if number != number else float(number)
