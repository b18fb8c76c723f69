"""The file a practice sends: the columns of the template, one row per indicator. Pure."""

import csv
import io
from collections.abc import Iterable

from indicators.catalogue import CatalogueItem
from indicators.returns.columns import Column
from scorecard.demo.figures import DemoFigure
from scorecard.demo.quarters import Quarter


def return_file(
    practice: str,
    quarter: Quarter,
    items: Iterable[CatalogueItem],
    figures: Iterable[DemoFigure],
) -> bytes:
    """A CSV with every item that is due; what the practice left out is a blank row."""
    held = {figure.indicator: figure for figure in figures}
    text = io.StringIO()
    writer = csv.DictWriter(text, [str(column) for column in Column], restval="")
    writer.writeheader()
    for item in items:
        row = {
            Column.PRACTICE: practice,
            Column.PERIOD: quarter.code,
            Column.INDICATOR: item.code,
            Column.NAME: item.data.name,
        }
        figure = held.get(item.code)
        filled = row if figure is None else {**row, **_cells(item, figure)}
        writer.writerow({str(column): cell for column, cell in filled.items()})
    return text.getvalue().encode("utf-8-sig")


def _cells(item: CatalogueItem, figure: DemoFigure) -> dict[Column, str]:
    if figure.state == "not_applicable":
        return {Column.TEXT: "not applicable"}
    if item.data.kind == "fact":
        return {Column.TEXT: figure.text}
    if item.data.kind == "yes_no":
        return {Column.VALUE: "yes" if figure.value else "no"}
    return {
        Column.NUMERATOR: _number(figure.numerator),
        Column.DENOMINATOR: _number(figure.denominator),
        Column.VALUE: _number(figure.value),
    }


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:.15g}"
