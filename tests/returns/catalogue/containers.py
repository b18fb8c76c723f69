"""Real containers, built as small as they can be: what programs save, what attackers send."""

import io
import struct
import zipfile

import openpyxl

from tests.returns.files import HEADINGS, archive, changed_member, row, saved, xlsx_file

SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
GOOD = row("ACC01", 80, 100)
_SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def workbook(*rows, **options) -> bytes:
    return xlsx_file(rows or [GOOD], **options)


def compound_file(*streams: str) -> bytes:
    """An OLE compound file, as Excel 97 and every encrypted workbook is, with these streams."""
    content = b"\x09\x08\x10\x00" + bytes(4092)  # a stream below 4,096 bytes is stored elsewhere
    per_stream = len(content) // _SECTOR
    chains = [
        step
        for number in range(len(streams))
        for step in _chain(2 + number * per_stream, per_stream)
    ]
    table = [_FAT, _END, *chains]
    table += [_FREE] * (_SECTOR // 4 - len(table))
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, name in enumerate(streams):
        right = number + 2 if number + 1 < len(streams) else _FREE
        entries.append(_entry(name, 2, 2 + number * per_stream, len(content), right=right))
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    return _header() + struct.pack("<128I", *table) + directory + content * len(streams)


def _header() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    return head + struct.pack("<109I", 0, *[_FREE] * 108)


def _chain(start: int, length: int) -> list[int]:
    return [*range(start + 1, start + length), _END]


def _entry(name: str, kind: int, start: int, size: int, child=_FREE, right=_FREE) -> bytes:
    encoded = name.encode("utf-16-le")
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded) + 2, kind, 1)
    entry += struct.pack("<3I", _FREE, right, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)


def xlsb() -> bytes:
    with_binary = {"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\x83\x01\x00\x84\x01"}
    return archive(**with_binary)


def ods() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("content.xml", "<office:document-content/>")
        new.writestr("META-INF/manifest.xml", "<manifest:manifest/>")
    return out.getvalue()


def xlsm() -> bytes:
    macros = {"xl/vbaProject.bin": compound_file("VBA")}
    return with_members(
        changed_member(
            workbook(),
            "[Content_Types].xml",
            lambda xml: xml.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled"),
        ),
        **macros,
    )


def encrypted_archive() -> bytes:
    """A zip whose entries say that they are encrypted."""
    content = bytearray(workbook())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    return bytes(content)


def corrupt() -> bytes:
    """Some bytes in the midst of the sheet are others than were saved."""
    content = bytearray(workbook())
    at = content.find(SHEET.encode()) + len(SHEET) + 60
    content[at : at + 40] = bytes(reversed(content[at : at + 40]))
    return bytes(content)


def with_members(xlsx: bytes, **members: bytes) -> bytes:
    out = io.BytesIO(xlsx)
    with zipfile.ZipFile(out, "a") as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return out.getvalue()


def thousands_of_members() -> bytes:
    return with_members(workbook(), **{f"xl/media/{number}.png": b"" for number in range(5000)})


def empty_rows(number: int, cells: int = 0) -> bytes:
    """Formatted rows below the figures, as a spreadsheet program saves them."""
    inside = b'<c r="A1" s="1"/>' * cells
    rows = b"".join(
        b'<row r="%d" s="1" customFormat="1">%s</row>' % (n, inside) for n in range(3, number + 3)
    )
    return changed_member(
        workbook(), SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")
    )


def sheets(visible: dict[str, list], state: str = "visible", **others: list) -> bytes:
    """A workbook of these sheets; `others` are in another `state`."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines in [*visible.items(), *others.items()]:
        sheet = book.create_sheet(title)
        sheet.sheet_state = "visible" if title in visible else state
        for line in lines:
            sheet.append(line)
    return saved(book)


def merged(*areas: str, above: bool = False) -> bytes:
    """Two indicators, of which these cells are merged."""
    book = openpyxl.Workbook()
    book.active.title = "Return"
    if above:
        book.active.append(["Return of the practice"])
    for line in (HEADINGS, GOOD, row("CAP01", 300, 1000), row("QUA02", 5)):
        book.active.append(line)
    for area in areas:
        book.active.merge_cells(area)
    return saved(book)


def uncalculated(formula: str) -> bytes:
    """A numerator that is a formula whose result no program has stored."""
    return workbook(row("ACC01", formula, 100), row("QUA02", 5))


def calculated(result: bytes, kind: bytes = b"") -> bytes:
    """The same with a stored result of this type."""
    old, new = b"<v></v>", b"<v>" + result + b"</v>"
    return changed_member(
        uncalculated("=40+40"),
        SHEET,
        lambda xml: xml.replace(b"<v />", old).replace(b'<c r="E2">', b'<c r="E2"%s>' % kind)
        .replace(old, new, 1),
    )  # fmt: skip


def dated(given: list, cell: str, epoch_1904: bool) -> bytes:
    """One cell is a day: 44,000 by the count of the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(given, row("QUA02", 5))))
    book.worksheets[0][cell].number_format = "dd/mm/yyyy"
    content = saved(book)
    if not epoch_1904:
        return content
    return changed_member(
        content,
        "xl/workbook.xml",
        lambda xml: xml.replace(b"<workbookPr />", b'<workbookPr date1904="1"/>'),
    )
