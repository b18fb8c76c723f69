"""The practice's own rows, marked: mended in a spreadsheet program and uploaded as they are."""

import csv
import io

import openpyxl
import pytest

from indicators.returns.columns import Column
from scorecard.ui.marked import DOUBTFUL, WRONG
from tests.returns.area import GOOD
from tests.returns.files import HEADINGS, csv_file, row, saved, xlsx_file
from tests.returns.pages import PERIOD, address, text

pytestmark = pytest.mark.usefixtures("on_the_day")

THREE = (
    GOOD,
    row("CAP01", "<5", "1000"),
    row("QUA02", "", "", "x"),
    row("ZZZ99", "1", "2"),
    row("FAC01", text="=1+1"),
)


@pytest.fixture
def marked(manager):
    """The marked workbook of a file."""

    def download(file) -> openpyxl.Workbook:
        response = manager.get(address("return-file-marked", PERIOD, file.pk))
        assert "return-x00001-2026-27-q1-to-mend.xlsx" in response["Content-Disposition"]
        return openpyxl.load_workbook(io.BytesIO(response.getvalue()))

    return download


def cells(sheet, number: int) -> dict[str, object]:
    return {sheet.cell(1, c).value: sheet.cell(number, c) for c in range(1, sheet.max_column + 1)}


def test_wrong_cells_are_coloured_and_said_in_words(area, marked):
    sheet = marked(area.checked(*THREE))["Return"]
    bad = cells(sheet, 3)
    assert bad["Numerator"].value == "<5" and bad["Numerator"].fill.start_color.rgb[2:] == WRONG
    assert bad["Denominator"].fill.fill_type is None
    assert bad[str(Column.MEND)].value.startswith(
        "Row 3 of your file. Numerator: The cell is not an exact number. Write the exact number"
    )
    assert cells(sheet, 2)[str(Column.MEND)].value is None


def test_what_needs_a_note_is_marked_otherwise(area, marked):
    sheet = marked(area.checked(row("ACC01", "80", "100", "85")))["Return"]
    assert cells(sheet, 2)["Value"].fill.start_color.rgb[2:] == DOUBTFUL
    assert "say why: under Note" in cells(sheet, 2)[str(Column.MEND)].value


def test_a_text_that_looks_like_a_formula_stays_a_text(area, marked):
    cell = cells(marked(area.checked(*THREE))["Return"], 6)["Text or not applicable"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_unmended_it_has_the_same_problems_again(area, marked):
    file = area.checked(*THREE)
    again = area.checked(content=saved(marked(file)), name="again.xlsx")
    said = [[(p["column"], p["what"]) for p in f.report["problems"]] for f in (file, again)]
    assert said[0] == said[1] and len(said[0]) == 3
    assert not again.report["warnings"]  # the words are not read, and nobody is told of them


def test_mended_it_is_good(area, marked):
    book = marked(area.checked(*THREE))
    sheet = book["Return"]
    cells(sheet, 3)["Numerator"].value = 4
    cells(sheet, 4)["Value"].value = 12
    sheet.delete_rows(5)
    again = area.checked(content=saved(book), name="again.xlsx")
    assert not again.report["problems"]
    assert [f["indicator"] for f in again.report["figures"]] == ["ACC01", "CAP01", "QUA02", "FAC01"]


def test_numbers_stay_numbers_and_long_texts_stay_too_long(area, marked):
    rows = [row("ACC01", 80, 100), row("FAC01", text="x" * 5000), row("ZZZ99")]
    sheet = marked(area.checked(content=xlsx_file(rows), name="june.xlsx"))["Return"]
    assert cells(sheet, 2)["Numerator"].value == 80
    assert len(cells(sheet, 3)["Text or not applicable"].value) == 2001


def test_figures_that_slipped_into_the_wrong_columns_are_not_handed_back(area, marked):
    """Read again they would pass, because the workbook has as many cells as headings."""
    sheet = marked(area.checked([*row("CAP01", "1", "234"), "1000"]))["Return"]
    given = cells(sheet, 2)
    assert given["Indicator code"].value == "CAP01"
    assert given["Numerator"].value is given["Denominator"].value is None
    assert given["Numerator"].fill.start_color.rgb[2:] == WRONG


def test_formulas_and_errors_of_the_file_come_back_as_words(area, marked):
    content = xlsx_file([row("ACC01", "=40+40", 100), row("CAP01", "#N/A", 5)])
    sheet = marked(area.checked(content=content, name="june.xlsx"))["Return"]
    assert cells(sheet, 2)["Numerator"].data_type == "s"
    assert [cells(sheet, n)["Numerator"].value for n in (2, 3)] == ["=40+40", "#N/A"]


def test_a_file_that_could_not_be_read_has_none(area, manager):
    file = area.checked(content=b"%PDF-1.7")
    url = address("return-file-marked", PERIOD, file.pk)
    assert url not in text(manager.get(address("return-file", PERIOD, file.pk)))
    assert manager.get(url).status_code == 404


def test_twenty_thousand_problems_are_a_list_to_take_away(area, manager):
    content = csv_file([row("ZZZ99", "1", "2")] * 20_000, headings=HEADINGS)
    file = area.checked(content=content)
    page = manager.get(address("return-file", PERIOD, file.pk))
    assert "The first 200 of 20000 are shown" in text(page)
    assert len(page.content) < 400_000
    response = manager.get(address("return-file-problems", PERIOD, file.pk))
    lines = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert len(lines) == 20_001
    assert lines[1][:5] == ["Problem", "2", "", "", "Indicator code"] and lines[-1][1] == "20001"
