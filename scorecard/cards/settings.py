"""The settings of a scorecard version as plain data, and what can be wrong with them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """How a version is banded and what it is for; `minimum_coverage` is a share, 0 to 1."""

    minimum_coverage: float
    green_from: float
    red_below: float
    overall_by: str
    reds_amber_from: int | None
    reds_red_from: int | None
    band_points: tuple[float, float, float]
    purposes: tuple[str, ...] = ()


def problems(settings: Settings) -> dict[str, list[str]]:
    """Sentences by field; empty when nothing is wrong."""
    found: dict[str, list[str]] = {}
    if settings.red_below > settings.green_from:
        found["red_below"] = [
            f"Red must not begin above green: green is from {settings.green_from:g}, so red is"
            f" below {settings.green_from:g} or less."
        ]
    if settings.overall_by != "score":
        found |= _reds(settings.reds_amber_from, settings.reds_red_from)
    red, amber, green = settings.band_points
    if not 0 <= red <= amber <= green or not green > 0:
        found["band_points"] = [
            "The points must rise from red over amber to green, and green be above 0, for example"
            f" 0, 1 and 2. They are {red:g}, {amber:g} and {green:g}."
        ]
    return found


def _reds(amber: int | None, red: int | None) -> dict[str, list[str]]:
    needed = "Reds are counted, so say from how many a practice is {}, for example {}."
    found = {}
    if amber is None:
        found["reds_amber_from"] = [needed.format("amber", 3)]
    if red is None:
        found["reds_red_from"] = [needed.format("red", 6)]
    if amber is not None and red is not None and red < amber:
        found["reds_red_from"] = [
            f"Red must not begin before amber: amber is from {amber} reds, so red is from"
            f" {amber} or more."
        ]
    return found
