"""Long tables of dashboards. Pages are Django templates; a table of hundreds of rows is Jinja."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from scorecard.dashboards.presenters.indicator.ranked import PracticeLine
from scorecard.dashboards.presenters.practice_lines import Line
from scorecard.ui.components import own_template

register = template.Library()


@register.simple_tag
def practice_lines(
    lines: Sequence[Line], caption: str, england: bool, banded: bool = True, judged: bool = True
) -> SafeString:
    """`england`: whether anything is held for England, so that it has a column. Not `judged`:
    figures only, of what is compared and drawn elsewhere on the page."""
    template = "dashboards/parts/practice_lines.jinja"
    shown = {"lines": lines, "caption": caption, "england": england}
    return own_template(template, **shown, banded=banded, judged=judged)


@register.simple_tag
def indicator_lines(
    lines: Sequence[PracticeLine], name: str, compared: str, ranges: bool
) -> SafeString:
    """Practices on one indicator; `compared` heads their comparisons."""
    template = "dashboards/parts/indicator_lines.jinja"
    return own_template(template, lines=lines, name=name, compared=compared, ranges=ranges)
