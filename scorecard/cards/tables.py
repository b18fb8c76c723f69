"""Lists of the commissioner's pages."""

from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators import legends
from indicators.models import Definition
from practices.models import Commissioner
from scorecard.audit.models import AuditEvent
from scorecard.cards.presenters.assessments import HEADINGS, AssessmentRow, distance, in_short_unit
from scorecard.ui.tables import NumberColumn, Table


class IndicatorTable(Table):
    """Every indicator of a commissioner, in its newest definition."""

    code = tables.Column()
    name = tables.Column()
    kind = tables.Column(orderable=False)
    rule = tables.Column(verbose_name="Bands", orderable=False, empty_values=())
    number = tables.Column(verbose_name="Version")

    caption = "Indicators"

    def __init__(self, *args: Any, commissioner: Commissioner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commissioner = commissioner

    def render_name(self, record: Definition) -> SafeString:
        address = reverse("indicator", args=[self.commissioner.code, record.code])
        return format_html('<a href="{}">{}</a>', address, record.name)

    def render_rule(self, record: Definition) -> str:
        return legends.legend(record)

    class Meta(Table.Meta):
        empty_text = "There is no indicator yet. Start a scorecard or define one."


class AuditTable(Table):
    """The trail, newest first."""

    at = tables.DateTimeColumn(verbose_name="When", format="j F Y H:i", orderable=False)
    actor_email = tables.Column(verbose_name="Who", orderable=False, default="the system")
    action = tables.Column(orderable=False)
    subject_name = tables.Column(verbose_name="What", orderable=False)
    details_in_words = tables.Column(verbose_name="Details", orderable=False, default="")
    caption = "Audit trail"

    class Meta(Table.Meta):
        model = AuditEvent
        fields = ("at", "actor_email", "action", "subject_name", "details_in_words")
        empty_text = "Nothing has been recorded yet."


class AssessmentTable(Table):
    """Every weighted indicator of a year: what was computed, proposed and signed."""

    name = tables.Column(verbose_name=HEADINGS["name"])
    domain = tables.Column(verbose_name=HEADINGS["domain"])
    proposal = tables.Column(verbose_name=HEADINGS["proposal"], default="nothing")
    signed = tables.Column(verbose_name=HEADINGS["signed"], default="not yet")
    patients = NumberColumn(verbose_name=HEADINGS["patients"])
    below = NumberColumn(verbose_name=HEADINGS["below"])
    reliability = NumberColumn(verbose_name=HEADINGS["reliability"])
    median = NumberColumn(verbose_name=HEADINGS["median"])
    spread = NumberColumn(verbose_name=HEADINGS["spread"])
    near_best = NumberColumn(verbose_name=HEADINGS["near_best"])
    slope = NumberColumn(verbose_name=HEADINGS["slope"])
    link = NumberColumn(verbose_name=HEADINGS["link"])
    practices = NumberColumn(verbose_name=HEADINGS["practices"])
    unit = tables.Column(verbose_name=HEADINGS["unit"], orderable=False, default="")

    caption = "Weighted indicators of the year"

    def render_name(self, record: AssessmentRow) -> SafeString:
        return format_html('<a href="{}">{} {}</a>', record.url, record.code, record.name)

    def render_patients(self, value: Decimal) -> str:
        return f"{value:,}"

    def render_median(self, value: Decimal, record: AssessmentRow) -> str:
        return in_short_unit(value, record.unit)

    def render_spread(self, value: Decimal, record: AssessmentRow) -> str:
        return distance(value, record.unit)

    def render_slope(self, value: Decimal, record: AssessmentRow) -> str:
        return f"{'+' if value > 0 else ''}{distance(value, record.unit)}"

    class Meta(Table.Meta):
        empty_text = "No indicator had a weight in this year."
        per_page = 100
