"""Template tag: the form at the foot of a page by which somebody keeps it."""

from typing import Any

from django import template

from scorecard.dashboards.addresses import called
from scorecard.dashboards.models.kept import LONGEST_ADDRESS, LONGEST_NAME
from scorecard.ui.typed import kept

register = template.Library()


@register.inclusion_tag("dashboards/parts/bookmark_form.html", takes_context=True)
def bookmark_form(context: template.Context) -> dict[str, Any]:
    """Nothing for visitors, and where the page answers a form: its address shows another."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or request.method != "GET" or not (user and user.is_authenticated):
        return {}
    address = request.get_full_path()
    page = address if len(address) <= LONGEST_ADDRESS else ""
    return {
        "address": page,
        "name": kept(called(page)) if page else "",
        "longest": LONGEST_NAME,
        "csrf_token": context.get("csrf_token"),
    }
