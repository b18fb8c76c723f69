"""What every page must keep: WCAG 2.2 AA at phone and desk width, and nothing from elsewhere."""

import json
from contextlib import suppress
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, TimeoutError

WIDTHS = (320, 1280)
SETTLED = 400  # milliseconds
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page: Page) -> None:
    """Zero axe violations at both widths and no sideways scrolling at the narrow one."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        _assert_fits(page, width)
        found = _violations(page)
        assert not found, f"{page.url} at {width} px:\n{json.dumps(found, indent=1)}"


def _assert_fits(page: Page, width: int) -> None:
    # The navigation folds a moment after the window has changed its width.
    page.wait_for_timeout(SETTLED)
    with suppress(TimeoutError):
        page.wait_for_function(
            "width => document.documentElement.scrollWidth <= width", arg=width, timeout=2_000
        )
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{page.url} is {wide} px wide in a window of {width} px."


def _violations(page: Page) -> list[dict[str, Any]]:
    run = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        {"rule": v["id"], "help": v["help"], "where": [n["html"][:200] for n in v["nodes"]]}
        for v in run.response["violations"]
    ]
