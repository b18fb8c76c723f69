"""A practice sends a workbook with three errors, mends it, explains a figure, has its receipt."""

import io

import openpyxl
import pytest
from django.utils import timezone

from indicators.models import DataReturn, Figure
from indicators.services.periods import open_collection
from scorecard.accounts.roles import Role
from tests.areas import Area
from tests.browser.axe import assert_accessible
from tests.journeys.conftest import Person, Worker

PERIOD = "2026-27-Q1"


@pytest.fixture
def asked(area: Area) -> Area:
    """Three indicators are due; of the one, ninety patients were counted last time."""
    area.record(1, "ACC01", period="2025-26-Q4", numerator=70, denominator=90)
    open_collection(
        period=area.period(PERIOD),
        definitions=[area.definition(code) for code in ("ACC01", "VFM01", "FAC01")],
        opens_on=timezone.localdate(),
        deadline=timezone.localdate(),
        by=None,
        at=timezone.now(),
    )
    return area


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_three_errors_to_a_receipt(asked, someone, worker: Worker, scripts):
    practice = asked.practices[0]
    user = asked.user(Role.PRACTICE_MANAGER, practice)
    manager = someone(user, scripts=scripts).signs_in()
    manager.page.goto(f"{manager.base}/practice/{practice.code}/returns/{PERIOD}/")

    template = manager.downloads("Download the Excel workbook")
    uploads(manager, worker, "June return.xlsx", with_three_errors(template))
    marked = reads_what_is_wrong(manager, scripts)
    uploads(manager, worker, "June return, mended.xlsx", mended(marked))
    explains_what_is_unusual(manager, scripts)
    has_its_receipt(manager, scripts)
    sends_it_again(manager, worker, practice.code, mended(marked))


def uploads(manager: Person, worker: Worker, name: str, content: bytes) -> None:
    manager.uploads(name, content)
    worker.works()
    manager.page.wait_for_url("**/files/**")


def with_three_errors(template: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(template))
    rows = rows_of(book)
    put(rows, "ACC01", Numerator="<5", Denominator=300)
    put(rows, "VFM01", Numerator="£45,000", Denominator=300)
    put(rows, "FAC01", **{"Practice code": None, "Text or not applicable": "8 to 6"})
    return saved(book)


def reads_what_is_wrong(manager: Person, scripts: bool) -> bytes:
    manager.reads(
        "3 problems to mend",
        "0 good figures, 3 problems in 3 rows. Nothing has been sent yet.",
        "The cell is not an exact number.",
        "The cell has a currency sign.",
        "The practice code is missing.",
    )
    check(manager, scripts)
    return manager.downloads("Download your rows with the problems marked (Excel)")


def mended(marked: bytes) -> bytes:
    """The coloured cells are typed again; the colours and the column of words stay."""
    book = openpyxl.load_workbook(io.BytesIO(marked))
    rows = rows_of(book)
    words = rows["ACC01"]["What to mend"].value
    assert "Numerator: The cell is not an exact number." in words
    assert rows["ACC01"]["Numerator"].fill.fill_type == "solid"
    put(rows, "ACC01", Numerator=240)
    put(rows, "VFM01", Numerator=45000)
    put(rows, "FAC01", **{"Practice code": rows["ACC01"]["Practice code"].value})
    return saved(book)


def explains_what_is_unusual(manager: Person, scripts: bool) -> None:
    manager.reads("1 figure needs a note", "The denominator was 90 in")
    manager.presses("Submit the return")
    manager.reads("Not submitted. Row 2 needs a note: say why its figure is right, or mend it.")
    check(manager, scripts)
    assert not Figure.objects.filter(period__code=PERIOD).exists()
    manager.page.get_by_label("Why is the figure of row 2 right?").fill("We merged with Elm Road.")
    manager.presses("Submit the return")


def has_its_receipt(manager: Person, scripts: bool) -> None:
    sent = DataReturn.objects.get()
    manager.reads(
        "Return submitted",
        sent.reference,
        sent.file.sha256,
        "240 of 300 (80.0%)",
        "We merged with Elm Road.",
    )
    check(manager, scripts)
    assert Figure.objects.filter(period__code=PERIOD).count() == 3
    manager.opens("Every figure held for this return, and what it was before")
    manager.reads("What was held, and when", "Counts now", sent.reference)
    check(manager, scripts)


def sends_it_again(manager: Person, worker: Worker, practice: str, content: bytes) -> None:
    manager.page.goto(f"{manager.base}/practice/{practice}/returns/{PERIOD}/")
    uploads(manager, worker, "June return, once more.xlsx", content)
    manager.reads("You have sent these figures already", DataReturn.objects.get().reference)


def check(manager: Person, scripts: bool) -> None:
    """axe is a script itself."""
    if scripts:
        assert_accessible(manager.page)


def rows_of(book: openpyxl.Workbook) -> dict[str, dict[str, object]]:
    """The cells of the first sheet, by indicator code and heading."""
    heading, *lines = book.worksheets[0].iter_rows()
    names = [cell.value for cell in heading]
    rows = [dict(zip(names, line, strict=True)) for line in lines]
    return {row["Indicator code"].value: row for row in rows}


def put(rows: dict[str, dict[str, object]], code: str, **cells: object) -> None:
    for name, value in cells.items():
        rows[code][name].value = value


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
