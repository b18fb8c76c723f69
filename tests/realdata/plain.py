"""What five rows of each published file say, read with nothing but csv, openpyxl and arithmetic.

Nothing of the product's readers is used here, and no content of a file is written down: rows are
chosen by a seed at the time of the test.
"""

import csv
import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

FIVE = 5
NOTHING = ("", "NA", ":")


@dataclass(frozen=True)
class Expected:
    """One figure as the file gives it."""

    practice: str
    indicator: str
    period: str
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    text: str = ""


def rows_of(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def chosen(rows: list[Any], path: Path) -> list[Any]:
    """Five rows by the name of the file: the same in every run."""
    return random.Random(path.name).sample(rows, min(FIVE, len(rows)))


def number(text: str) -> float | None:
    return None if text.strip() in NOTHING else float(text)


def prevalence(path: Path) -> list[Expected]:
    return [
        Expected(
            row["PRACTICE_CODE"],
            f"PREV-{row['GROUP_CODE']}",
            "2022-23",
            number(row["REGISTER"]),
            number(row["PRACTICE_LIST_SIZE"]),
        )
        for row in chosen(rows_of(path), path)
    ]


def cardiovascular(path: Path) -> list[Expected]:
    there = [row for row in rows_of(path) if row["Practice.Code"] not in NOTHING]
    groups = ("AF", "BP", "CHD", "CHOL", "HF", "HYP", "STIA")
    return [
        Expected(
            row["Practice.Code"],
            f"ACH-{group}",
            "2023-24",
            value=number(row[f"Achievement_{group}"]),
        )
        for row, group in zip(chosen(there, path), groups, strict=False)
    ]


def vaccination(path: Path) -> list[Expected]:
    return [
        Expected(row["Practice code"], "VACC", "2023-24", value=number(row["perc_achievement"]))
        for row in chosen(rows_of(path), path)
    ]


def stroke(path: Path) -> list[Expected]:
    names = ("stia007", "stia014", "stia015", "stia007", "stia014")
    return [
        Expected(
            row["practice_code"],
            name.upper(),
            "2023-24",
            float(row[f"{name}_numerator"]),
            float(row[f"{name}_denominator"]),
        )
        for row, name in zip(chosen(rows_of(path), path), names, strict=True)
    ]


def deprivation(path: Path) -> list[Expected]:
    there = [row for row in rows_of(path) if not row["AreaCode"].startswith("E92")]
    return [
        Expected(row["AreaCode"], "IMD", row["Year"], value=number(row["Value"]))
        for row in chosen(there, path)
    ]


def fingertips(path: Path) -> list[Expected]:
    there = [row for row in rows_of(path) if row["Area Type"] == "GP"]
    assert len(there[0]) == 27
    return [
        Expected(row["Area Code"], "IMD", row["Time period"], value=number(row["Value"]))
        for row in chosen(there, path)
    ]


def payments(path: Path) -> list[Expected]:
    paid, weighted = (
        "Total NHS Payments to General Practice",
        "Number of Weighted Patients (Last Known Figure)",
    )
    period = path.stem[-7:]
    return [
        Expected(
            row["Practice Code"],
            "PAYWEIGHTED",
            period,
            number(row[paid]),
            number(row[weighted]),
        )
        for row in chosen(rows_of(path), path)
    ]


def workforce(path: Path) -> list[Expected]:
    columns = {
        "GPFTE": "TOTAL_GP_EXTGL_FTE",
        "NURSEFTE": "TOTAL_NURSES_FTE",
        "DPCFTE": "TOTAL_DPC_FTE",
        "ADMINFTE": "TOTAL_ADMIN_FTE",
    }
    kinds = [*columns.items(), ("GPFTE", columns["GPFTE"])]
    return [
        Expected(
            row["Practice.Code"],
            code,
            row["Year"],
            number(row[column]),
            number(row["TOTAL_PATIENTS"]),
        )
        for row, (code, column) in zip(chosen(rows_of(path), path), kinds, strict=True)
    ]


def ratings(path: Path) -> list[Expected]:
    overall = [
        row
        for row in rows_of(path)
        if row["domain"] == row["service_population_group"] == "Overall"
    ]
    times = Counter(row["Practice.Code"] for row in overall)
    once = [row for row in overall if times[row["Practice.Code"]] == 1]
    return [
        Expected(row["Practice.Code"], "CQC", "2023-24", text=row["latest_rating"])
        for row in chosen(once, path)
    ]


def submission_values(path: Path) -> list[Expected]:
    rows = rows_of(path)
    held = {(row["IND_CODE"], row["FIELD_NAME"]): row for row in rows}
    counted = [row for row in rows if row["FIELD_NAME"] == "Numerator"]
    return [
        Expected(
            row["ORG_CODE"],
            row["IND_CODE"],
            "2023-24",
            number(row["VALUE"]),
            number(held[row["IND_CODE"], "Denominator"]["VALUE"]),
        )
        for row in chosen(counted, path)
    ]


def submission_points(path: Path) -> list[Expected]:
    return [
        Expected(row["ORG_CODE"], f"{row['IND_CODE']}-PTS", "2023-24", value=number(row["POINTS"]))
        for row in chosen(rows_of(path), path)
    ]


def achievement(path: Path) -> list[Expected]:
    rows = rows_of(path)
    held = {(row["INDICATOR_CODE"], row["MEASURE"]): row["VALUE"] for row in rows}
    counted = [row["INDICATOR_CODE"] for row in rows if row["MEASURE"] == "NUMERATOR"]
    return [
        Expected(
            rows[0]["PRACTICE_CODE"],
            code,
            "2022-23",
            number(held[code, "NUMERATOR"]),
            number(held[code, "DENOMINATOR"]),
        )
        for code in chosen(counted, path)
    ]


def register(path: Path) -> list[list[str]]:
    """Rows of the register of practices, which has no headings; those in a setting of GPs."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row[25] == "4"]
    closed = [row for row in rows if row[11]]
    return chosen(rows, path)[:3] + chosen(closed, path)[:2]


def successions(path: Path) -> list[dict[str, str]]:
    gone = [
        row
        for row in rows_of(path)
        if row["code_April_2020"] != row["previous_practice_codes"]
        and _day(row["lm_1000_previous_codes"]) > dt.date(2013, 6, 1)
        and _day(row["lm_1000_previous_codes"]) < dt.date(2022, 4, 1)
    ]
    return chosen(gone, path)


def month_after(text: str) -> dt.date:
    day = _day(text)
    return dt.date(day.year + 1, 1, 1) if day.month == 12 else dt.date(day.year, day.month + 1, 1)


def look_up(path: Path) -> list[tuple[Any, ...]]:
    """Rows of the right-hand table of the workbook: practice, name, network, area."""
    sheet = openpyxl.load_workbook(path)["Sheet1"]
    rows = [row[6:10] for row in sheet.iter_rows(min_row=3, values_only=True)]
    return chosen([row for row in rows if row[0] and row[2]], path)


def _day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()
