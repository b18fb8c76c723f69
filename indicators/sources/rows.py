"""Which rows of a table count, for which practice and period. Pure."""

from collections.abc import Collection

from indicators.sources.areas import Place, taken_out
from indicators.sources.coded import Coded, Flags
from indicators.sources.columns import whose as in_words
from indicators.sources.notices import Found, Notice
from indicators.sources.oddities import tell
from indicators.sources.profiles import Filter, Profile
from indicators.sources.spans import period_code
from indicators.sources.tables import FileNotRead, Table

NO_PRACTICE = ("", "NA", "N/A", "-")


def select_rows(table: Table, profile: Profile, elsewhere: Collection[str] = frozenset()) -> Coded:
    """The practice of each row that counts; the other rows are dropped from the table.

    Dropped are rows that the profile leaves out, that are about an area, that name no practice,
    or one in `elsewhere`.
    """
    _, whose = select_areas(table, profile)
    for code, count in whose.counted().items():
        table.notices.append(
            Notice(Found.OTHER_AREAS, f"{in_words(code)}: {count:,}.", count=count)
        )
    return select_practices(table, profile, elsewhere)


def select_areas(table: Table, profile: Profile, place: Place | None = None) -> tuple[Table, Coded]:
    """The rows about England, the region and the `place`, out of those that the profile counts;
    which of them each is. All rows about areas leave the table."""
    for one in profile.ignore:
        _drop(table, one, ~_says(table, one))
    for one in profile.only:
        _drop(table, one, _says(table, one))
    return taken_out(table, profile, place)


def select_practices(
    table: Table, profile: Profile, elsewhere: Collection[str] = frozenset()
) -> Coded:
    """As `select_rows`, where rows about areas have been taken out."""
    codes = table.coded(profile.practice, "practice").mapped(str.upper)
    nobody = codes.among(NO_PRACTICE)
    tell(
        table.notices,
        Found.NO_PRACTICE,
        nobody,
        table.numbers,
        lambda at: f"the practice code is {codes[at]!r}.",
    )
    others = codes.among(elsewhere) & ~nobody
    if number := int(others.sum()):
        said = f"{number:,} rows of practices in other areas of this database."
        table.notices.append(Notice(Found.OTHER_AREA, said, count=number))
    here = ~(nobody | others)
    table.keep(here)
    return codes[here]


def select_periods(
    table: Table, profile: Profile, only: str, needed: bool = True
) -> tuple[Coded, Flags]:
    """The period of each row (where the file names none `only`, or ""), and which rows stay.

    Rows with a period that cannot be read are refused; with `only`, other periods are left out,
    and a file without it is refused where it is `needed`.
    """
    if not profile.period:
        here = Coded.always(period_code(only) or "", len(table))
        return here, here.asked(lambda _: True)
    texts = table.coded(profile.period, "period")
    codes = texts.mapped(lambda text: period_code(text, profile.period_dates) or "")
    tell(
        table.notices,
        Found.BAD_DATE,
        codes.among([""]),
        table.numbers,
        lambda at: f"{texts[at]!r} is not a period such as 2023 or 2022-23.",
    )
    wanted = period_code(only) or only
    there = [code for code in codes.counted() if code]
    if only and wanted not in there and needed:
        named = ", ".join(there)
        raise FileNotRead(f"{table.name}: there is no row for {only}. Its periods are: {named}.")
    stays = codes.among([wanted] if only else there)
    table.keep(stays)
    return codes[stays], stays


def _says(table: Table, one: Filter) -> Flags:
    return table.coded(one.column, f"filter ({one.says})").among(one.values)


def _drop(table: Table, one: Filter, kept: Flags) -> None:
    gone = table.numbers[~kept]
    if len(gone):
        said = f"{len(gone):,} rows, the first of them row {gone[0]:,}: {one.says}."
        table.notices.append(Notice(Found.IGNORED, said, count=len(gone)))
    table.keep(kept)
