"""Bytes to sheets: the kind of file by its content, then the reader for that kind."""

from indicators.returns.containers import check_kind
from indicators.returns.delimited import read_delimited
from indicators.returns.sheets import Sheet


def read_sheets(content: bytes, name: str) -> tuple[Sheet, ...]:
    """Every sheet of a CSV (one) or XLSX file, with its filled rows. Raises FileRefused."""
    if check_kind(content, name) != "xlsx":
        return read_delimited(content)
    # Each file is read by a fresh process, and openpyxl takes longer to load than most files.
    from indicators.returns.workbook import read_workbook

    return read_workbook(content)
