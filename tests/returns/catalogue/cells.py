"""Cells, in the order in which they were asked for."""

from tests.returns.catalogue import containers as made
from tests.returns.catalogue.case import (
    KEPT,
    OTHER,
    Blocked,
    Case,
    Kept,
    NotReturned,
    Refused,
    Wrong,
    as_csv,
    as_xlsx,
)
from tests.returns.files import HEADINGS, csv_file, csv_text, row

WORKBOOK = "june.xlsx"
A_DAY = row("ACC01", 44000, 100)
NOT_THE_CODE = "This is not the code of Surgery X00001 (X00001)"
TEXT = csv_text([row("ACC01", "80", "100", note="Sŵn y môr, £5"), OTHER])


def numerator(name: str, cell: object, says: str) -> Case:
    """A cell under Numerator that is no number."""
    return as_csv(name, row("ACC01", cell, "100"), Wrong(2, "Numerator", says))


def value(name: str, cell: object, number: float, notice: str = "") -> Case:
    """A cell under Value that is one."""
    return as_csv(name, row("VAL01", value=cell), Kept("VAL01", {"value": number}, notice))


def fact(name: str, text: str, kept: str = "") -> Case:
    """A text, which is kept as it was written."""
    return as_csv(name, row("FAC01", text=text), Kept("FAC01", {"text": kept or text}))


def encoded(name: str, text: str, encoding: str = "utf-8", file: str = "june.csv") -> Case:
    return Case(name, lambda: text.encode(encoding), KEPT, file)


def columns(name: str, headings: list[str], cells: list[object], outcome) -> Case:
    return Case(name, lambda: csv_file([cells], headings=headings), outcome)


WHO = [
    as_csv("unknown ODS code", row("ACC01", "80", "100", practice="Q99999"),
           Blocked(2, "Practice code", NOT_THE_CODE)),
    as_csv("no ODS code", row("ACC01", "80", "100", practice=""),
           Wrong(2, "Practice code", "The practice code is missing")),
    as_csv("lower-case ODS code", row("ACC01", "80", "100", practice="x00001"), KEPT),
    as_csv("padded ODS code", row("ACC01", "80", "100", practice="  X00001\u00a0"), KEPT),
    as_csv("foreign ODS code", row("ACC01", "80", "100", practice="X00002"),
           Blocked(2, "Practice code", NOT_THE_CODE)),
    as_csv("lower-case indicator code", row("acc01", "80", "100"), KEPT),
    as_csv("unknown indicator code", row("ZZZ99", "80", "100"),
           Wrong(2, "Indicator code", "No indicator with this code")),
    Case("duplicate rows, the same", lambda: csv_file([row("ACC01", "80", "100")] * 2 + [OTHER]),
         Kept(notice="The same figures stand in row 2")),
    Case("duplicate rows, different",
         lambda: csv_file([row("ACC01", "80", "100"), row("ACC01", "81", "100"), OTHER]),
         Wrong(3, "Indicator code", "stands again in row 2, with different figures")),
    as_csv("wrong period", row("ACC01", "80", "100", period="2025-26-Q4"),
           Wrong(2, "Period", "This return is for April to June 2026 (2026-27-Q1) only")),
    as_csv("future period", row("ACC01", "80", "100", period="2031-32-Q1"),
           Wrong(2, "Period", "This return is for April to June 2026 (2026-27-Q1) only")),
    as_csv("no period", row("ACC01", "80", "100", period=""),
           Wrong(2, "Period", "The period is missing")),
]  # fmt: skip

COLUMNS = [
    columns("missing columns", ["Practice code", "Numerator"], ["X00001", "1"],
            Refused("These columns are missing: Period, Indicator code.")),
    columns("no column of figures", HEADINGS[:4], row("ACC01")[:4],
            Refused("These columns are missing: Numerator and Denominator (or Value)")),
    columns("extra column", [*HEADINGS, "Colour"], [*row("ACC01", "80", "100"), "red"],
            Kept(notice="This column is not part of a return.")),
    columns("renamed columns",
            ["ODS-code", "Reporting period", "Measure code", "num", "Denom"],
            ["X00001", "2026-27-Q1", "ACC01", "80", "100"], KEPT),
    columns("columns in another order", HEADINGS[::-1], row("ACC01", "80", "100")[::-1], KEPT),
    columns("duplicate columns", [*HEADINGS[:5], "numerator", *HEADINGS[6:]],
            row("ACC01", "80", "100"), Refused("Two columns mean Numerator")),
    as_csv("more cells than headings: a comma in a number",
           [*row("CAP01", "1", "234"), "1000"], Wrong(2, "", "more cells than there are headings")),
]  # fmt: skip

NUMBERS = [
    as_csv("blank is not zero", row("ACC01", "", ""), NotReturned()),
    as_csv("spaces are blank", row("ACC01", " ", "\u00a0"), NotReturned()),
    as_csv("zero is a figure", row("ACC01", "0", "100"),
           Kept(figure={"numerator": 0, "denominator": 100})),
    numerator("numerator above denominator", "101", "larger than the denominator (100)"),
    as_csv("denominator 0", row("ACC01", "5", "0"),
           Wrong(2, "Denominator", "The denominator is 0")),
    as_csv("denominator 0 and numerator 0", row("ACC01", "0", "0"),
           Kept(figure={"numerator": 0, "denominator": 0}, notice="0 of 0 has no value")),
    numerator("negative", "-5", "below zero"),
    as_csv("negative denominator", row("CAP01", "5", "-100"),
           Wrong(2, "Denominator", "below zero")),
    as_csv("n/a", row("ACC01", "n/a", "n/a"),
           Kept(figure={"state": "not_applicable", "numerator": None})),
    as_csv("n/a in one cell and a figure in the other", row("ACC01", "n/a", "100"),
           Wrong(2, "Denominator", "says 'not applicable' and gives a figure as well")),
    numerator("a dash", "-", "is a dash, which could mean zero or not known"),
    numerator("<5", "<5", "is not an exact number"),
    numerator("an asterisk", "*", "is a sign for a hidden number"),
    as_csv("1,234", row("CAP01", "1,234", "10,000"),
           Kept("CAP01", {"numerator": 1234, "denominator": 10000})),
    numerator("1,23", "1,23", "has a comma where none is expected"),
    numerator("85% as a count", "85%", "A percentage is not expected here"),
    as_csv("85% without its counts", row("ACC01", value="85%"),
           Wrong(2, "Numerator", "The numerator is missing")),
    numerator("0.85 as a count of people", "0.85", "People are counted in whole numbers"),
    value("0.85 as a score", "0.85", 0.85),
    numerator("£5", "£5", "has a currency sign"),
    as_csv("U+2212 as minus", row("VAL01", value="\u22123.5"), Kept("VAL01", {"value": -3.5})),
    numerator("NaN", "NaN", "is not a number"),
    numerator("infinity", "-inf", "is not a number"),
    numerator("1e400", "1e400", "is in scientific notation"),
    numerator("400 digits", "9" * 400, "is larger than any figure of a practice"),
    numerator("a date in a CSV", "01/04/2026", "is a date"),
    Case("a date where a number belongs", lambda: made.dated(A_DAY, "E2", False),
         Wrong(2, "Numerator", "is a date or a time"), WORKBOOK),
    Case("a date of the 1904 calendar where a number belongs",
         lambda: made.dated(A_DAY, "E2", True),
         Wrong(2, "Numerator", "is a date or a time"), WORKBOOK),
    Case("a date as a text", lambda: made.dated(row("FAC01", text=44000), "H2", False),
         Kept("FAC01", {"text": "2020-06-18"}), WORKBOOK),
    Case("a date of the 1904 calendar as a text",
         lambda: made.dated(row("FAC01", text=44000), "H2", True),
         Kept("FAC01", {"text": "2024-06-19"}), WORKBOOK),
]  # fmt: skip

FORMULAS = [
    as_xlsx("#N/A", row("ACC01", "#N/A", 100), Wrong(2, "Numerator", "the spreadsheet error #N/A")),
    as_xlsx("#DIV/0!", row("ACC01", "#DIV/0!", 100), Wrong(2, "Numerator", "error #DIV/0!")),
    numerator("#N/A in a CSV", "#N/A", "is a spreadsheet error"),
    Case("a formula never calculated", lambda: made.uncalculated("=40+40"),
         Wrong(2, "Numerator", "is a formula without a stored result"), WORKBOOK),
    Case("a formula that was calculated", lambda: made.calculated(b"80"), KEPT, WORKBOOK),
    Case("a formula whose result is an empty text", lambda: made.calculated(b"", b' t="str"'),
         Wrong(2, "Numerator", "The numerator is missing"), WORKBOOK),
    Case("a formula whose result is an error", lambda: made.calculated(b"#REF!", b' t="e"'),
         Wrong(2, "Numerator", "the spreadsheet error #REF!"), WORKBOOK),
    numerator("a formula in a CSV", "=40+40", "is a formula written as text"),
]  # fmt: skip

TEXTS = [
    encoded("BOM", TEXT, "utf-8-sig"),
    encoded("UTF-16", TEXT, "utf-16"),
    encoded("UTF-16, big end first", "\ufeff" + TEXT, "utf-16-be"),
    encoded("UTF-16 without a mark", TEXT, "utf-16-le"),
    encoded("Windows-1252", TEXT.replace("ŵ", "w"), "cp1252"),
    encoded("semicolons", csv_text([row("ACC01", "80", "100")], delimiter=";")),
    encoded("semicolons after Excel's sep line",
            "sep=;\r\n" + csv_text([row("ACC01", "80", "100")], delimiter=";")),
    encoded("tabs", csv_text([row("ACC01", "80", "100")], delimiter="\t"), file="june.tsv"),
    encoded("mixed newlines", TEXT.replace("\r\n", "\n", 1).replace("\r\n", "\r", 1)),
    Case("unclosed quote", lambda: TEXT.replace('"Sŵn', 'S""ŵn').replace("5,", '5,"', 1).encode()
         + b'X00001,2026-27-Q1,VAL01,"5', Refused("The quotation marks in line")),
    Case("NUL", lambda: TEXT.encode() + b"X00001,2026-27-Q1,VAL01\0",
         Refused("Line 4 holds a char")),
    as_csv("1 MB cell", row("FAC01", text="x" * 1_000_000),
           Refused("far too long")),
    as_xlsx("1 MB cell in a workbook", row("FAC01", text="x" * 1_000_000),
            Wrong(2, "Text or not applicable", "longer than 2,000 characters")),
    fact("leading =", "=1+1"),
    fact("leading +", "+44 20"),
    fact("leading -", "-1+1|cmd"),
    fact("leading @", "@SUM(A1)"),
    fact("script tags", "<script>alert(1)</script>"),
    fact("emoji", "👩‍⚕️ 24/7 😀"),
    fact("Welsh accents", "Sŵn y môr, tŷ, ẁ, ÿ"),
    fact("right-to-left", "פתוח / مفتوح"),
    fact("right-to-left override", "abc\u202edef\u2066ghi", "abcdefghi"),
    as_csv("control characters", row("FAC01", text="a\x07b"),
           Wrong(2, "Text or not applicable", "characters that cannot be shown")),
]  # fmt: skip

PATIENTS = [
    columns("a column headed NHS number", ["NHS Number", *HEADINGS], ["", *row("ACC01", "1", "2")],
            Refused("A column is headed", kept=False)),
    columns("a column headed date of birth", [*HEADINGS, "Date of Birth"],
            [*row("ACC01", "1", "2"), ""], Refused("A column is headed", kept=False)),
    columns("a column headed D.O.B.", [*HEADINGS, "D.O.B."], [*row("ACC01", "1", "2"), ""],
            Refused("A column is headed", kept=False)),
    Case("several NHS numbers",
         lambda: csv_file([row("ACC01", "1", "2", note="943 476 5919"),
                           row("CAP01", "1", "2", note="4010232137")]),
         Refused("2 rows seem to hold an NHS number", kept=False)),
    Case("several NHS numbers as numbers of a workbook",
         lambda: made.workbook(row("ACC01", 9434765919, 2), row("CAP01", 4010232137, 2)),
         Refused("2 rows seem to hold an NHS number", kept=False), WORKBOOK),
    as_csv("a single number that may be an NHS number",
           row("ACC01", "80", "100", note="Call 943 476 5919"),
           Kept(asks="A ten-digit number in this row could be an NHS number")),
    as_csv("a telephone number", row("ACC01", "80", "100", note="Call 020 7946 0000"), KEPT),
]  # fmt: skip

CELLS = (*WHO, *COLUMNS, *NUMBERS, *FORMULAS, *TEXTS, *PATIENTS)
