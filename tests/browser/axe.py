"""What every page must keep: WCAG 2.2 AA at phone and desk width, and nothing from elsewhere."""

import json
from contextlib import suppress
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, TimeoutError

WIDTHS = (320, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only violations are described; the list of what is in order is long and nobody reads it.
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "reporter": "no-passes",
}
SCRIPT = Axe().axe_script

# The navigation folds, and a chart is drawn again, some frames after the window has changed its
# width. Settled is a page whose size, navigation and charts stay as they are for that long.
SETTLED = """() => new Promise(resolve => {
  const charts = [...document.querySelectorAll(".js-plotly-plot")];
  const wanted = charts.length ? 12 : 5;
  const look = () => JSON.stringify([
    document.documentElement.scrollWidth, document.documentElement.scrollHeight,
    document.querySelector(".nhsuk-header")?.innerHTML, charts.map(one => one.innerHTML.length),
    document.getAnimations().length,
  ]);
  let before = "", same = 0, frames = 0;
  const frame = () => {
    const now = look();
    same = now === before ? same + 1 : 0;
    before = now;
    frames += 1;
    if (same >= wanted || frames > 120) resolve(); else requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""


def assert_accessible(page: Page) -> None:
    """Zero axe violations at both widths and no sideways scrolling at the narrow one."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        _assert_fits(page, width)
        found = _violations(page)
        assert not found, f"{page.url} at {width} px:\n{json.dumps(found, indent=1)}"


def _assert_fits(page: Page, width: int) -> None:
    page.evaluate(SETTLED)
    with suppress(TimeoutError):
        page.wait_for_function(
            "width => document.documentElement.scrollWidth <= width", arg=width, timeout=2_000
        )
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{page.url} is {wide} px wide in a window of {width} px."


def _violations(page: Page) -> list[dict[str, Any]]:
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(SCRIPT)
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", OPTIONS)
    return [
        {"rule": v["id"], "help": v["help"], "where": [n["html"][:200] for n in v["nodes"]]}
        for v in found
    ]
