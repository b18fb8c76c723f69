"""Lists about two sources for one thing."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators.presenters.differences import PracticeLine, SourceLine
from scorecard.ui.tables import Column, NumberColumn, Table


class SourceTable(Table):
    """Indicators and periods of which several sources are held."""

    code = Column(verbose_name="Indicator")
    period = Column(orderable=False)
    sources = Column(orderable=False)
    practices = NumberColumn(verbose_name="Practices with several")
    differing = NumberColumn(verbose_name="Differ")
    largest = NumberColumn(verbose_name="Largest difference", order_by="size", default="None")
    counts = Column(verbose_name="Counts now", orderable=False)
    agreed = Column(verbose_name="Agreed", orderable=False)

    caption = "Indicators with several sources"
    folds = True

    def render_code(self, record: SourceLine) -> SafeString:
        period = '<span class="nhsuk-u-visually-hidden">, {}</span>'
        link = f'<a href="{{}}">{{}} {{}}{period}</a>'
        return format_html(link, record.url, record.code, record.name, record.period)

    class Meta(Table.Meta):
        empty_text = "No practice has figures of two sources for the same thing."


class DifferenceTable(Table):
    """Practice by practice: the figure that counts, the other one, and the difference."""

    name = Column(verbose_name="Practice")
    counting = Column(verbose_name="Counts", orderable=False)
    other = Column(verbose_name="Held beside it", orderable=False)
    difference = NumberColumn(order_by="size")
    verdict = Column()

    caption = "Practice by practice"
    folds = True

    def __init__(self, *args: Any, commissioner: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commissioner = commissioner

    def render_name(self, record: PracticeLine) -> str:
        return f"{record.name} ({record.code})"

    def render_counting(self, record: PracticeLine) -> SafeString:
        return self._figure(record, record.counting_id, record.counting, record.counting_source)

    def render_other(self, record: PracticeLine) -> SafeString:
        return self._figure(record, record.other_id, record.other, record.other_source)

    def _figure(self, record: PracticeLine, pk: int, figure: str, source: str) -> SafeString:
        return format_html(
            '<a href="{}">{}<span class="nhsuk-u-visually-hidden"> of {}</span></a> {}',
            reverse("figure", args=[self.commissioner, pk]),
            figure,
            record.name,
            source,
        )

    class Meta(Table.Meta):
        empty_text = "No practice has figures of two sources in this period."
