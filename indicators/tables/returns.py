"""Lists about returns."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators.models import Collection
from indicators.presenters.period_returns import PracticeLine
from scorecard.ui.components import component
from scorecard.ui.tables import Column, NumberColumn, Table


class PracticeReturns(Table):
    """Every practice of a collection: the state in words, the figures held, when it was sent."""

    practice = Column()
    state = Column(order_by=("life", "state"))
    held = NumberColumn(verbose_name="Figures held")
    submitted = Column(verbose_name="First submitted", orderable=False)
    reference = Column(verbose_name="Latest receipt", orderable=False)
    accept = Column(verbose_name="Accept", orderable=False, empty_values=())

    folds = True

    class Meta(Table.Meta):
        empty_text = "No practice is in this group."

    def __init__(self, *args: Any, collection: Collection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = collection.period
        self._address = (period.commissioner.code, period.code)

    def render_practice(self, record: PracticeLine) -> SafeString:
        href = reverse("practice-return", args=[*self._address, record.code])
        name = format_html('<a href="{}">{}</a> ({})', href, record.practice, record.code)
        # In one element: a folded table sets what stands in a cell side by side.
        if not record.remark:
            return format_html("<span>{}</span>", name)
        return format_html("<span>{}<br>{}</span>", name, record.remark)

    def render_state(self, record: PracticeLine) -> SafeString:
        return component("tag", text=record.state, colour=record.colour)

    def render_held(self, record: PracticeLine) -> str:
        return f"{record.held} of {record.due}" if record.asked else ""

    def render_accept(self, record: PracticeLine) -> SafeString:
        if record.accept is None:
            return SafeString("—")
        return format_html(
            '<input class="tick" type="checkbox" name="returns" value="{}"'
            ' aria-label="Accept the return of {}">',
            record.accept,
            record.practice,
        )
