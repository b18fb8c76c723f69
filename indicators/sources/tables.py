"""The bytes of a file as columns of text, by its profile. Pure."""

import codecs
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.sources.coded import Coded, Flags
from indicators.sources.delimited import Delimited, NotDelimited, OddRow, read_delimited
from indicators.sources.notices import Found, Notice
from indicators.sources.profiles import Column, Profile
from indicators.sources.workbooks import WorkbookRefused, is_workbook, workbook_rows
from scorecard.calc.rounding import ordinal

_PIECE = 1024 * 1024


class FileNotRead(ValueError):
    """The file cannot be this kind of file: what is wrong, where, and how to mend it."""


@dataclass
class Table:
    """Rows that fit the columns. `numbers` are as a spreadsheet shows them, from 1.

    `used` collects which column served for what, so that the user can see it.
    """

    name: str
    headings: list[str]
    columns: list[Coded]
    numbers: NDArray[np.int64]
    notices: list[Notice]
    used: dict[str, str] = field(default_factory=dict)
    # The rows that are left, by their place in the columns; None: all of them.
    left: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows that are left."""
        found: list[int] = self.numbers.tolist()
        return found

    def coded(self, wanted: Column, purpose: str) -> Coded:
        """A column by accepted names or number, without white space around the texts.

        Raises FileNotRead.
        """
        at = self._place(wanted, purpose)
        self.used[purpose] = f"{ordinal(at + 1)} column{self._name(at)}"
        column = self.columns[at]
        return column if self.left is None else column[self.left]

    def column(self, wanted: Column, purpose: str) -> list[str]:
        """The texts of a column, one for each row that is left. Raises FileNotRead."""
        return self.coded(wanted, purpose).tolist()

    def heading(self, wanted: Column) -> str:
        """What the file itself calls a column that was found."""
        at = self._place(wanted, "")
        return self.headings[at] if self.headings else str(at + 1)

    def keep(self, kept: Flags | Sequence[bool]) -> None:
        """Drop the other rows."""
        flags = np.asarray(kept, np.bool_)
        if not flags.all():
            places = np.arange(len(flags)) if self.left is None else self.left
            self.left, self.numbers = places[flags], self.numbers[flags]

    def with_cells(
        self, headings: list[str], cells: Sequence[Sequence[str]], rows: Iterable[int]
    ) -> "Table":
        """Other headings and cells under the same name, with the same notices."""
        columns = [Coded.of(column) for column in zip(*cells, strict=True)]
        columns = columns or [Coded.of([]) for _ in headings]
        numbers = np.array(list(rows), np.int64)
        return Table(self.name, headings, columns, numbers, self.notices, self.used)

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
            where = ", ".join(ordinal(at + 1) for at in places)
            raise FileNotRead(
                f"{self.name}: the column for {purpose} ({names}) stands there more than once "
                f"({where}). Delete the columns that do not belong, or correct the layout."
            )
        raise FileNotRead(
            f"{self.name}: there is no column {names} for {purpose}. Its columns are: "
            f"{', '.join(self.headings[:30])}. Choose the layout that fits this file, or add the "
            "new name to the layout."
        )

    def _numbered(self, number: int, purpose: str) -> int:
        width = len(self.columns)
        if not 1 <= number <= width:
            raise FileNotRead(
                f"{self.name}: there is no {ordinal(number)} column for {purpose}; the file has "
                f"{width}. Choose the layout that fits this file, or correct the layout."
            )
        return number - 1


def read_table(content: bytes, profile: Profile, name: str) -> Table:
    """The file as a table. Raises FileNotRead when it is empty, not text or not a table."""
    notices: list[Notice] = []
    try:
        if is_workbook(content):
            read = _of_sheet(workbook_rows(content, profile, notices), profile, name)
        else:
            content = _utf_8(content, profile, name, notices)
            read = read_delimited(
                content, profile.delimiter, profile.heading_row if profile.header else 0
            )
    except WorkbookRefused as error:
        raise FileNotRead(f"{name}: {error}") from error
    except NotDelimited as error:
        raise FileNotRead(
            f"{name}: the quotation marks do not match ({error}). Download the file again, or mend "
            "that line."
        ) from error
    return _checked(read, content, profile, name, notices)


def _checked(
    read: Delimited, content: bytes, profile: Profile, name: str, notices: list[Notice]
) -> Table:
    if not len(read.numbers) and not read.odd:
        raise FileNotRead(f"{name}: the file has no rows. Download it again.")
    if not is_workbook(content):
        _check_the_end(content, read, name, notices)
    if not len(read.numbers):
        raise FileNotRead(
            f"{name}: no row has {read.width} cells as the headings have. "
            "Check the delimiter, or choose the layout that fits this file."
        )
    notices += [_broken(one, read.width) for one in read.odd]
    return Table(name, read.headings, read.columns, read.numbers, notices)


def _broken(odd: OddRow, width: int) -> Notice:
    said = f"{odd.cells} cells where the other rows have {width}; refused."
    return Notice(Found.BROKEN_ROW, said, odd.row)


def _of_sheet(rows: list[list[str]], profile: Profile, name: str) -> Delimited:
    """A sheet's rows as if they had stood in a file of text."""
    if not rows:
        raise FileNotRead(f"{name}: the sheet is empty. Download it again.")
    first = profile.heading_row if profile.header else 0
    headings = [cell for row in rows[first - 1 : first] for cell in row] if first else []
    width = len(headings) or max(map(len, rows), default=0)
    filled = [(at, row) for at, row in enumerate(rows[first:], start=first + 1) if any(row)]
    fitting = [(at, row) for at, row in filled if len(row) == width]
    columns = [Coded.of(column) for column in zip(*(row for _, row in fitting), strict=True)]
    return Delimited(
        headings,
        columns or [Coded.of([]) for _ in range(width)],
        np.array([at for at, _ in fitting], np.int64),
        [OddRow(at, len(row)) for at, row in filled if len(row) != width],
        width,
        len(rows),
    )


def _utf_8(content: bytes, profile: Profile, name: str, notices: list[Notice]) -> bytes:
    """The text in UTF-8, whatever encoding of the profile's it came in. Raises FileNotRead."""
    if not content.strip():
        raise FileNotRead(f"{name}: the file is empty. Download it again.")
    if b"\0" in content:
        raise FileNotRead(
            f"{name}: the file holds NUL characters, so it is not a CSV. Download it again."
        )
    for at, encoding in enumerate(profile.encodings):
        try:
            text = _recoded(content, encoding)
        except UnicodeDecodeError:
            continue
        _tell_about(content, encoding, at, notices, name)
        return text
    tried = ", ".join(profile.encodings)
    raise FileNotRead(f"{name}: the characters cannot be read as {tried}. Save it as CSV UTF-8.")


def _recoded(content: bytes, encoding: str) -> bytes:
    """In UTF-8, decoded a piece at a time: as one text it might take four times its size."""
    same = encoding.lower() in ("utf-8", "utf-8-sig")
    if content.isascii():
        return content
    decoder = codecs.getincrementaldecoder(encoding)()
    out = io.BytesIO()
    for start in range(0, len(content), _PIECE):
        piece = content[start : start + _PIECE]
        text = decoder.decode(piece, final=start + _PIECE >= len(content))
        if not same:
            out.write(text.encode())
    if not same:
        return out.getvalue()
    mark = codecs.BOM_UTF8
    return content.removeprefix(mark) if encoding.lower() == "utf-8-sig" else content


def _tell_about(content: bytes, encoding: str, at: int, notices: list[Notice], name: str) -> None:
    said = []
    if content.startswith(codecs.BOM_UTF8):
        said.append("it starts with a byte-order mark, which is no part of the first column.")
    if b"\r\n" in content[:100_000]:
        said.append("its lines end with CR LF, as Windows writes them; they are read as usual.")
    if at:
        said.append(f"the characters are not UTF-8; they were read as {encoding}.")
    notices += [Notice(Found.FILE, f"{name}: {sentence}") for sentence in said]


def _check_the_end(content: bytes, read: Delimited, name: str, notices: list[Notice]) -> None:
    """A download that broke off would replace good figures with half a number."""
    if content.endswith((b"\n", b"\r")):
        return
    last = next((one for one in read.odd if one.row == read.rows), None)
    if last and last.cells < read.width:
        raise FileNotRead(
            f"{name}: the file breaks off: its last row has {last.cells} of {read.width} cells and"
            " no line end. Download it again."
        )
    said = "its last row has no line end. If the download broke off, the last figure may be cut."
    notices.append(Notice(Found.FILE, f"{name}: {said}"))
