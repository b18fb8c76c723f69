"""A number that leads to its list.

{% number complete.banded %}        850 banded, number and words one link where there is a list: a
                                    list of links tells what each of them counts
{% number row.red in_table=1 %}     the number alone; who cannot see its column hears the words
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from scorecard.dashboards.presenters.links import Number

register = template.Library()

_HEARD = '<span class="nhsuk-u-visually-hidden"> {}</span>'
_NAME = ' aria-label="{} {} {}"'


@register.simple_tag
def number(what: Number, in_table: bool = False) -> SafeString:
    said = format_html(_HEARD if in_table else " {}", what.words)
    inside = format_html('<span class="overview__number">{}</span>{}', what.shown, said)
    if not what.href:
        return inside
    name = format_html(_NAME, what.shown, what.words, what.heard) if what.heard else ""
    return format_html('<a href="{}"{}>{}</a>', what.href, name, inside)
