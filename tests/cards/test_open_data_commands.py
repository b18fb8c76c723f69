"""From the shell: start a scorecard, band, export, and what is said when a step is missing."""

import csv as csv_module
import io

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from scorecard.cards.models import Scorecard
from tests.sources.files import csv
from tests.sources.geography import geography

pytestmark = pytest.mark.django_db

WHERE = ("--commissioner", "QZ1")
PERIOD = ("--period", "2023-24")


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def figures(tmp_path):
    geography()
    run("start_scorecard", "open-data", *WHERE, "--live")
    path = tmp_path / "vaccines.csv"
    path.write_bytes(csv("Practice code,perc_achievement", "Z10001,89.95", "Z10002,:"))
    run("import_figures", "qof-vaccine", str(path), *WHERE, *PERIOD)


@pytest.fixture
def banded(figures):
    return run("band", *WHERE, *PERIOD)


def test_a_scorecard_starts_once_under_each_name():
    geography()
    assert "36 indicators, a draft" in run("start_scorecard", "open-data", *WHERE)
    with pytest.raises(CommandError, match="already has a scorecard"):
        run("start_scorecard", "open-data", *WHERE)
    assert Scorecard.objects.count() == 1
    run("start_scorecard", "open-data", "--name", "Another year", *WHERE)
    assert Scorecard.objects.filter(name="Another year").exists()


def test_an_unknown_catalogue_names_those_there_are():
    geography()
    with pytest.raises(CommandError, match=r"There are: .*open-data"):
        run("start_scorecard", "opendata", *WHERE)


def test_banding_counts_bands_and_reasons(banded):
    assert "amber: 1" in banded
    assert "no_data: " in banded


def test_banding_needs_a_live_scorecard_and_a_period_with_figures(figures):
    with pytest.raises(CommandError, match=r"holds nothing for 2024-25. Its periods are: 2023-24"):
        run("band", *WHERE, "--period", "2024-25")
    with pytest.raises(CommandError, match="no live scorecard"):
        run("band", "--commissioner", "QZ2", *PERIOD)


def export(tmp_path, form="csv"):
    path = tmp_path / f"results.{form}"
    run("export_results", *WHERE, *PERIOD, "--format", form, "--output", str(path))
    return path


def test_the_export_leads_from_the_band_to_the_row_of_the_file(banded, tmp_path):
    with export(tmp_path).open(encoding="utf-8-sig", newline="") as file:
        rows = [r for r in csv_module.DictReader(file) if r["indicator"] == "VACC"]
    first, second, third = rows
    assert (first["practice code"], first["network code"]) == ("Z10001", "U1")
    assert (first["value as shown"], first["value"], first["band"]) == ("89.95%", "89.95", "Amber")
    assert (first["source file"], first["row"]) == ("vaccines.csv", "2")
    assert (second["value"], second["band"], second["why no band"]) == ("", "", "No data")
    assert (second["row"], third["row"]) == ("3", "")


def test_the_same_rows_as_a_spreadsheet(banded, tmp_path):
    book = openpyxl.load_workbook(export(tmp_path, "xlsx"), read_only=True)
    rows = list(book.active.iter_rows(values_only=True))
    book.close()
    assert len(rows) == 1 + 3 * 36
    assert rows[0][0] == "practice code"


def test_an_export_before_banding_says_what_to_do(figures):
    with pytest.raises(CommandError, match="Run band first"):
        run("export_results", *WHERE, *PERIOD)


def test_a_place_that_cannot_be_written_is_named(banded, tmp_path):
    with pytest.raises(CommandError, match="Choose another --output"):
        run("export_results", *WHERE, *PERIOD, "--output", str(tmp_path))
    with pytest.raises(CommandError, match="Name a file with --output"):
        run("export_results", *WHERE, *PERIOD, "--format", "xlsx")
