"""The bytes of a file as columns of text, by its profile. Pure."""

import csv
import io
from dataclasses import dataclass, field

from indicators.sources.notices import Found, Notice
from indicators.sources.profiles import Column, Profile
from indicators.sources.workbooks import WorkbookRefused, is_workbook, workbook_rows


class FileNotRead(ValueError):
    """The file cannot be this kind of file: what is wrong, where, and how to mend it."""


@dataclass
class Table:
    """Rows that fit the columns. `rows` are numbers as a spreadsheet shows them, from 1.

    `used` collects which column served for what, so that the user can see it.
    """

    name: str
    headings: list[str]
    cells: list[list[str]]
    rows: list[int]
    notices: list[Notice]
    used: dict[str, str] = field(default_factory=dict)

    def column(self, wanted: Column, purpose: str) -> list[str]:
        """The texts of a column by accepted names or number. Raises FileNotRead."""
        at = self._place(wanted, purpose)
        self.used[purpose] = f"{_ordinal(at + 1)} column{self._name(at)}"
        return [row[at].strip() for row in self.cells]

    def heading(self, wanted: Column) -> str:
        """What the file itself calls a column that was found."""
        at = self._place(wanted, "")
        return self.headings[at] if self.headings else str(at + 1)

    def keep(self, kept: list[bool]) -> None:
        """Drop the other rows."""
        self.cells = [row for row, stays in zip(self.cells, kept, strict=True) if stays]
        self.rows = [row for row, stays in zip(self.rows, kept, strict=True) if stays]

    def _name(self, at: int) -> str:
        return f" {self.headings[at]!r}" if self.headings else ""

    def _place(self, wanted: Column, purpose: str) -> int:
        if isinstance(wanted[0], int):
            return self._numbered(wanted[0], purpose)
        places = [at for at, heading in enumerate(self.headings) if heading in wanted]
        if len(places) == 1:
            return places[0]
        names = " or ".join(repr(name) for name in wanted)
        if places:
            where = ", ".join(_ordinal(at + 1) for at in places)
            raise FileNotRead(
                f"{self.name}: the column for {purpose} ({names}) stands there more than once "
                f"({where}). Delete the columns that do not belong, or correct the profile."
            )
        raise FileNotRead(
            f"{self.name}: there is no column {names} for {purpose}. Its columns are: "
            f"{', '.join(self.headings[:30])}. Choose the profile that fits this file, or add the "
            "new name to the profile."
        )

    def _numbered(self, number: int, purpose: str) -> int:
        width = len(self.cells[0]) if self.cells else number
        if not 1 <= number <= width:
            raise FileNotRead(
                f"{self.name}: there is no {_ordinal(number)} column for {purpose}; the file has "
                f"{width}. Choose the profile that fits this file, or correct the profile."
            )
        return number - 1


def read_table(content: bytes, profile: Profile, name: str) -> Table:
    """The file as a table. Raises FileNotRead when it is empty, not text or not a table."""
    notices: list[Notice] = []
    text = "" if is_workbook(content) else _decode(content, profile, name, notices)
    rows = _split(text, profile, name) if text else _sheet(content, profile, name, notices)
    first = profile.heading_row + 1 if profile.header else 1
    headings = [cell.strip() for row in rows[first - 2 : first - 1] for cell in row]
    del rows[: first - 1]
    if not rows:
        raise FileNotRead(f"{name}: the file has no rows. Download it again.")
    table = Table(name, headings, rows, [], notices)
    width = len(headings) or _usual_width(rows)
    if text:
        _check_the_end(text, rows, width, table)
    _number_and_check(table, width, first)
    return table


def _sheet(content: bytes, profile: Profile, name: str, notices: list[Notice]) -> list[list[str]]:
    try:
        rows = workbook_rows(content, profile, notices)
    except WorkbookRefused as error:
        raise FileNotRead(f"{name}: {error}") from error
    if not rows:
        raise FileNotRead(f"{name}: the sheet is empty. Download it again.")
    return rows


def _decode(content: bytes, profile: Profile, name: str, notices: list[Notice]) -> str:
    if not content.strip():
        raise FileNotRead(f"{name}: the file is empty. Download it again.")
    if b"\0" in content:
        raise FileNotRead(
            f"{name}: the file holds NUL characters, so it is not a CSV. Download it again."
        )
    for at, encoding in enumerate(profile.encodings):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        _tell_about(content, encoding, at, notices, name)
        return text
    tried = ", ".join(profile.encodings)
    raise FileNotRead(f"{name}: the characters cannot be read as {tried}. Save it as CSV UTF-8.")


def _tell_about(content: bytes, encoding: str, at: int, notices: list[Notice], name: str) -> None:
    said = []
    if content.startswith(b"\xef\xbb\xbf"):
        said.append("it starts with a byte-order mark, which is no part of the first column.")
    if b"\r\n" in content[:100_000]:
        said.append("its lines end with CR LF, as Windows writes them; they are read as usual.")
    if at:
        said.append(f"the characters are not UTF-8; they were read as {encoding}.")
    notices += [Notice(Found.FILE, f"{name}: {sentence}") for sentence in said]


def _split(text: str, profile: Profile, name: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=profile.delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise FileNotRead(
            f"{name}, line {reader.line_num:,}: the quotation marks do not match ({error}). "
            "Download the file again, or mend that line."
        ) from error


def _check_the_end(text: str, rows: list[list[str]], width: int, table: Table) -> None:
    """A download that broke off would replace good figures with half a number."""
    if text.endswith(("\n", "\r")):
        return
    last = len(rows[-1])
    if last < width:
        raise FileNotRead(
            f"{table.name}: the file breaks off: its last row has {last} of {width} cells and no"
            " line end. Download it again."
        )
    said = "its last row has no line end. If the download broke off, the last figure may be cut."
    table.notices.append(Notice(Found.FILE, f"{table.name}: {said}"))


def _usual_width(rows: list[list[str]]) -> int:
    widths = [len(row) for row in rows if row]
    return max(set(widths), key=widths.count)


def _number_and_check(table: Table, width: int, first: int) -> None:
    """Number the rows; leave empty ones out and refuse those of another width."""
    kept = []
    for row, cells in enumerate(table.cells, start=first):
        table.rows.append(row)
        kept.append(len(cells) == width)
        if not kept[-1] and any(cell.strip() for cell in cells):
            said = f"{len(cells)} cells where the other rows have {width}; refused."
            table.notices.append(Notice(Found.BROKEN_ROW, said, row))
    if not any(kept):
        raise FileNotRead(
            f"{table.name}: no row has {width} cells as the headings have. "
            "Check the delimiter, or choose the profile that fits this file."
        )
    table.keep(kept)


def _ordinal(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
