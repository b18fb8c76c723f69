"""The styles of a pack as text: a PDF takes them along, since it fetches nothing."""

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe


@cache
def side_styles() -> SafeString:
    found = finders.find("css/side.css")
    if not isinstance(found, str):
        raise FileNotFoundError("static/css/side.css")
    return mark_safe(Path(found).read_text(encoding="utf-8"))
