"""Lists of people."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from practices.models import Commissioner, Membership
from scorecard.ui.tables import Column, Table


class PeopleTable(Table):
    """Memberships, one a row, each with the way to end it."""

    name = Column(accessor="user__name")
    email = Column(accessor="user__email", verbose_name="E-mail address")
    organisation = Column(orderable=False)
    role = Column()
    starts_on = Column(verbose_name="From")
    ends_on = Column(verbose_name="Until", default="")
    change = Column(empty_values=(), orderable=False)

    def __init__(self, *args: Any, commissioner: Commissioner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commissioner = commissioner

    class Meta(Table.Meta):
        empty_text = "Nobody belongs here yet. Invite the first person."

    def render_starts_on(self, record: Membership) -> str:
        return f"{record.starts_on:%-d %b %Y}"

    def render_ends_on(self, record: Membership) -> str:
        return f"{record.ends_on:%-d %b %Y}" if record.ends_on else ""

    def render_change(self, record: Membership) -> str:
        address = reverse("people-end", args=[self.commissioner.code, record.pk])
        return format_html(
            '<a href="{}">End<span class="nhsuk-u-visually-hidden"> the membership of {} in {}'
            "</span></a>",
            address,
            record.user,
            record.organisation,
        )
