"""The base of every list: django-tables2 with the NHS table (templates/ui/table.html).

`render_x` makes the cell of the page, `value_x` the cell of a file.
"""

from typing import Any

import django_tables2 as tables


def numeric() -> dict[str, Any]:
    """`attrs=` of a column of numbers: right-aligned, heading too."""
    return {
        "th": {"class": "nhsuk-table__header--numeric"},
        "td": {"class": "nhsuk-table__cell--numeric"},
    }


class Column(tables.Column):  # type: ignore[misc]
    """A column of text."""


class NumberColumn(tables.Column):  # type: ignore[misc]
    """A column of numbers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", numeric())
        super().__init__(*args, **kwargs)


class Table(tables.Table):  # type: ignore[misc]
    """Set `caption` on the class or pass `caption=`; `empty_text` says why there is nothing.

    `folds`: on a phone each row becomes a block of lines, instead of a table to scroll sideways.
    """

    caption = ""
    folds = False

    def __init__(self, *args: Any, caption: str | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("empty_text", self._meta.empty_text or "There is nothing to show.")
        super().__init__(*args, **kwargs)
        self.caption = caption or self.caption

    class Meta:
        template_name = "ui/table.html"
        orderable = True
        per_page = 50
