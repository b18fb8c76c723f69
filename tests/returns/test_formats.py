"""Every nasty file by name: what is read all the same, and what is refused in which words."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.returns import containers, sheets
from indicators.returns.check import check_return
from indicators.returns.problems import FileRefused, PatientDataFound
from tests.returns.files import (
    HEADINGS,
    archive,
    changed_member,
    csv_file,
    csv_text,
    due,
    row,
    saved,
    xlsx_file,
)

GOOD = row(numerator="80", denominator="100", note="Sŵn y môr 😀")
TEXT = csv_text([GOOD])


def figures(content, name="return.csv"):
    report = check_return(content, name, due())
    assert not report.problems
    return [(f.indicator, f.numerator, f.denominator, f.note) for f in report.figures]


EXPECTED = [("ACC01", 80, 100, "Sŵn y môr 😀")]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(TEXT.encode(), "r.csv", id="utf-8"),
        pytest.param(TEXT.encode("utf-8-sig"), "r.csv", id="utf-8 with byte order mark"),
        pytest.param(TEXT.encode("utf-16"), "r.csv", id="utf-16 with byte order mark"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), "r.csv", id="utf-16 big endian"),
        pytest.param(TEXT.encode("utf-16-le"), "r.csv", id="utf-16 without a mark"),
        pytest.param(csv_file([GOOD], delimiter=";"), "r.csv", id="semicolons"),
        pytest.param(csv_file([GOOD], delimiter="\t"), "R.TSV", id="tabs"),
        pytest.param(TEXT.replace("\r\n", "\r").encode(), "r.csv", id="old Mac line ends"),
        pytest.param(TEXT.replace("\r\n", "\n", 1).encode(), "r.csv", id="mixed line ends"),
        pytest.param(b"sep=,\r\n" + TEXT.encode(), "r.csv", id="Excel's sep line"),
        pytest.param(b"A title\r\n\r\n,,,\r\n" * 3 + TEXT.encode(), "r.csv", id="headings lower"),
        pytest.param(xlsx_file([GOOD]), "r.xlsx", id="xlsx"),
        pytest.param(xlsx_file([GOOD], above=6), "r.XLSX", id="xlsx, headings in row 7"),
        pytest.param(xlsx_file([GOOD], Guidance=[["Read me"]]), "r.xlsx", id="second sheet"),
        pytest.param(
            xlsx_file([GOOD], hidden_old=[HEADINGS, GOOD]), "r.xlsx", id="hidden sheet left out"
        ),
        pytest.param(xlsx_file([GOOD], Copy=[HEADINGS, GOOD]), "r.xlsx", id="sheet by its name"),
        pytest.param(xlsx_file([GOOD, *[[None] * 9] * 500]), "r.xlsx", id="empty rows below"),
    ],
)
def test_files_that_are_read(content, name):
    assert figures(content, name) == EXPECTED


def test_windows_1252_is_read():
    content = csv_text([row(numerator="80", denominator="100", note="£5 café")]).encode("cp1252")
    assert figures(content)[0][3] == "£5 café"


def test_one_row_may_stand_on_several_lines():
    content = csv_file([row(numerator="80", denominator="100", note="one\ntwo"), row("ACC99")])
    report = check_return(content, "r.csv", due())
    assert report.figures[0].note == "one\ntwo"
    assert report.problems[0].row == 3


def _encrypted_entry() -> bytes:
    content = bytearray(xlsx_file([GOOD]))
    at = content.index(b"PK\x01\x02")
    while at != -1:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def _many_members() -> bytes:
    return archive(**{f"xl/{number}.xml": b"x" for number in range(600)})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BOMB = archive(**{"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b" " * 80_000_000})
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        pytest.param(b"", "r.csv", "empty", id="empty"),
        pytest.param(b" \r\n\r\n", "r.csv", "empty", id="only line ends"),
        pytest.param(TEXT.encode(), "r.xlsx", "plain text", id="CSV named .xlsx"),
        pytest.param(xlsx_file([GOOD]), "r.csv", "Excel workbook", id="XLSX named .csv"),
        pytest.param(xlsx_file([GOOD]), "r", "Excel workbook", id="no ending"),
        pytest.param(OLE, "r.xls", "old Excel format", id="xls"),
        pytest.param(OLE, "r.xlsx", "old Excel format", id="xls named .xlsx"),
        pytest.param(
            OLE + "EncryptedPackage".encode("utf-16-le"), "r.xlsx", "password", id="password"
        ),
        pytest.param(_encrypted_entry(), "r.xlsx", "password", id="password of the archive"),
        pytest.param(
            archive(**{"[Content_Types].xml": b"", "xl/workbook.bin": b""}),
            "r.xlsb",
            "binary workbook",
            id="xlsb",
        ),
        pytest.param(archive(mimetype=b"application/vnd.oasis"), "r.ods", "OpenDocument", id="ods"),
        pytest.param(
            archive(**{"[Content_Types].xml": b"", "xl/vbaProject.bin": b""}),
            "r.xlsm",
            "macros",
            id="xlsm",
        ),
        pytest.param(
            archive(**{"[Content_Types].xml": b"", "word/document.xml": b""}),
            "r.docx",
            "not a CSV file or Excel workbook",
            id="docx",
        ),
        pytest.param(
            archive(**{"../../etc/cron": b"x"}), "r.xlsx", "not a CSV file or Excel", id="traversal"
        ),
        pytest.param(xlsx_file([GOOD])[:-200], "r.xlsx", "damaged", id="truncated workbook"),
        pytest.param(b"PK\x03\x04" + b"x" * 500, "r.xlsx", "damaged", id="corrupt archive"),
        pytest.param(
            b"PK\x03\x04" + b"x" * 500, "r.docx", "not a CSV", id="no workbook by its name"
        ),
        pytest.param(BOMB, "r.xlsx", "far larger inside", id="zip bomb"),
        pytest.param(_many_members(), "r.xlsx", "far larger inside", id="hundreds of members"),
        pytest.param(
            changed_member(xlsx_file([GOOD]), SHEET, lambda _: ENTITIES),
            "r.xlsx",
            "damaged",
            id="entity bomb",
        ),
        pytest.param(
            changed_member(xlsx_file([GOOD]), SHEET, lambda content: content[:300]),
            "r.xlsx",
            "damaged",
            id="half a sheet",
        ),
        pytest.param(
            changed_member(
                xlsx_file([row(numerator=80)]), SHEET, lambda c: c.replace(b"<v>80<", b"<v>NaN<")
            ),
            "r.xlsx",
            "damaged",
            id="NaN inside the workbook",
        ),
        pytest.param(b"%PDF-1.7 ...", "r.csv", "a PDF", id="pdf"),
        pytest.param(b"\x89PNG\r\n", "r.csv", "a picture", id="picture"),
        pytest.param(b"<html><table>", "r.xls", "web page", id="web page named .xls"),
        pytest.param(TEXT.encode() + b"a\0b", "r.csv", "Line 3 holds", id="NUL"),
        pytest.param(TEXT.encode() + b'x,"never closed\r\n', "r.csv", "line 3", id="quote"),
        pytest.param(TEXT.encode() + b"x" * 1_000_000, "r.csv", "far too long", id="1 MB cell"),
        pytest.param(b"\x81\x8d\x8f\x90", "r.csv", "cannot be read", id="unknown characters"),
        pytest.param(b"Dear all,\r\nhello", "r.csv", "No row of headings", id="a letter"),
        pytest.param(csv_file([]), "r.csv", "no rows below", id="headings alone"),
        pytest.param(csv_file([GOOD] * 20_001), "r.csv", "more than 20,000 rows", id="CSV rows"),
        pytest.param(
            csv_file([["X00001", "1"]], headings=["Practice code", "Numerator"]),
            "r.csv",
            "columns are missing: Period, Indicator code",
            id="missing columns",
        ),
        pytest.param(
            csv_file([GOOD], headings=[*HEADINGS[:3], "Numerator", *HEADINGS[4:]]),
            "r.csv",
            "Two columns mean Numerator",
            id="a column twice",
        ),
    ],
)
def test_files_that_are_refused(content, name, says):
    with pytest.raises(FileRefused, match=says) as refused:
        check_return(content, name, due())
    assert refused.value.mend.endswith(".")


def test_two_sheets_that_look_like_returns_are_refused():
    book = openpyxl.Workbook()
    book.active.title = "January"
    for sheet in (book.active, book.create_sheet("February")):
        sheet.append(HEADINGS)
    with pytest.raises(FileRefused, match="'January', 'February'"):
        check_return(saved(book), "r.xlsx", due())


def test_a_million_rows_that_are_not_there_do_not_fill_the_memory():
    content = changed_member(
        xlsx_file([GOOD]),
        SHEET,
        lambda sheet: sheet.replace(
            b"</sheetData>", b'<row r="9999999"><c r="A9999999"><v>1</v></c></row></sheetData>'
        ),
    )
    with pytest.raises(FileRefused, match="more than 20,000 rows"):
        check_return(content, "r.xlsx", due())


def test_a_workbook_never_unpacks_more_than_it_declares():
    """A member that lies about its size ends as a damaged file, not as a full memory."""
    content = bytearray(
        archive(**{"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"a" * 5_000_000})
    )
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.rindex(signature)
        content[at + offset : at + offset + 4] = (10).to_bytes(4, "little")
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as opened:
        assert sum(member.file_size for member in opened.infolist()) < containers.MAX_UNZIPPED_BYTES
    with pytest.raises(FileRefused, match="damaged"):
        check_return(bytes(content), "r.xlsx", due())


def test_formulas_without_a_result_and_spreadsheet_errors_are_never_blanks():
    content = xlsx_file(
        [row(numerator="=40+40", denominator=100), row("CAP01", numerator="#N/A", denominator=5)]
    )
    report = check_return(content, "r.xlsx", due())
    assert report.figures == ()
    assert [(p.row, p.column, p.value) for p in report.problems] == [
        (2, "Numerator", "=40+40"),
        (3, "Numerator", "#N/A"),
    ]
    assert "formula without a stored result" in report.problems[0].what
    assert "paste it as a value" in report.problems[0].mend
    assert "spreadsheet error" in report.problems[1].what


def test_a_cell_that_shows_a_percentage_is_that_percentage():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file([row("VAL01", value=0.85)])))
    book["Return"]["G2"].number_format = "0.0%"
    report = check_return(saved(book), "r.xlsx", due())
    assert report.problems[0].value == "85%"
    assert "percentage is not expected" in report.problems[0].what


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(csv_file([["x"]], headings=["NHS Number"]), id="NHS number"),
        pytest.param(csv_file([GOOD], headings=[*HEADINGS[:-1], "D.O.B."]), id="date of birth"),
        pytest.param(
            csv_file([row(note="943 476 5919"), row("CAP01", note="4010232137")]), id="values"
        ),
        pytest.param(
            csv_file([row(numerator="9434765919"), row(numerator="4010232137")]), id="numbers"
        ),
    ],
)
def test_patient_data_is_refused_without_being_repeated(content):
    with pytest.raises(PatientDataFound) as refused:
        check_return(content, "r.csv", due())
    assert "9434765919" not in str(refused.value)


def test_patient_data_in_a_hidden_sheet_is_found():
    content = xlsx_file([GOOD], hidden_list=[["Surname", "DOB"], ["Example", "1.1.1950"]])
    with pytest.raises(PatientDataFound):
        check_return(content, "r.xlsx", due())


def test_one_number_that_passes_by_chance_is_asked_about():
    content = csv_file([row(numerator="80", denominator="100", note="call 943 476 5919")])
    report = check_return(content, "r.csv", due())
    assert "could be an NHS number" in report.warnings[0].what
    assert "943" not in report.warnings[0].value


@given(st.binary(max_size=400), st.sampled_from(["r.csv", "r.xlsx"]))
def test_no_bytes_make_the_check_fail(content, name):
    for start in (b"", TEXT.encode()):
        try:
            check_return(start + content, name, due())
        except FileRefused as refused:
            assert refused.mend


def test_limits_are_those_that_the_sentences_name():
    assert sheets.MAX_ROWS == 20_000
