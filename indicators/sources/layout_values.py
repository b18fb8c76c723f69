"""Whether every value of a layout is what its field takes. Pure.

A wrong one would else be found out only when a file is read, where nobody can mend it.
"""

import codecs
import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

MOST_FIGURES = 300
MOST_LISTS = 20
GROUP = "{group}"
_LAST_ROW, _LAST_COLUMN = 1_000, 16_384
_LONGEST = 200
_ENCODINGS = {
    codecs.lookup(name).name
    for name in ("utf-8", "utf-8-sig", "windows-1252", "latin-1", "iso8859-15", "ascii", "utf-16")
} | {"utf-16-le", "utf-16-be", "mac-roman", "windows-1250", "cp1250", "cp437", "cp850"}

# Says what a value has to be; empty where it is.
Check = Callable[[Any], str]


def wrong(raw: Mapping[str, Any]) -> str:
    """The first value that cannot be, as a sentence; empty where all can."""
    return next(_wrong(raw, _PROFILE, ""), "")


def _wrong(raw: Mapping[str, Any], checks: Mapping[str, Check], where: str) -> Iterator[str]:
    for name, value in raw.items():
        if name in checks and (needed := checks[name](value)):
            yield f"{where}{name} {needed}."


def _text(value: Any) -> str:
    if isinstance(value, str) and len(value) <= _LONGEST:
        return ""
    return f'must be a text in quotes, such as "2024", of at most {_LONGEST} characters'


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "must be true or false, without quotes"


def _number(value: Any) -> str:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    if plain and abs(value) <= 1e12 and math.isfinite(value) and value:
        return ""
    return "must be a number other than 0, without quotes, such as 100"


def _row(value: Any) -> str:
    if type(value) is int and 1 <= value <= _LAST_ROW:
        return ""
    return f"must be the number of a row from 1 to {_LAST_ROW:,}, without quotes"


def _delimiter(value: Any) -> str:
    if isinstance(value, str) and len(value) == 1 and value.isascii() and value not in '"\r\n\0':
        return ""
    return 'must be the one character between two cells, such as ";" or "\\t"'


def _day_form(value: Any) -> str:
    needed = 'must say how days are written, such as "%d/%m/%Y"'
    if _text(value):
        return needed
    try:
        dt.datetime.strptime(dt.date(2024, 3, 31).strftime(value), value)
    except (ValueError, re.error):
        return needed
    return ""


def _texts(value: Any) -> str:
    if isinstance(value, list | tuple) and not any(map(_text, value)):
        return ""
    return 'must be a list of texts in quotes, such as ["NA", ":"]'


def _encodings(value: Any) -> str:
    if not _texts(value) and value and all(map(_known_encoding, value)):
        return ""
    return 'must be a list of encodings that are known, such as ["utf-8-sig", "windows-1252"]'


def _known_encoding(name: str) -> bool:
    try:
        return name.lower() in _ENCODINGS or codecs.lookup(name).name in _ENCODINGS
    except (LookupError, ValueError):
        return False


def _is_place(value: Any) -> bool:
    return type(value) is int and 1 <= value <= _LAST_COLUMN


def _column(value: Any) -> str:
    names = value if isinstance(value, list | tuple) else [value]
    if names and (not any(map(_text, names)) or (len(names) == 1 and _is_place(names[0]))):
        return ""
    return 'must be the heading of a column, a list of such, or its number from 1: ["CODE"] or 3'


def _optional_column(value: Any) -> str:
    return "" if value in ([], ()) else _column(value)


def _places(value: Any) -> str:
    if isinstance(value, list | tuple) and all(_is_place(one) or not _text(one) for one in value):
        return ""
    return 'must be a list of columns, such as [18] or ["TELEPHONE"]'


def _words(value: Any) -> str:
    if isinstance(value, Mapping) and not any(map(_text, value.values())):
        return ""
    return 'must be a table of texts, such as { "AF1" = "AF001" }'


def _indicator(value: Any) -> str:
    if not _text(value) and value and value.count(GROUP) <= 1:
        return ""
    return f'must be a code such as "AF001", with at most one {GROUP} in it'


def _modelled(value: Any) -> str:
    if isinstance(value, bool) or not _texts(value):
        return ""
    return 'must be true, false or a list of groups, such as ["93553"]'


def _columns(value: Any) -> str:
    """Columns by purpose."""
    if not isinstance(value, Mapping):
        return 'must be a table of columns, such as { name = ["NAME"] }'
    found = (
        f"is not right: {name} {said}" for name, one in value.items() if (said := _column(one))
    )
    return next(found, "")


def _table(checks: Mapping[str, Check]) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, Mapping):
            return f"must be a table with the fields {', '.join(checks)}"
        return next(_wrong(value, checks, "is not right: "), "").rstrip(".")

    return check


def _tables(checks: Mapping[str, Check], most: int) -> Check:
    one_table = _table(checks)

    def check(value: Any) -> str:
        if not isinstance(value, list | tuple):
            return f"must be a list of tables with the fields {', '.join(checks)}"
        if len(value) > most:
            return f"has {len(value):,} entries; a layout takes at most {most}. Make two layouts"
        numbered = ((at, one_table(one)) for at, one in enumerate(value, start=1))
        return next((f"(number {at}) {said}" for at, said in numbered if said), "")

    return check


_FILTER: dict[str, Check] = {"column": _column, "values": _texts, "says": _text}
_FIGURES: dict[str, Check] = {
    "indicator": _indicator,
    **dict.fromkeys(("numerator", "denominator", "value", "text", "group"), _optional_column),
    "adjustments": _optional_column,
    "codes": _words,
    "scale": _number,
    "unit": _text,
    "share": _flag,
    "whole": _flag,
    "modelled": _modelled,
}
_AREAS: dict[str, Check] = {
    **dict.fromkeys(("code", "type", "names", "parent"), _optional_column),
    **dict.fromkeys(("practices", "own", "region"), _texts),
}
_PROFILE: dict[str, Check] = {
    **dict.fromkeys(("title", "source", "version", "sheet"), _text),
    "practice": _optional_column,
    "period": _optional_column,
    "encodings": _encodings,
    "delimiter": _delimiter,
    "header": _flag,
    "heading_row": _row,
    "dates": _day_form,
    "period_dates": _day_form,
    **dict.fromkeys(("missing", "suppressed", "no_network"), _texts),
    "telephones": _places,
    "long": _table({"measure": _column, "value": _column, "names": _words}),
    "ignore": _tables(_FILTER, MOST_LISTS),
    "only": _tables(_FILTER, MOST_LISTS),
    "figures": _tables(_FIGURES, MOST_FIGURES),
    "areas": _table(_AREAS),
    "lists": _tables({"kind": _text, "patients": _column, "on": _optional_column}, MOST_LISTS),
    **dict.fromkeys(("organisation", "details", "successions", "closures"), _columns),
    **dict.fromkeys(("networks", "points", "reasons", "shows"), _columns),
}
