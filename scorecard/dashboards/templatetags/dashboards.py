"""A number that leads to its list.

{% number complete.banded %}        850 banded, number and words one link where there is a list: a
                                    list of links tells what each of them counts
{% seen_to overview.to_do %}         who sees to the numbers that are no links
{% number row.red in_table=1 %}     the number alone; who cannot see its column hears the words
"""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from scorecard.accounts.roles import PERMISSIONS, Permission
from scorecard.dashboards.presenters.links import Number
from scorecard.dashboards.presenters.to_do import ToDo

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


@register.simple_tag
def seen_to(lines: Iterable[ToDo]) -> str:
    """Whose work it is that this reader has no list of; empty where every number is a link."""
    if all(one.number.href for one in lines):
        return ""
    theirs = {Permission.OPEN_PERIODS, Permission.DECIDE_QUERIES}
    who = [f"{role}s" for role, granted in PERMISSIONS.items() if theirs <= granted]
    return f"What has no link here is seen to by {' and '.join(who)}."
