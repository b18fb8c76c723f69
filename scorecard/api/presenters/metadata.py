"""CSV on the Web: what the three files of an edition hold, for programs (W3C tabular metadata)."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from scorecard.api import dictionary, licence
from scorecard.api.addresses import edition_page
from scorecard.api.dictionary import Column
from scorecard.publication.lifecycle import Step
from scorecard.publication.presenters.notice_of_change import changed_text
from scorecard.publication.selectors.public import corrected_in, correction_of

Json = dict[str, Any]
# Rows that are told without names have no practice to refer to.
_TABLES = (
    ("figures.csv", dictionary.FIGURES, None, "One row for each practice and indicator."),
    ("practices.csv", dictionary.PRACTICES, "practice_code", "One row for each practice."),
    ("indicators.csv", dictionary.INDICATORS, "indicator_code", "One row for each indicator."),
)


def metadata(edition: Any, base: str) -> Json:
    """`base`: scheme and host of the site."""
    words = edition.words
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"language": "en"}],
        "dc:title": f"{words['area']}: {edition.title} ({words['scorecard']})",
        "dc:description": edition.introduction or words["scorecard"],
        "dc:publisher": settings.DEPLOYER_NAME,
        "dc:source": f"{words['scorecard']}, version {words['version']}; {words['period']};"
        f" banded on {words['banded_on']}",
        "dc:license": licence.address() or licence.name(),
        "dc:rights": licence.name(),
        "dc:issued": edition.published_at.date().isoformat(),
        "dc:identifier": edition_page(edition, base),
        "notes": _notes(edition),
        "tables": [_table(*one) for one in _TABLES],
    }


def _notes(edition: Any) -> list[Json]:
    """What a reader has to know of all files."""
    said = (
        edition.words.get("small_numbers", ""),
        edition.words.get("overall_rule", ""),
        "An empty number is never zero: the column status says why it is empty.",
        _corrects(edition),
        _corrected(edition),
    )
    return [{"dc:description": one} for one in said if one]


def _corrects(edition: Any) -> str:
    old = corrected_in(edition)
    if old is None:
        return ""
    return f"Corrects edition {old.number}: {edition.reason} {changed_text(edition)}".rstrip()


def _corrected(edition: Any) -> str:
    if edition.state != Step.CORRECTED:
        return ""
    day, later = edition.ended_at.date().isoformat(), correction_of(edition)
    by = f" by edition {later.number}" if later else ""
    return f"This edition was corrected on {day}{by}: {edition.ended_note}"


def _table(url: str, columns: Sequence[Column], key: str | None, words: str) -> Json:
    schema: Json = {"columns": [_column(one) for one in columns]}
    if key:
        schema["primaryKey"] = key
    else:
        reference = {"resource": "indicators.csv", "columnReference": "indicator_code"}
        schema["foreignKeys"] = [{"columnReference": "indicator_code", "reference": reference}]
    return {"url": url, "dc:description": words, "tableSchema": schema}


def _column(column: Column) -> Json:
    return {
        "name": column.name,
        "titles": [column.name, column.title],
        "dc:description": column.words,
        "datatype": column.datatype,
        "required": column.required,
    }
