"""Which rows of a table count, for which practice and period. Pure."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from indicators.sources.notices import Found, Notice
from indicators.sources.profiles import Filter, Profile
from indicators.sources.spans import period_code
from indicators.sources.tables import FileNotRead, Table

NO_PRACTICE = ("", "NA", "N/A", "-")
Texts = NDArray[np.str_]


def select_rows(table: Table, profile: Profile, elsewhere: Collection[str] = frozenset()) -> Texts:
    """The practice of each row that counts; the other rows are dropped from the table.

    Dropped are rows that the profile leaves out, that name no practice, or one in `elsewhere`.
    """
    for one in profile.ignore:
        _drop(table, one, [text not in one.values for text in _texts(table, one)])
    for one in profile.only:
        _drop(table, one, [text in one.values for text in _texts(table, one)])
    codes = [code.upper() for code in table.column(profile.practice, "practice")]
    named = [code not in NO_PRACTICE for code in codes]
    table.notices += [
        Notice(Found.NO_PRACTICE, f"the practice code is {code!r}.", row)
        for code, row, there in zip(codes, table.rows, named, strict=True)
        if not there
    ]
    here = [there and code not in elsewhere for code, there in zip(codes, named, strict=True)]
    if others := sum(named) - sum(here):
        said = f"{others:,} rows of practices in other areas of this database."
        table.notices.append(Notice(Found.OTHER_AREA, said, count=others))
    table.keep(here)
    return np.array([code for code, stays in zip(codes, here, strict=True) if stays], np.str_)


def select_periods(table: Table, profile: Profile, only: str) -> tuple[Texts, NDArray[np.bool_]]:
    """The period of each row ("" where the file names none), and which rows stay.

    Rows with a period that cannot be read are refused; with `only`, other periods are left out.
    """
    size = len(table.rows)
    if not profile.period:
        return np.full(size, "", np.str_), np.ones(size, np.bool_)
    texts = table.column(profile.period, "period")
    known = {text: period_code(text, profile.period_dates) for text in set(texts)}
    wanted = period_code(only) or only
    table.notices += [
        Notice(Found.BAD_DATE, f"{text!r} is not a period such as 2023 or 2022-23.", row)
        for text, row in zip(texts, table.rows, strict=True)
        if not known[text]
    ]
    codes = [known[text] or "" for text in texts]
    stays = np.array([bool(code) and (not only or code == wanted) for code in codes], np.bool_)
    if only and wanted not in codes:
        there = ", ".join(sorted({code for code in codes if code}))
        raise FileNotRead(f"{table.name}: there is no row for {only}. Its periods are: {there}.")
    table.keep(stays.tolist())
    return np.array(codes, np.str_)[stays], stays


def _texts(table: Table, one: Filter) -> list[str]:
    return table.column(one.column, f"filter ({one.says})")


def _drop(table: Table, one: Filter, kept: list[bool]) -> None:
    gone = [row for row, stays in zip(table.rows, kept, strict=True) if not stays]
    if gone:
        said = f"{len(gone):,} rows, the first of them row {gone[0]:,}: {one.says}."
        table.notices.append(Notice(Found.IGNORED, said, count=len(gone)))
    table.keep(kept)
