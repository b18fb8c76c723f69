"""Files, in the order in which they were asked for."""

from tests.returns.catalogue import containers as made
from tests.returns.catalogue.case import KEPT, OTHER, Blocked, Case, Refused, Wrong
from tests.returns.files import HEADINGS, archive, changed_member, csv_file, row, xlsx_file
from tests.returns.test_limits import bomb, entities, lying

GOOD = row("ACC01", "80", "100")
CSV = csv_file([GOOD, OTHER])
XLS, WORKBOOK = "june.xls", "june.xlsx"
DAMAGED = Refused("The workbook is damaged or incomplete")
TOO_LARGE = Refused("far larger inside than a return can be")
PASSWORD = Refused("protected with a password")
A_FIGURE = {"numerator": 80, "denominator": 100}


def _entities_in_a_sheet() -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet'
    return changed_member(
        made.workbook(), made.SHEET, lambda xml: xml.replace(b"<worksheet", doctype, 1)
    )


def _outside_entity() -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet'
    return changed_member(
        made.workbook(), made.SHEET, lambda xml: xml.replace(b"<worksheet", doctype, 1)
    )


FILES = (
    Case("empty file", lambda: b"", Refused("The file is empty")),
    Case("empty file: blank lines only", lambda: b" \r\n\r\n", Refused("The file is empty")),
    Case("empty file: headings only", lambda: csv_file([]), Refused("no rows below them")),
    Case("empty workbook", lambda: made.sheets({"Sheet1": []}),
         Refused("No row of headings"), WORKBOOK),
    Case("truncated workbook", lambda: made.workbook()[:-300], DAMAGED, WORKBOOK),
    Case("truncated workbook: half a sheet",
         lambda: changed_member(made.workbook(), made.SHEET, lambda xml: xml[: len(xml) // 2]),
         DAMAGED, WORKBOOK),
    Case("truncated CSV", lambda: csv_file([OTHER]) + b"X00001,2026-27-Q1,ACC01,,8",
         Wrong(3, "Denominator", "The denominator is missing")),
    Case("CSV named .xlsx", lambda: CSV, Refused("holds plain text (CSV)"), WORKBOOK),
    Case("workbook named .csv", made.workbook, Refused("is an Excel workbook, but its name")),
    Case("CSV named .xls", lambda: CSV, Refused("holds plain text (CSV)"), XLS),
    Case(".xls", lambda: made.compound_file("Workbook"),
         Refused("the old Excel format (.xls)"), XLS),
    Case(".xls named .xlsx", lambda: made.compound_file("Workbook"),
         Refused("the old Excel format (.xls)"), WORKBOOK),
    Case(".xls that is a web page", lambda: b"<html><table><tr><td>80", Refused("a web page"), XLS),
    Case(".xlsb", made.xlsb, Refused("a binary workbook (.xlsb)"), "june.xlsb"),
    Case(".ods", made.ods, Refused("an OpenDocument file (.ods)"), "june.ods"),
    Case(".xlsm", made.xlsm, Refused("holds macros (.xlsm)"), "june.xlsm"),
    Case(".xlsm named .xlsx", made.xlsm, Refused("holds macros (.xlsm)"), WORKBOOK),
    Case("password-protected workbook",
         lambda: made.compound_file("EncryptionInfo", "EncryptedPackage"), PASSWORD, WORKBOOK),
    Case("password-protected archive", made.encrypted_archive, PASSWORD, WORKBOOK),
    Case("corrupt archive", made.corrupt, DAMAGED, WORKBOOK),
    Case("corrupt archive: only its beginning", lambda: b"PK\x03\x04" + b"x" * 900,
         DAMAGED, WORKBOOK),
    Case("zip bomb: half a megabyte becomes 500", bomb, TOO_LARGE, WORKBOOK),
    Case("lying sizes", lambda: lying(bomb()), DAMAGED, WORKBOOK),
    Case("thousands of members", made.thousands_of_members, TOO_LARGE, WORKBOOK),
    Case("entity bomb", entities, DAMAGED, WORKBOOK),
    Case("entity bomb in the sheet", _entities_in_a_sheet, DAMAGED, WORKBOOK),
    Case("entity that reads a file of the server", _outside_entity, DAMAGED, WORKBOOK),
    Case("path traversal in the names of an archive",
         lambda: made.with_members(made.workbook(GOOD, OTHER), **{"../../tmp/evil.txt": b"x"}),
         KEPT, WORKBOOK),
    Case("an archive of nothing but path traversal", lambda: archive(**{"../../../etc/cron": b"x"}),
         Refused("not a CSV file or Excel workbook"), WORKBOOK),
    Case("file name with ../", lambda: CSV, KEPT, "../../etc/june.csv"),
    Case("file name with backslashes", lambda: CSV, KEPT, "C:\\Users\\me\\june.csv"),
    Case("file name with NUL", lambda: CSV, KEPT, "ju\0ne.csv"),
    Case("file name with quotes", lambda: CSV, KEPT, "\"june\" 'quarter'.csv"),
    Case("file name with a script tag", lambda: CSV, KEPT, "<script>alert(1)<script>.csv"),
    Case("file name of 300 characters", lambda: CSV, KEPT, "j" * 296 + ".csv"),
    Case("several sheets: guidance beside the return",
         lambda: xlsx_file([GOOD, OTHER], Guidance=[["Read me"], ["Indicator code", "Numerator"]]),
         KEPT, WORKBOOK),
    Case("several sheets: two returns",
         lambda: made.sheets({"January": [HEADINGS, GOOD], "February": [HEADINGS, GOOD]}),
         Refused("More than one sheet looks like a return: 'January', 'February'"), WORKBOOK),
    Case("hidden sheet with other figures",
         lambda: made.sheets({"Return": [HEADINGS, GOOD, OTHER]}, "hidden",
                             Old=[HEADINGS, row("ACC01", 1, 2)]), KEPT, WORKBOOK),
    Case("very hidden sheet with other figures",
         lambda: made.sheets({"Return": [HEADINGS, GOOD, OTHER]}, "veryHidden",
                             Return2=[HEADINGS, row("ACC01", 1, 2)]), KEPT, WORKBOOK),
    Case("the return in a hidden sheet only",
         lambda: made.sheets({"Notes": [["See the other sheet"]]}, "hidden",
                             Return=[HEADINGS, GOOD]),
         Refused("No row of headings was found"), WORKBOOK),
    Case("patients in a hidden sheet",
         lambda: made.sheets({"Return": [HEADINGS, GOOD]}, "hidden", List=[["Surname", "DOB"]]),
         Refused("A column is headed", kept=False), WORKBOOK),
    Case("a million formatted empty rows", lambda: made.empty_rows(1_000_000), KEPT, WORKBOOK),
    Case("a million formatted empty rows with cells", lambda: made.empty_rows(1_000_000, cells=1),
         KEPT, WORKBOOK),
    Case("a million formatted empty rows across nine columns",
         lambda: made.empty_rows(1_000_000, cells=9), TOO_LARGE, WORKBOOK),
    Case("merged cells: a code for two rows", lambda: made.merged("A2:A3"),
         Wrong(3, "Practice code", "is merged with another cell"), WORKBOOK),
    Case("merged cells: a figure for two rows", lambda: made.merged("E2:E3"),
         Wrong(3, "Numerator", "is merged with another cell"), WORKBOOK),
    Case("merged cells: a title above the table", lambda: made.merged("A1:I1", above=True),
         KEPT, WORKBOOK),
    Case("header on row 7", lambda: xlsx_file([GOOD, OTHER], above=6), KEPT, WORKBOOK),
    Case("header on row 7 of a CSV", lambda: b"Return of the practice\r\n,,,\r\n\r\n" * 2 + CSV,
         KEPT),
    Case("a remark below the table", lambda: CSV + b"Sent by the practice manager\r\n",
         Wrong(4, "", "no period, no indicator and no figure")),
    Case("20,001 rows", lambda: csv_file([GOOD] * 20_001), Refused("more than 20,000 rows")),
    Case("65 columns", lambda: csv_file([[*GOOD, *[""] * 55, "x"]]),
         Refused("more than 64 columns")),
    Case("a PDF", lambda: b"%PDF-1.7 ...", Refused("is a PDF"), "june.pdf"),
    Case("a picture", lambda: b"\x89PNG\r\n", Refused("is a picture")),
    Case("another practice's file",
         lambda: csv_file([row("ACC01", "80", "100", practice="X00002"), OTHER]),
         Blocked(2, "Practice code", "This is not the code of Surgery X00001 (X00001)")),
)  # fmt: skip
