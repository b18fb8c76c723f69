"""The main job from the shell on published files, for one integrated care board.

SCORECARD_REAL_DATA names the folder that holds them (docs/real-files.md lists them). What the
product exports is compared with what the csv module and plain arithmetic find in the same files;
no figure of them is written down here.
"""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.management import call_command

from indicators.models import Query
from indicators.sources.notices import Found, as_lines
from indicators.sources.parsing import parse_figures
from indicators.sources.profiles import load, read
from indicators.sources.tables import read_table
from practices import selectors
from practices.models import Commissioner

ICB, PERIOD = "QHM", "2023-24"
GEOGRAPHY = "qof/MAPPING_NHS_GEOGRAPHIES_2223.csv"
PREVALENCE = "qof/PREVALENCE_2223.csv"
PAYMENTS = "payments/nhs_payments_gp_2022-23.csv"
WORKFORCE = "workforce/workforce_year.csv"
CVD = "qof/heec_qof_2324_achievement_prevalence_cvd.csv"
VACCINES = "qof/qof_vaccine_2324.csv"
FIGURES = (
    ("qof-prevalence", PREVALENCE, "2022-23"),
    ("workforce", WORKFORCE, ""),
    ("payments", "payments/nhs_payments_gp_2021-22.csv", "2021-22"),
    ("payments", PAYMENTS, "2022-23"),
    ("qof-cvd", CVD, PERIOD),
    ("qof-vaccine", VACCINES, PERIOD),
    ("imd", "imd/IMD_raw_2010_2015_2019.csv", ""),
    ("cqc", "cqc/cqc_ratings.csv", PERIOD),
)

pytestmark = [pytest.mark.realdata, pytest.mark.django_db]


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def bring_figures(folder: Path) -> dict[str, str]:
    said = {}
    for profile, path, period in FIGURES:
        options = ("--period", period) if period else ()
        name = str(folder / path)
        said[path] = run("import_figures", profile, name, "--commissioner", ICB, *options)
    return said


def bring_organisations(folder: Path) -> None:
    details = ("--details", str(folder / "ods/epraccur.csv"))
    run("import_organisations", str(folder / GEOGRAPHY), "--icb", ICB, *details)


def test_one_integrated_care_board_from_file_to_banded_export(folder, tmp_path):
    bring_organisations(folder)
    wanted = {r["PRACTICE_CODE"] for r in rows_of(folder / GEOGRAPHY) if r["ICB_ODS_CODE"] == ICB}
    area = Commissioner.objects.get(code=ICB)
    there = selectors.practices_of(area, dt.date(2024, 3, 31))
    assert {practice.code for practice in there} == wanted
    lists = run("import_list_sizes", "payments", str(folder / PAYMENTS), "--on", "2023-03-31")
    assert "0.25" in lists and Found.PART_PATIENT in lists
    first = str(folder / "list_size/gp-reg-pat-prac-all_2021-01.csv")
    assert "stored: " in run("import_list_sizes", "list-sizes", first)

    run("start_scorecard", "open-data", "--commissioner", ICB, "--live")
    said = bring_figures(folder)
    quirks_are_told(folder, said)
    again = bring_figures(folder)
    assert all("stored: 0\n" in one and "replaced: 0\n" in one for one in again.values())

    assert "green: " in run("band", "--commissioner", ICB, "--period", PERIOD)
    out = tmp_path / "results.csv"
    options = ("--period", PERIOD, "--output", str(out))
    run("export_results", "--commissioner", ICB, *options)
    the_export_agrees_with_the_files(folder, rows_of(out), wanted)


def quirks_are_told(folder: Path, said: dict[str, str]) -> None:
    """Each oddity that these files are known to have is found in the whole of them.

    What the user reads tells of the rows that are about the board's own practices.
    """
    for profile, path, period in FIGURES:
        parsed = parse_figures((folder / path).read_bytes(), load(profile), path, period)
        said[path] += "\n".join(as_lines(parsed.notices))
    for path, found in (
        (PAYMENTS, "byte-order mark"),
        (PAYMENTS, "CR LF"),
        (PAYMENTS, Found.NEGATIVE),
        (PAYMENTS, Found.PART_PATIENT),
        (PAYMENTS, Found.NO_DENOMINATOR),
        (PREVALENCE, Found.DECIMAL_COUNT),
        (PREVALENCE, Found.ABOVE_ALL),
        (WORKFORCE, "'NA' means not available"),
        (VACCINES, "':' means not available"),
        (CVD, Found.NO_PRACTICE),
        ("cqc/cqc_ratings.csv", Found.CONTRADICTION),
        ("imd/IMD_raw_2010_2015_2019.csv", Found.UNKNOWN_PRACTICE),
    ):
        assert found in said[path], (path, found)


def the_export_agrees_with_the_files(
    folder: Path, results: list[dict[str, str]], wanted: set[str]
) -> None:
    """Every value of five indicators, computed once more with nothing but csv and division."""
    exported = {(r["practice code"], r["indicator"]): r for r in results}
    assert len(exported) == len(results) == len(wanted) * 36
    compared = 0
    for indicator, code, value in expected_values(folder):
        if code in wanted and value is not None:
            found = float(exported[code, indicator]["value"])
            assert found == pytest.approx(value, rel=1e-12), (indicator, code)
            compared += 1
    assert compared > 5 * 0.9 * len(wanted)


def expected_values(folder: Path):
    """(indicator, practice code, value); None where the files have no value."""
    for row in rows_of(folder / PREVALENCE):
        if row["GROUP_CODE"] == "DM":
            parts = row["REGISTER"], row["PRACTICE_LIST_SIZE"]
            yield "PREV-DM", row["PRACTICE_CODE"], divided(*parts, 100)
    for row in rows_of(folder / WORKFORCE):
        if row["Year"] == "2023":
            parts = row["TOTAL_GP_EXTGL_FTE"], row["TOTAL_PATIENTS"]
            yield "GPFTE", row["Practice.Code"], divided(*parts, 1000)
    for row in rows_of(folder / PAYMENTS):
        paid = row["Total NHS Payments to General Practice"]
        weighted = row["Number of Weighted Patients (Last Known Figure)"]
        yield "PAYWEIGHTED", row["Practice Code"], divided(paid, weighted, 1)
    for row in rows_of(folder / CVD):
        yield "ACH-CHOL", row["Practice.Code"], divided(row["Achievement_CHOL"], "1", 1)
    for row in rows_of(folder / VACCINES):
        yield "VACC", row["Practice code"], divided(row["perc_achievement"], "1", 1)


def divided(numerator: str, denominator: str, multiplier: float) -> float | None:
    if numerator in ("NA", ":") or float(denominator) == 0:
        return None
    return float(numerator) / float(denominator) * multiplier


def test_a_register_above_its_list_is_shown_without_an_interval_and_queried(folder, tmp_path):
    """The practice lies in another board: the one board that has it shows the whole way."""
    [odd] = [
        row
        for row in rows_of(folder / PREVALENCE)
        if float(row["REGISTER"]) > float(row["PRACTICE_LIST_SIZE"])
    ]
    [place] = [r for r in rows_of(folder / GEOGRAPHY) if r["PRACTICE_CODE"] == odd["PRACTICE_CODE"]]
    board = place["ICB_ODS_CODE"]
    run("import_organisations", str(folder / GEOGRAPHY), "--icb", board)
    run("start_scorecard", "open-data", "--commissioner", board, "--live")
    where = ("--commissioner", board, "--period", "2022-23")
    said = run("import_figures", "qof-prevalence", str(folder / PREVALENCE), *where)
    assert "queries raised: 1" in said
    assert Query.objects.get().figure.numerator == float(odd["REGISTER"])
    run("band", *where)
    out = tmp_path / "results.csv"
    run("export_results", *where, "--output", str(out))
    indicator = f"PREV-{odd['GROUP_CODE']}"
    [result] = [
        row
        for row in rows_of(out)
        if (row["practice code"], row["indicator"]) == (odd["PRACTICE_CODE"], indicator)
    ]
    assert float(result["value"]) > 100
    assert (result["lower"], result["upper"], result["queried"]) == ("", "", "yes")


def test_windows_1252_reads_as_such_and_says_so(folder):
    reasons = read(
        "reasons", {"title": "Reasons", "source": "QOF", "practice": "SHORT_NAME", "figures": []}
    )
    content = (folder / "qof_submission_layout/PCA_REFERENCE.csv").read_bytes()
    table = read_table(content, reasons, "PCA_REFERENCE.csv")
    assert "windows-1252" in " ".join(notice.sentence for notice in table.notices)
    assert not any("\ufffd" in text for text in table.column(("DESCRIPTION",), "words"))
