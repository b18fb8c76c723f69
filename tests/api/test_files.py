"""Open data of an edition: long, described column by column, and hidden where it must be."""

import json

import pytest

from scorecard.api import dictionary
from scorecard.publication.levels import OPEN, Audience, Detail, Levels
from scorecard.publication.selectors.told import Told
from scorecard.publication.selectors.told_rows import ROW
from scorecard.publication.services import editions
from tests.api.conftest import at, table, text_of
from tests.areas import NOW
from tests.editions import DAY, draft, publish

FILES = ("figures.csv", "practices.csv", "indicators.csv", "figures.csv-metadata.json")
THREE_WAYS = Levels(
    OPEN.table,
    {
        "ACC02": {Audience.PUBLIC: Detail.ANONYMISED},
        "VFM01": {Audience.PUBLIC: Detail.AGGREGATE},
        "FAC01": {Audience.PUBLIC: Detail.NOTHING},
    },
)


def test_a_row_names_edition_run_and_version(client, edition, area):
    rows = table(client, at(edition, "figures.csv"))
    assert len(rows) == 12
    first = next(one for one in rows if one["practice_code"] == area.practices[0].code)
    assert (first["indicator_code"], first["period"]) == ("ACC01", "2026-27-Q1")
    assert (first["numerator"], first["value"], first["band"]) == ("90.0", "90.0", "Green")
    assert (first["edition"], first["run"]) == ("1", str(edition.card_run.run_id))
    assert (first["definition_version"], first["status"]) == ("1", "Told")


def test_what_is_hidden_reads_as_hidden(client, edition, area):
    rows = table(client, at(edition, "figures.csv"))
    hidden = next(one for one in rows if one["practice_code"] == area.practices[1].code)
    assert (hidden["status"], hidden["why_no_band"]) == ("Withheld", "Withheld")
    assert hidden["numerator"] == hidden["value"] == hidden["lower"] == hidden["band"] == ""
    assert all(one["status"] for one in rows)
    assert all(bool(one["band"]) != bool(one["why_no_band"]) for one in rows)


def test_a_fact_never_becomes_a_formula(client, edition):
    rows = table(client, at(edition, "figures.csv"))
    assert [one["text"] for one in rows if one["text"]] == ["'=cmd() 8 to 6"]


def test_each_indicator_as_its_level_says(client, area, analyst, lead):
    edition = publish(draft(area.band(), analyst, levels=THREE_WAYS), analyst, lead)
    rows = table(client, at(edition, "figures.csv"))
    assert {one["indicator_code"] for one in rows} == {"ACC01", "ACC02"}
    nameless = [one for one in rows if one["indicator_code"] == "ACC02"]
    assert {one["practice_code"] for one in nameless} == {"not named"}
    assert {one["numerator"] + one["lower"] for one in nameless} == {""}
    assert "Told without names and counts" in {one["status"] for one in nameless}
    told = {one["indicator_code"]: one["told"] for one in table(client, at(edition, FILES[2]))}
    assert told == {
        "ACC01": "every practice by name",
        "ACC02": "every practice, without names",
        "VFM01": "the area as a whole",
    }
    assert {one["overall_score"] for one in table(client, at(edition, FILES[1]))} == {""}


@pytest.mark.parametrize("levels", [OPEN, THREE_WAYS])
@pytest.mark.parametrize("audience", list(Audience))
def test_a_plain_row_says_what_a_figure_says(area, analyst, levels, audience):
    edition = draft(area.band(), analyst, levels=levels)
    told = Told(edition, audience, area.practices[0])
    same = ("numerator", "denominator", "value", "lower", "upper", "band", "no_band", "comparison")
    same = (*same, "modelled", "text")
    for item in told.indicators:
        plain = [
            (practice, *(row[ROW.index(name)] for name in (*same, "close", "standing")))
            for practice, row in told.rows(item)
        ]
        assert plain == [
            (
                one.practice,
                *(getattr(one.outcome, name) for name in same),
                one.close,
                one.standing.kind.value,
            )
            for one in told.of_indicator(item)
        ]


def test_practices_with_what_may_be_told_of_the_whole(client, edition, area):
    rows = table(client, at(edition, "practices.csv"))
    assert [one["practice_name"] for one in rows] == ["Practice 1", "Practice 2", "Practice 3"]
    assert rows[0]["network_code"] == area.network.code
    assert all(one["overall"] for one in rows)


def test_where_the_whole_is_not_told_neither_is_the_overall_band(client, area, analyst, lead):
    only = Levels(
        {**OPEN.table, Audience.PUBLIC: Detail.AGGREGATE},
        {"ACC01": {Audience.PUBLIC: Detail.NAMED}},
    )
    edition = publish(draft(area.band(), analyst, levels=only), analyst, lead)
    rows = table(client, at(edition, "practices.csv"))
    assert {(one["overall"], one["overall_score"]) for one in rows} == {("Not told", "")}


def test_the_metadata_describe_every_column_of_every_file(client, edition):
    said = json.loads(client.get(at(edition, FILES[3])).content)
    assert said["@context"][0] == "http://www.w3.org/ns/csvw"
    for one in said["tables"]:
        columns = one["tableSchema"]["columns"]
        rows = table(client, at(edition, one["url"]))
        assert list(rows[0]) == [column["name"] for column in columns]
        assert all(column["dc:description"] for column in columns)
        for column in columns:
            _check(column, [row[column["name"]] for row in rows])
    assert "licence" in said["dc:rights"].lower() and "banded on" in said["dc:source"]
    assert "withheld so that nobody" in str(said["notes"])


def _check(column, values):
    reads = {"double": float, "decimal": float, "integer": int, "string": str}
    for value in values:
        assert value or not column["required"], column["name"]
        if value:
            reads[column["datatype"]](value)


def test_the_dictionary_has_each_column_once():
    for columns in (dictionary.FIGURES, dictionary.PRACTICES, dictionary.INDICATORS):
        names = dictionary.header(columns)
        assert len(names) == len(set(names))


@pytest.mark.parametrize("name", FILES)
def test_a_reader_who_has_the_file_is_told_so(client, edition, name):
    first = client.get(at(edition, name))
    text_of(first)
    assert first["Cache-Control"] == "public, no-cache"
    assert first["ETag"].startswith('"') and first["Last-Modified"]
    again = client.get(at(edition, name), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", FILES)
def test_a_withdrawn_edition_says_why_and_gives_nothing(client, edition, lead, name):
    tag = client.get(at(edition, name))["ETag"]
    editions.withdraw(edition=edition, reason="Two were mixed up.", by=lead, at=NOW + 3 * DAY)
    answer = client.get(at(edition, name), headers={"If-None-Match": tag})
    assert answer.status_code == 410
    assert "Two were mixed up." in answer.content.decode()
    assert "ACC01" not in answer.content.decode()


def test_a_corrected_edition_keeps_its_files(client, edition, area, analyst, lead):
    second = draft(area.band(), analyst, corrects=edition, reason="A count was mended.")
    publish(second, analyst, lead)
    assert table(client, at(edition, "figures.csv"))[0]["edition"] == "1"
    assert table(client, at(second, "figures.csv"))[0]["edition"] == "2"
    said = json.loads(client.get(at(second, FILES[3])).content)
    assert "A count was mended." in str(said["notes"])


@pytest.mark.parametrize("number", ["0", "2", "999999999999999999999999"])
def test_nothing_is_found_at_a_number_that_is_none(client, edition, number):
    address = at(edition, "figures.csv").replace("/1/", f"/{number}/")
    assert client.get(address).status_code == 404
