"""Evidence files: what kind each really is, and whether it is about single patients. Pure."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from indicators.returns.containers import UNREADABLE, check_kind, check_sizes, damaged
from indicators.returns.delimited import decode, read_delimited
from indicators.returns.formats import read_sheets
from indicators.returns.patients import refuse_patient_data
from indicators.returns.problems import FileRefused, PatientDataFound
from indicators.returns.sheets import Row, Sheet
from indicators.returns.steps import Step


class Kind(NamedTuple):
    """`endings`: what a name of this kind may end in; the first is given to one that does not."""

    content_type: str
    endings: tuple[str, ...]


PDF = Kind("application/pdf", (".pdf",))
PNG = Kind("image/png", (".png",))
JPEG = Kind("image/jpeg", (".jpg", ".jpeg"))
_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = Kind(f"{_OFFICE}.wordprocessingml.document", (".docx",))
XLSX = Kind(f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",))
CSV = Kind("text/csv", (".csv",))
TEXT = Kind("text/plain", (".txt",))

TAKEN = "a PDF, a picture (PNG or JPEG), a Word (.docx) or Excel (.xlsx) file, or CSV or plain text"
_SAVE_AS = f"Save it as {TAKEN}."
_MEND = (
    "Evidence shows how the practice works, never single patients. Take them out and put the file "
    "here again. Nothing of it was kept."
)
_PICTURES = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_TAG = re.compile(r"<[^>]*>")
_PDF_TEXT = re.compile(rb"\(([^()]{10,300})\)")
_BREAK = re.compile(r"<w:(?:br|tab|cr)\b[^>]*>")
_PARAGRAPH = re.compile(r"</w:p>|</text>|</threadedComment>")
_WORDS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_COMMENTS = re.compile(r"xl/(?:comments|threadedComments)[^.]*\.xml")
_BETWEEN = re.compile(r"[,;\t|]")
_MOST_NAME = 200


def examine(content: bytes, progress: Step, *, name: str) -> dict[str, Any]:
    """{"content_type", "name", "asked"}: what the file is, its name with the right ending, and
    a sentence where one number in it could be an NHS number.

    Raises FileRefused, and PatientDataFound for a file about patients.
    """
    progress(1, 3, "Looking at the file")
    kind, sheets = _read(content, name)
    try:
        asked = refuse_patient_data(sheets)
    except PatientDataFound as found:
        raise PatientDataFound(found.what, _MEND) from None
    sentence = f"{asked[0].what} If it is one, ask to have the file removed." if asked else ""
    if asked and asked[0].row:
        sentence = f"Row {asked[0].row}: {sentence}"
    return {"content_type": kind.content_type, "name": _named(name, kind), "asked": sentence}


def _read(content: bytes, name: str) -> tuple[Kind, tuple[Sheet, ...]]:
    """The kind by the content, and what can be searched of it."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        # Most text of a PDF is packed and cannot be searched; the upload field says so.
        clear = (part.decode("latin-1") for part in _PDF_TEXT.findall(content))
        return PDF, (_lines(clear),)
    for signature, kind in _PICTURES:
        if content.startswith(signature):
            return kind, ()
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return _plain_text(content, name)


def _office(content: bytes) -> tuple[Kind, tuple[Sheet, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            check_sizes(members)
            names = {member.filename for member in members}
            if any("vbaproject" in one.lower() for one in names):
                raise FileRefused("The file holds macros.", _SAVE_AS)
            if "word/document.xml" in names:
                return DOCX, tuple(_parts(archive, _WORDS))
            comments = tuple(_parts(archive, _COMMENTS))
    except FileRefused:
        raise
    except UNREADABLE as error:
        raise damaged() from error
    if "xl/workbook.xml" not in names:
        raise FileRefused("The file is an archive, or of a kind that is not taken.", _SAVE_AS)
    return XLSX, (*read_sheets(content, "evidence.xlsx"), *comments)


def _parts(archive: zipfile.ZipFile, wanted: re.Pattern[str]) -> Iterator[Sheet]:
    for name in archive.namelist():
        if wanted.fullmatch(name):
            yield _paragraphs(decode(archive.read(name)))


def _paragraphs(xml: str) -> Sheet:
    parts = _PARAGRAPH.split(_BREAK.sub(" ", xml))
    return _lines(html.unescape(_TAG.sub("", part)) for part in parts)


def _plain_text(content: bytes, name: str) -> tuple[Kind, tuple[Sheet, ...]]:
    check_kind(content, "evidence.txt")  # says what else it may be
    text = decode(content)
    if _CONTROL.search(text):
        raise FileRefused("The file is of a kind that is not taken.", _SAVE_AS)
    is_csv = name.lower().endswith(".csv")
    lines = _table(text.splitlines(), sure=is_csv)
    if not is_csv:
        return TEXT, (lines,)
    try:
        return CSV, read_delimited(content)
    except FileRefused:
        return CSV, (lines,)


def _table(lines: list[str], sure: bool) -> Sheet:
    """Each line as a whole and in cells; a comma of prose parts no cells unless it is `sure`."""
    rows = []
    for at, line in enumerate(lines):
        like_next = at + 1 < len(lines) and lines[at + 1].count(",") == line.count(",")
        is_table = sure or "\t" in line or like_next
        rows.append(Row(at + 1, (line, *_BETWEEN.split(line)) if is_table else (line,)))
    return Sheet("", tuple(rows))


def _lines(lines: Iterator[str]) -> Sheet:
    rows = (Row(number, (line,)) for number, line in enumerate(lines, start=1))
    return Sheet("", tuple(rows))


def _named(name: str, kind: Kind) -> str:
    if name.lower().endswith(kind.endings):
        return name
    return name[: _MOST_NAME - 5] + kind.endings[0]
