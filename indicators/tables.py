"""Lists about returns."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators.presenters.period_returns import PracticeLine
from scorecard.ui.components import component
from scorecard.ui.tables import Column, NumberColumn, Table


class PracticeReturns(Table):
    """Every practice of a collection: the state in words, the figures held, when it was sent."""

    practice = Column()
    state = Column()
    held = NumberColumn(verbose_name="Figures held")
    submitted = Column(verbose_name="First submitted", orderable=False)
    reference = Column(verbose_name="Latest receipt", orderable=False)

    folds = True

    class Meta(Table.Meta):
        empty_text = "No practice was open in the area on the last day of the period."

    def render_practice(self, record: PracticeLine) -> SafeString:
        return format_html("{} ({})", record.practice, record.code)

    def render_state(self, record: PracticeLine) -> SafeString:
        return component("tag", text=record.state, colour=record.colour)

    def render_held(self, record: PracticeLine) -> str:
        return f"{record.held} of {record.due}"
