"""A practice's page in easy read: short sentences, one idea each.

It is made from the page itself (`publication.presenters.pages.practice_page`) and from nothing
else, so it tells nothing that the page does not.
"""

from dataclasses import dataclass
from typing import Any

from scorecard.calc.types import Band
from scorecard.ui.words import band_words

Json = dict[str, Any]


@dataclass(frozen=True)
class EasyPart:
    """A heading, a sentence that explains it, and its measures; `band` is its shape and word."""

    heading: str
    explained: str
    band: Band
    lines: tuple[Json, ...]
    nothing: str


PARTS = (
    (Band.GREEN, "What goes well", "Green means good.", "There is nothing green."),
    (
        Band.AMBER,
        "What is in between",
        "Amber means not bad and not yet good.",
        "There is nothing amber.",
    ),
    (
        Band.RED,
        "What needs to get better",
        "Red means it needs attention.",
        "There is nothing red.",
    ),
)
UNKNOWN = "No colour means we cannot say. It does not mean bad."


def easy_read(page: Json) -> Json:
    """`facts` as (name, value), `parts` by band, and `unknown`: measures without one, with why."""
    lines = [line for domain in page["domains"] for line in domain["lines"]]
    return {
        "name": page["practice"]["name"],
        "area": page["area"],
        "period": page["period"],
        "facts": _facts(page),
        "overall": page["overall"] if page["tells_scores"] else None,
        "overall_means": overall_means(page["overall"]),
        "says": page["says"],
        "parts": [
            EasyPart(heading, explained, band, _of(lines, band), nothing)
            for band, heading, explained, nothing in PARTS
        ],
        "unknown": [
            {"line": line, "why": band_words(Band.NONE, line["no_band"]).public}
            for line in _of(lines, Band.NONE)
        ],
        "unknown_means": UNKNOWN,
    }


def overall_means(overall: Json | None) -> str:
    if overall is None:
        return ""
    means = {band_words(band).word: explained for band, _, explained, _ in PARTS}
    return means.get(overall["word"], "We know too little to say.")


def _facts(page: Json) -> list[tuple[str, str]]:
    practice = page["practice"]
    own = [("Postcode", practice["postcode"]), ("Number of patients", practice["patients"])]
    told = [
        (line["name"], line["value"]) for line in page["facts"] if not line["standing"]["words"]
    ]
    return [(name, value) for name, value in own + told if value]


def _of(lines: list[Json], band: Band) -> tuple[Json, ...]:
    return tuple(line for line in lines if line["band"] == band)
