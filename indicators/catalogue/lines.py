"""On which line of a TOML file a key stands, for error messages. Pure.

`tomllib` says the line of a syntax error only. This walks a file that it has already read without
one: strings, brackets and comments are stepped over, and the start of every statement is noted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from indicators.catalogue.texts import STRING

Key = tuple[str, int, str]
"""Name of an array of tables ("" for the top of the file), position in it, key ("" for all)."""

_STRING = re.compile(STRING, re.DOTALL)
_HEADER = re.compile(r"\[\[?\s*([^\]\n]+?)\s*\]\]?")
_PART = re.compile(r'"[^"]*"|\'[^\']*\'|[^.\s]+')


@dataclass
class Lines:
    """Line numbers, counted from 1, by (table, position, key)."""

    at: dict[Key, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def of(self, table: str, position: int, key: str = "") -> int | None:
        """The line of a key; of its table where the key is not written; None when unknown."""
        found = self.at.get((table, position, key)) or self.at.get((table, position, ""))
        # At the top of the file a key may also be the name of tables.
        return found if table or found else self.at.get((key, 0, ""))


@dataclass
class _Statement:
    """One line of a key or a header, with all that belongs to it. `rows` are the lines on which
    the tables of an array begin that is written inside brackets."""

    text: str
    line: int
    rows: list[int]


def find(text: str) -> Lines:
    """The lines of the keys of valid TOML."""
    found, place = Lines(), ("", 0, "")
    for statement in _statements(text):
        if statement.text.startswith("["):
            place = _header(found, statement)
        elif statement.text and not statement.text.startswith("#"):
            _key(found, place, statement)
    return found


def _key(found: Lines, place: Key, statement: _Statement) -> None:
    table, position, prefix = place
    key = prefix or _words(statement.text.partition("=")[0])[0]
    found.at.setdefault((table, position, key), statement.line)
    if not table:
        for row, line in enumerate(statement.rows):
            found.at.setdefault((key, row, ""), line)


def _header(found: Lines, statement: _Statement) -> Key:
    header = _HEADER.match(statement.text)
    table, *rest = _words(header[1] if header else statement.text)
    if statement.text.startswith("[[") and not rest:
        found.counts[table] = found.counts.get(table, -1) + 1
    position = found.counts.get(table, 0)
    key = rest[0] if rest else ""
    found.at.setdefault((table, position, key), statement.line)
    return table, position, key


def _words(dotted: str) -> list[str]:
    """The parts of a dotted key, without quotes."""
    return [part.strip("\"'") for part in _PART.findall(dotted)] or [""]


def _statements(text: str) -> Iterator[_Statement]:
    """Statements end at line breaks outside strings, comments and brackets."""
    start, line, rows = 0, 1, list[int]()
    counted, here_line = 0, 1
    for here, depth in _breaks_and_tables(text):
        here_line += text.count("\n", counted, here)
        counted = here
        if depth:
            rows.append(here_line)
            continue
        yield _Statement(text[start:here].strip(), line, rows)
        start, line, rows = here + 1, here_line + 1, []
    yield _Statement(text[start:].strip(), line, rows)


def _breaks_and_tables(text: str) -> Iterator[tuple[int, int]]:
    """Where a statement ends (depth 0), and where a table begins in an array (depth 1)."""
    depth = here = 0
    while here < len(text):
        sign = text[here]
        if sign in "\"'" and (string := _STRING.match(text, here)):
            here = string.end()
            continue
        if sign == "#":
            here = text.find("\n", here) % (len(text) + 1)
            continue
        if (sign == "\n" and depth == 0) or (sign == "{" and depth == 1):
            yield here, depth
        depth += (sign in "[{") - (sign in "]}")
        here += 1
