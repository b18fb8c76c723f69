"""Lists of the commissioner's pages."""

from decimal import Decimal

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from scorecard.audit.models import AuditEvent
from scorecard.cards.presenters.assessments import HEADINGS, AssessmentRow, distance, in_short_unit
from scorecard.cards.presenters.availability import AvailabilityRow
from scorecard.cards.presenters.indicator_list import IndicatorRow
from scorecard.ui.tables import NumberColumn, Table


class IndicatorTable(Table):
    """Indicators in their newest definition, each with its place on the scorecard."""

    code = tables.Column()
    name = tables.Column()
    kind = tables.Column()
    bands = tables.Column(orderable=False)
    supplied = tables.Column(verbose_name="Supplied by")
    place = tables.Column(verbose_name="Domain or place")
    weight = NumberColumn(orderable=False, default="")
    number = NumberColumn(verbose_name="Version")
    caption = "Indicators"
    folds = True

    def render_name(self, record: IndicatorRow) -> SafeString:
        """The code tells those apart, for who hears the links alone, that have one name."""
        code = '<span class="nhsuk-u-visually-hidden">{}</span> '
        return format_html('<a href="{}">' + code + "{}</a>", record.url, record.code, record.name)

    def value_name(self, record: IndicatorRow) -> str:
        return record.name

    class Meta(Table.Meta):
        empty_text = "No indicator is like that. Empty a field of the search, or define one."


class AvailabilityTable(Table):
    """What is wanted against what is collected, in the order of the scorecard."""

    name = tables.Column(verbose_name="Indicator")
    place = tables.Column(verbose_name="Domain or place")
    declared = tables.Column()
    supplied = tables.Column(verbose_name="Supplied by")
    period = tables.Column(verbose_name="Newest period with figures")
    practices = NumberColumn(verbose_name="Practices with a figure")
    verdict = tables.Column()
    caption = "Wanted against collected"
    folds = True

    def render_name(self, record: AvailabilityRow) -> SafeString:
        return format_html('<a href="{}">{} {}</a>', record.url, record.code, record.name)

    class Meta(Table.Meta):
        orderable = False
        empty_text = "There is no indicator on this version yet."


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
    proposal = tables.Column(verbose_name=HEADINGS["proposal"], default="nothing")
    signed = tables.Column(verbose_name=HEADINGS["signed"], default="not yet")
    domain = tables.Column(verbose_name=HEADINGS["domain"])
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
