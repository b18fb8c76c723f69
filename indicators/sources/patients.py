"""A file about practices that holds patients' data is found before anything of it is kept. Pure.

The rules are those of a return; this reads a file of a million rows in about a second, by looking
only at stretches of bytes that could hold ten digits.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from indicators.returns.patients import holds_nhs_number, is_patient_heading
from indicators.returns.problems import PatientDataFound
from indicators.sources.profiles import Profile
from indicators.sources.workbooks import is_workbook

_MEND = (
    "Only counts for whole practices may be loaded, never single patients. Ask your supplier for "
    "totals by practice, or delete these columns. Nothing of this file was kept."
)
_ROWS_OF_HEADINGS = 50
_BETWEEN_CELLS = re.compile(r'[,;\t|"]+')
_SHARED_TEXT = re.compile(r"<t[^>]*>([^<]{1,60})</t>")
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"
_DISGUISES = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060", ""),
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
}
_TAG = re.compile(rb"<[^>]*>")
_IN_TEXT = np.isin(np.arange(256, dtype=np.uint8), np.frombuffer(b"0123456789 .-", np.uint8))


def refuse_patients(content: bytes, profile: Profile | None = None) -> list[int]:
    """The rows in which one number could be an NHS number: at most one, to be asked about.

    Columns that `profile` names as telephones are passed over. Raises PatientDataFound for more
    than one row, and for a column headed as patients' data.
    """
    text = _workbook(content) if is_workbook(content) else _plain(content)
    for heading in _headings(text, is_workbook(content)):
        if is_patient_heading(heading):
            raise PatientDataFound(f"A column is headed {heading.strip()!r}.", _MEND)
    rows = sorted(set(_rows_with_numbers(text, profile)))
    if len(rows) > 1:
        raise PatientDataFound(f"{len(rows):,} rows seem to hold an NHS number.", _MEND)
    return rows


def _plain(content: bytes) -> bytes:
    """Any encoding as UTF-8, and what only looks like a space, hyphen or digit as the plain one."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", "replace").encode()
    elif content[1:200:2].count(0) > len(content[:200]) // 4:
        content = content.decode("utf-16-le", "replace").encode()
    elif content[:200:2].count(0) > len(content[:200]) // 4:
        content = content.decode("utf-16-be", "replace").encode()
    return content if content.isascii() else _without_disguise(content)


def _without_disguise(content: bytes) -> bytes:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    for disguised, meant in _DISGUISES.items():
        if disguised in text:
            text = text.replace(disguised, meant)
    return text.encode()


def _workbook(content: bytes) -> bytes:
    """The texts and numbers of every sheet, hidden ones too; a row of a sheet is a line."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name == "xl/sharedStrings.xml" or name.startswith("xl/worksheets/"):
                parts.append(archive.read(name))
            elif name.startswith(("xl/comments", "xl/threadedComments/")):
                lines = archive.read(name).replace(b"omment>", b"omment>\n")
                parts.append(_TAG.sub(b" ", lines))
    text = b"\n".join(parts).replace(b"</row>", b"</row>\n").replace(b"</si>", b"</si>\n")
    return text if text.isascii() else _without_disguise(text)


def _headings(text: bytes, from_workbook: bool) -> Iterable[str]:
    if from_workbook:
        return _SHARED_TEXT.findall(text.decode("utf-8", "replace"))
    lines = text[:200_000].decode("utf-8-sig", "replace").splitlines()[:_ROWS_OF_HEADINGS]
    return (cell for line in lines for cell in _BETWEEN_CELLS.split(line) if len(cell) < 60)


def _rows_with_numbers(text: bytes, profile: Profile | None) -> Iterator[int]:
    """Rows are counted by line ends: near enough to look there."""
    data = np.frombuffer(text, np.uint8)
    starts, ends = _stretches(data)
    if not len(starts):
        return
    line_ends = np.flatnonzero(data == ord("\n"))
    telephones = [at - 1 for at in (profile.telephones if profile else ()) if isinstance(at, int)]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if not holds_nhs_number(text[max(start - 2, 0) : end + 2].decode("ascii", "replace")):
            continue
        row = int(np.searchsorted(line_ends, start))
        if not (telephones and _only_in(text, line_ends, row, telephones)):
            yield row + 1


def _stretches(data: NDArray[np.uint8]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where stretches of ten and more digits, and marks between digits, begin and end."""
    part = np.zeros(len(data) + 2, np.bool_)
    part[1:-1] = _IN_TEXT[data]
    edges = np.flatnonzero(part[1:] != part[:-1])
    starts, ends = edges[::2], edges[1::2]
    long_enough = ends - starts >= 10
    return starts[long_enough], ends[long_enough]


def _only_in(text: bytes, line_ends: NDArray[np.intp], row: int, columns: list[int]) -> bool:
    """Whether every such number of a line stands in one of the columns."""
    start = int(line_ends[row - 1]) + 1 if row else 0
    end = int(line_ends[row]) if row < len(line_ends) else len(text)
    cells = next(csv.reader([text[start:end].decode("utf-8", "replace")]), [])
    return all(at in columns for at, cell in enumerate(cells) if holds_nhs_number(cell))
