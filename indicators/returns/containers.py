"""What a file really is, by its first bytes and not by its name."""

import io
import zipfile
import zlib

from indicators.returns.blanks import without_blanks
from indicators.returns.problems import FileRefused, NoTable

MAX_UNZIPPED_BYTES = 64 * 1024 * 1024
MAX_MEMBERS = 500
# Cells and rows of all sheets: reading them is what takes a worker's time.
MAX_CELLS = 1_500_000

_SAVE_AS = "Open it in your spreadsheet program and save it as an Excel workbook (.xlsx) or as CSV."
UNREADABLE = (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a text document",
    b"\x1f\x8b": "a compressed archive",
    b"Rar!": "a compressed archive",
    b"7z\xbc\xaf": "a compressed archive",
}


def check_kind(content: bytes, name: str) -> str:
    """ "csv" or "xlsx". Raises FileRefused for every other kind of file and for a wrong name."""
    if not content.strip():
        raise FileRefused("The file is empty.", "Save it again with its rows, then upload it.")
    lower = name.lower()
    kind = _kind(content, lower)
    if kind == "xlsx" and not lower.endswith(".xlsx"):
        raise FileRefused(
            "The file is an Excel workbook, but its name does not end in .xlsx.",
            "Rename it to end in .xlsx, or save it as the kind of file you meant.",
        )
    if kind == "csv" and not lower.endswith((".csv", ".txt", ".tsv")):
        raise FileRefused(
            "The file holds plain text (CSV), but its name does not end in .csv.",
            "Rename it to end in .csv, or save it again as an Excel workbook.",
        )
    return kind


def _kind(content: bytes, name: str) -> str:
    if content.startswith(_OLE):
        raise _old_office(content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _check_archive(content, name)
        return "xlsx"
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            refused = FileRefused if "archive" in what else NoTable
            raise refused(f"The file is {what}, not a table.", _SAVE_AS)
    if content[:1000].lstrip(b"\xef\xbb\xbf\r\n\t ").lower().startswith((b"<", b"mime-version")):
        raise FileRefused("The file is a web page or XML, whatever its name says.", _SAVE_AS)
    return "csv"


def _old_office(content: bytes) -> FileRefused:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return FileRefused(
            "The workbook is protected with a password.",
            "Remove the password (File, Info, Protect Workbook), save it and upload it again.",
        )
    return FileRefused("The file is in the old Excel format (.xls).", _SAVE_AS)


def _check_archive(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            check_sizes(members)
            _check_cells(archive, members)
    except FileRefused:
        raise
    except UNREADABLE as error:
        raise (damaged() if name.endswith(".xlsx") else _no_table()) from error
    names = {member.filename for member in members}
    if "mimetype" in names:
        raise FileRefused("The file is an OpenDocument file (.ods).", _SAVE_AS)
    if "xl/workbook.bin" in names:
        raise FileRefused("The file is a binary workbook (.xlsb).", _SAVE_AS)
    if any(name.startswith("xl/vbaProject") for name in names):
        raise FileRefused("The workbook holds macros (.xlsm).", _SAVE_AS)
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise _no_table()


def check_sizes(members: list[zipfile.ZipInfo]) -> None:
    # The reader never unpacks more than a member's declared size, so declared sizes are a limit.
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNZIPPED_BYTES:
        raise _too_large()
    if any(member.flag_bits & 0x1 for member in members):
        raise FileRefused(
            "The file is protected with a password.", "Remove the password and save it again."
        )


def _check_cells(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    found = 0
    for member in members:
        if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
            # Without a size it would be unpacked whole before anybody sees that the sizes lie.
            with archive.open(member) as inside:
                sheet = inside.read(member.file_size + 1)
            filled = without_blanks(sheet)
            found += sum(filled.count(tag) for tag in (b"<c ", b"<c/", b"<c>", b"<row"))
            if found > MAX_CELLS:
                raise _too_large()


def _too_large() -> FileRefused:
    return FileRefused(
        "The workbook is far larger inside than a return can be.",
        "Copy the filled rows into a fresh template and upload that.",
    )


def _no_table() -> FileRefused:
    return FileRefused("The file is not a CSV file or Excel workbook.", _SAVE_AS)


def damaged() -> FileRefused:
    return FileRefused(
        "The workbook is damaged or incomplete and cannot be opened.",
        "Open it in your spreadsheet program, save it again and upload it once more.",
    )
