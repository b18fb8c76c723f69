"""What the bench of national files works on: an area of 6,250 practices, and files about it."""

import datetime as dt
from itertools import product
from pathlib import Path

import numpy as np
import openpyxl
from django.db import connection, transaction

from indicators.models import Indicator
from indicators.services.figures import Recorded
from indicators.services.national import import_figures
from indicators.sources.profiles import read
from practices.models import Commissioner, CommissionerLink, Practice
from practices.services.organisations import add_commissioner

NOW = dt.datetime(2026, 7, 15, 10, tzinfo=dt.UTC)
BY = {"by": None, "at": NOW}
PRACTICES, INDICATORS, YEARS = 6_250, 40, (2022, 2023, 2024, 2025)
BOOK_PRACTICES = 125
HEADINGS = ("PRACTICE_CODE", "INDICATOR_CODE", "YEAR", "NUMERATOR", "DENOMINATOR")
# All that is filled; the number of each row is the database's own affair.
COLUMNS = (
    "practice_id, indicator_id, period_id, state, numerator, denominator, value, spread, text,"
    " source, counts, modelled, adjustments, file_id, row, recorded_by_id, recorded_at, replaced_at"
)
PROFILE = read(
    "bench",
    {
        "title": "Figures of a year",
        "source": "Invented",
        "practice": "PRACTICE_CODE",
        "period": "YEAR",
        "figures": [
            {
                "indicator": "{group}",
                "group": "INDICATOR_CODE",
                "numerator": "NUMERATOR",
                "denominator": "DENOMINATOR",
                "share": True,
                "whole": True,
            }
        ],
    },
)


def make_area() -> None:
    commissioner = add_commissioner(code="B03", name="Area B03", **BY)
    made = Practice.objects.bulk_create(
        Practice(code=_practice(at), name=f"Surgery {at}", sort_key=f"{at:05}")
        for at in range(PRACTICES)
    )
    CommissionerLink.objects.bulk_create(
        CommissionerLink(practice=one, commissioner=commissioner, starts_on=dt.date(2020, 4, 1))
        for one in made
    )
    Indicator.objects.bulk_create(
        Indicator(commissioner=commissioner, code=_indicator(at)) for at in range(INDICATORS)
    )


def write_files(folder: Path) -> None:
    """A million rows, practice after practice; the same with every tenth corrected; a workbook."""
    draw = np.random.default_rng(1)
    places = product(range(PRACTICES), range(INDICATORS), YEARS)
    below = draw.integers(20, 4_000, PRACTICES * INDICATORS * len(YEARS))
    above = draw.binomial(below, 0.6)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Figures")
    sheet.append(HEADINGS)
    with (
        (folder / "figures.csv").open("w") as first,
        (folder / "corrected.csv").open("w") as second,
    ):
        for file in (first, second):
            file.write(",".join(HEADINGS) + "\n")
        for at, (practice, indicator, year) in enumerate(places):
            row = (_practice(practice), _indicator(indicator), year, int(above[at]), int(below[at]))
            line = "{},{},{},{},{}\n"
            first.write(line.format(*row))
            second.write(line.format(*row[:3], row[3] - (at % 10 == 0), row[4]))
            if practice < BOOK_PRACTICES:
                sheet.append(row)
    book.save(folder / "figures.xlsx")


def import_file(name: str, content: bytes) -> Recorded:
    commissioner = Commissioner.objects.get(code="B03")
    return import_figures(
        profile=PROFILE, content=content, name=name, commissioner=commissioner, **BY
    ).recorded


def empty_figures() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE indicators_figure CASCADE")
        cursor.execute("CHECKPOINT")


def copy_out(path: Path) -> bytes:
    """The rows of the table in the database's text form; from the file when it is there."""
    if not path.exists():
        with connection.cursor() as cursor:
            said = f"COPY (SELECT {COLUMNS} FROM indicators_figure ORDER BY id) TO STDOUT"  # noqa: S608
            with cursor.copy(said) as copy:
                path.write_bytes(b"".join(copy))
    return path.read_bytes()


def copy_in(rows: bytes) -> None:
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        cursor.copy(f"COPY indicators_figure ({COLUMNS}) FROM STDIN") as copy,
    ):
        for start in range(0, len(rows), 1024 * 1024):
            copy.write(rows[start : start + 1024 * 1024])


def read_every_cell(path: Path) -> int:
    """openpyxl's own pass over a workbook, nothing done with the cells."""
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    return sum(len(row) for row in sheet.iter_rows(values_only=True))


def _practice(at: int) -> str:
    return f"X{at:05}"


def _indicator(at: int) -> str:
    return f"IND{at:02}"
