"""The data dictionary: every column of the open files, what it holds and of which type. Pure.

Files, their metadata and their page are made from this, in this order.
"""

from typing import NamedTuple


class Column(NamedTuple):
    """`datatype` is a name of CSV on the Web; `required`: never empty."""

    name: str
    title: str
    words: str
    datatype: str = "string"
    required: bool = False


NOT_NAMED = "not named"
NOT_TOLD = "Not told"
TOLD = "Told"
TOLD_WITHOUT_NAMES = "Told without names and counts"

PRACTICE_CODE = Column(
    "practice_code",
    "Practice code",
    "ODS code of the practice (practices.csv says more), or “not named” where figures are told"
    " without names.",
    required=True,
)
INDICATOR_CODE = Column(
    "indicator_code", "Indicator code", "indicators.csv says what it measures.", required=True
)
FIGURES = (
    PRACTICE_CODE,
    INDICATOR_CODE,
    Column("period", "Period", "Code of the period, for example 2026-27-Q1.", required=True),
    Column("numerator", "Numerator", "As counted; indicators.csv says of what.", "double"),
    Column("denominator", "Denominator", "As counted; indicators.csv says of what.", "double"),
    Column("value", "Value", "In the unit that indicators.csv names, not rounded.", "double"),
    Column("lower", "95% interval from", "In the unit of the value.", "double"),
    Column("upper", "95% interval to", "In the unit of the value.", "double"),
    Column(
        "status",
        "Is the figure told?",
        f"“{TOLD}”; “{TOLD_WITHOUT_NAMES}”; or why there is no value, for example “Withheld”,"
        " “Not returned”, “No data”. An empty number never means zero.",
        required=True,
    ),
    Column("band", "Band", "Green, Amber or Red by the agreed levels; empty: see the next."),
    Column("why_no_band", "Why no band", "In a few words; filled exactly where band is empty."),
    Column("close", "Too close to call", "“yes”: by chance it may well belong in another band."),
    Column(
        "comparison",
        "Comparison",
        "Where the interval lies against the benchmark; another answer than the band.",
        required=True,
    ),
    Column("compared_with", "Compared with", "Name of the benchmark."),
    Column("benchmark", "Benchmark", "Its value, in the unit of the value.", "double"),
    Column("standing", "Standing", "Whether the practice verified, queried or corrected it."),
    Column("modelled", "Modelled", "“yes”: estimated by its source, not counted."),
    Column("text", "Text", "A fact in words, for example opening hours."),
    Column(
        "practice_says", "The practice says", "What it puts beside the figure, in its own words."
    ),
    Column("edition", "Edition", "Number of the edition within its period.", "integer", True),
    Column("run", "Banding run", "Number of the run that judged the figure.", "integer", True),
    Column(
        "definition_version",
        "Version of the definition",
        "By which version of the indicator's definition.",
        "integer",
        True,
    ),
)
PRACTICES = (
    Column("practice_code", "Practice code", "ODS code.", required=True),
    Column("practice_name", "Name", "As the practice was called then.", required=True),
    Column("postcode", "Postcode", "Of its main site."),
    Column("network_code", "Network code", "Of the primary care network it was in then."),
    Column("network_name", "Network", "Name of that network."),
    Column("patients", "Patients", "Registered patients at the end of the period.", "decimal"),
    Column("not_ranked_because", "Not ranked because", "Why it is unlike the others, if it is."),
    Column(
        "overall",
        "Overall",
        "Green, Amber or Red over all indicators, or why it is not told.",
        required=True,
    ),
    Column("overall_score", "Overall score", "In words; empty where it is not told."),
    Column(
        "practice_says",
        "The practice says",
        "What it says of its results as a whole, in its own words.",
    ),
)
INDICATORS = (
    Column("indicator_code", "Indicator code", "Never used for another indicator.", required=True),
    Column("indicator_name", "Name", "As on the pages.", required=True),
    Column("description", "What is measured", "In plain English."),
    Column("rationale", "Why it matters", "In plain English."),
    Column("numerator_words", "Numerator", "What is counted above the line."),
    Column("denominator_words", "Denominator", "What is counted below the line."),
    Column("unit", "Unit", "Of value, interval and benchmark."),
    Column("polarity", "Which way is good", "“high is good”, “low is good” or “no judgement”."),
    Column("kind", "Kind", "For example proportion, rate, mean, yes_no or fact."),
    Column("domain", "Domain", "The part of the scorecard it belongs to."),
    Column("weight", "Weight", "Its per cent of the domain.", "decimal"),
    Column("legend", "How it is banded", "The rule, with its levels."),
    Column("bands_agreed", "Levels agreed", "By whom, and when."),
    Column("minimum_denominator", "Smallest denominator", "Fewer are not banded.", "double"),
    Column("source", "Source", "Where the figures come from."),
    Column("evidence", "Evidence", "Guidance it rests on."),
    Column(
        "told",
        "What is told",
        "Practices by name, without names, or the whole alone.",
        "string",
        True,
    ),
    Column(
        "together",
        "All practices together",
        "What all practices add up to, in the unit, where the whole alone is told and it tells of"
        " nobody.",
        "double",
    ),
    Column("definition_version", "Version of the definition", "Counted from 1.", "integer", True),
)


def header(columns: tuple[Column, ...]) -> list[str]:
    return [one.name for one in columns]
