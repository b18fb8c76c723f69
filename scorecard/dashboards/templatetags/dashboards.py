"""A number that leads to its list.

{% number complete.banded %}        850 banded, the number a link where there is a list
{% number row.red in_table=1 %}     the number alone; who cannot see its column hears the words
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from scorecard.dashboards.presenters.links import Number

register = template.Library()


@register.simple_tag
def number(what: Number, in_table: bool = False) -> SafeString:
    words = format_html('<span class="nhsuk-u-visually-hidden"> {}</span>', what.words)
    inside = format_html("{}{}", what.shown, words if in_table else "")
    shown = (
        format_html('<a class="overview__number" href="{}">{}</a>', what.href, inside)
        if what.href
        else format_html('<span class="overview__number">{}</span>', inside)
    )
    return shown if in_table else format_html("{} {}", shown, what.words)
