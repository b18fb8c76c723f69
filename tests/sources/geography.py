"""An invented country in the layout of the geography file: two areas, three networks."""

import datetime as dt

from indicators.services.areas import File, ImportedOrganisations, import_areas
from indicators.sources.profiles import load
from tests.sources.files import csv

HEADINGS = (
    "PRACTICE_CODE,PRACTICE_NAME,PCN_ODS_CODE,PCN_NAME,ICB_ODS_CODE,ICB_NAME,NAT_CODE,NAT_COUNTRY"
)
NORTH = "QZ1,North Board,XXX,Country"
SOUTH = "QZ2,South Board,XXX,Country"
ROWS = (
    f"Z10001,First Surgery,U1,First Network,{NORTH}",
    f"Z10002,Second Surgery,U1,First Network,{NORTH}",
    f"Z10003,Loner,U,Unallocated,{NORTH}",
    f"Z20001,Southern Surgery,U2,Second Network,{SOUTH}",
    f"Z20002,Border Surgery,U1,First Network,{SOUTH}",
)
AT = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
BY = {"by": None, "at": AT}
SINCE = dt.date(2022, 4, 1)


def geography(
    *rows: str, details: bytes = b"", since: dt.date = SINCE, area: str = ""
) -> ImportedOrganisations:
    file = File(load("geography"), csv(HEADINGS, *(rows or ROWS)), "geography.csv")
    more = File(load("epraccur"), details, "details.csv") if details else None
    return import_areas(file=file, details=more, only_area=area, since=since, **BY)


def details_row(code: str, postcode: str, opened: str, closed: str = "") -> str:
    """A row of the register of practices: 27 columns without headings."""
    cells = [code, "NAME", *[""] * 7, postcode, opened, closed, "A", *[""] * 14]
    return ",".join(f'"{cell}"' for cell in cells)
