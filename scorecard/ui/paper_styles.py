"""The styles of a PDF as text: it takes them along, since it fetches nothing."""

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe


@cache
def paper_styles(name: str) -> SafeString:
    """The style sheet `static/css/NAME.css`. Raises FileNotFoundError."""
    found = finders.find(f"css/{name}.css")
    if not isinstance(found, str):
        raise FileNotFoundError(f"static/css/{name}.css")
    return mark_safe(Path(found).read_text(encoding="utf-8"))
