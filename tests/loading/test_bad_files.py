"""Whatever is uploaded as a published file: refused in words or read rightly, never half kept."""

import io
import zipfile

import openpyxl
import pytest

from indicators.models import Figure, ReceivedFile
from tests.loading.area import PREVALENCE, load, north
from tests.returns.files import archive, changed_member, saved

pytestmark = pytest.mark.django_db
HEADINGS = PREVALENCE.split(",")
ROW = ["Z10001", "AF", 5, "TOTAL", 400]
TEXT = f"{PREVALENCE}\nZ10001,AF,5,TOTAL,400\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def area():
    return north()


def workbook(*rows, title="Sheet1", before=()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in (*before, *(rows or (HEADINGS, ROW))):
        sheet.append(row)
    return saved(book)


def with_sheets(*titles, hidden=()) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    for at, title in enumerate(titles):
        extra = book.create_sheet(title, 0 if title in hidden else at + 1)
        extra.append(["Notes"])
        extra.sheet_state = "hidden" if title in hidden else "visible"
    return saved(book)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("[Content_Types].xml", "<x/>")
        new.writestr(SHEET, b" " * 70_000_000)
    return out.getvalue()


def lying() -> bytes:
    """A workbook that says of itself that it is small."""
    content = bytearray(bomb())
    size = (70_000_000).to_bytes(4, "little")
    return bytes(content.replace(size, (1000).to_bytes(4, "little")))


def leaving() -> bytes:
    """A workbook with one part more, whose name would lead out of any folder."""
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as more:
        more.writestr("../../escaped.xml", b"<x/>")
    return out.getvalue()


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1"
t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
MANY = {f"xl/part{at}.xml": b"" for at in range(1_000)}
XLSX = {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}

REFUSED = {
    "empty": (b"", "f.csv", "empty"),
    "only spaces": (b" \r\n\r\n", "f.csv", "empty"),
    "headings only": (PREVALENCE.encode() + b"\n", "f.csv", "no rows"),
    "breaks off within a row": (TEXT.encode() + b"Z10002,AF", "f.csv", "breaks off"),
    "CSV named .xlsx": (TEXT.encode(), "f.xlsx", "does not end in .csv"),
    "XLSX named .csv": (workbook(), "f.csv", "does not end in .xlsx"),
    "old Excel": (OLE + b"\0" * 600, "f.xls", "old Excel format"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "f.xlsx", "password"),
    "binary workbook": (archive(**XLSX, **{"xl/workbook.bin": b""}), "f.xlsx", ".xlsb"),
    "OpenDocument": (archive(mimetype=b"application/vnd"), "f.ods", "OpenDocument"),
    "macros": (archive(**XLSX, **{"xl/vbaProject.bin": b""}), "f.xlsx", "macros"),
    "corrupt archive": (workbook()[:-200], "f.xlsx", "damaged"),
    "damaged sheet": (changed_member(workbook(), SHEET, lambda _: b"<x"), "f.xlsx", "damaged"),
    "zip bomb": (bomb(), "f.xlsx", "far larger inside"),
    "lying sizes": (lying(), "f.xlsx", ""),
    "thousands of members": (archive(**XLSX, **MANY), "f.xlsx", "far larger inside"),
    "entity bomb": (changed_member(workbook(), SHEET, lambda _: ENTITIES), "f.xlsx", "damaged"),
    "a picture": (b"\x89PNG\r\n", "f.csv", "a picture"),
    "a PDF": (b"%PDF-1.7\n", "f.csv", "a PDF"),
    "a web page": (b"<html><table></table></html>", "f.csv", "web page"),
    "NUL": (TEXT.encode().replace(b"400", b"4\x0000"), "f.csv", "NUL"),
    "unclosed quote": (TEXT.encode().replace(b"Z1", b'"Z1'), "f.csv", "quotation marks"),
    "other delimiter": (TEXT.replace(",", ";").encode(), "f.csv", "no column"),
    "missing column": (
        TEXT.replace("REGISTER", "NUMBER").encode(),
        "f.csv",
        "no column 'REGISTER'",
    ),
    "column twice": (
        TEXT.replace("PATIENT_LIST_TYPE", "REGISTER").encode(),
        "f.csv",
        "more than once",
    ),
    "headings in row 7": (
        workbook(HEADINGS, ROW, before=[["A title"]] * 6),
        "f.xlsx",
        "no column",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_words_and_nothing_is_kept(area, case):
    content, name, said = REFUSED[case]
    file = load(area, "qof-prevalence", content, name=name, period="2022-23")
    assert file.state == ReceivedFile.State.REFUSED
    refused = file.report["refused"]
    assert said in refused["what"] + refused["mend"]
    assert refused["what"] and refused["mend"]
    assert not Figure.objects.exists()


READ = {
    "byte-order mark": (b"\xef\xbb\xbf" + TEXT.encode(), "f.csv"),
    "Windows line ends": (TEXT.replace("\n", "\r\n").encode(), "f.csv"),
    "mixed line ends": (TEXT.replace("\n", "\r\n", 1).encode(), "f.csv"),
    "blank lines": (TEXT.replace("\n", "\n\n").encode(), "f.csv"),
    "extra column": (TEXT.replace("\n", ",x\n").encode(), "f.csv"),
    "columns in another order": (
        b"REGISTER,PRACTICE_LIST_SIZE,GROUP_CODE,PRACTICE_CODE\n5,400,AF,Z10001\n",
        "f.csv",
    ),
    "no last line end": (TEXT.rstrip().encode(), "f.csv"),
    "workbook": (workbook(), "f.xlsx"),
    "several sheets": (with_sheets("Notes"), "f.xlsx"),
    "a hidden sheet first": (with_sheets("Old", hidden=("Old",)), "f.xlsx"),
    "name with folders": (TEXT.encode(), "../../etc/f.csv"),
    "name with NUL and quotes": (TEXT.encode(), "f\0'\".csv"),
    "name of 300 characters": (TEXT.encode(), "f" * 300 + ".csv"),
    "members that would leave their folder": (leaving(), "f.xlsx"),
}


@pytest.mark.parametrize("case", READ)
def test_it_is_read_rightly(area, case):
    content, name = READ[case]
    file = load(area, "qof-prevalence", content, name=name, period="2022-23")
    assert file.state == ReceivedFile.State.KEPT, file.report
    figure = Figure.objects.get()
    assert (figure.numerator, figure.denominator) == (5, 400)
    assert len(file.name) <= 255 and "/" not in file.name and "\0" not in file.name


def test_a_file_that_takes_too_much_memory_is_refused_and_the_worker_lives_on(area, settings):
    """In a real child process, as the worker reads it."""
    from indicators.services.loading import load_file, receive_source_file
    from tests.sources.geography import BY

    settings.NATIONAL_PARSE_MEMORY_BYTES = 256 * 1024 * 1024
    content = TEXT.encode() + b"Z10001,AF,5,TOTAL,400\n" * 900_000
    job = receive_source_file(
        commissioner=area,
        profile="qof-prevalence",
        name="f.csv",
        content=content,
        period="2022-23",
        **BY,
    )
    file = load_file(file_id=job.arguments["file"], **BY)
    assert file.state == ReceivedFile.State.REFUSED
    assert "memory" in file.report["refused"]["what"]
