"""A chart that is printed is as wide as paper, and its bars differ without colour."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from scorecard.accounts.roles import Role
from tests.areas import Area

PAPER = 640
BARS = """() => JSON.parse(document.querySelector('script[id="bars"]').textContent).data
  .filter(one => one.type === "bar")
  .map(one => [one.name, (one.marker.pattern || {}).shape || ""])"""

HEIGHT = """() => {
  const place = document.querySelector(".chart__drawing");
  return [place.style.height, place.offsetHeight];
}"""


@pytest.fixture
def area(transactional_db) -> Area:
    area = Area()
    for number, seen in ((1, 900), (2, 500), (3, 700)):
        area.record(number, "ACC01", numerator=seen, denominator=1000)
    area.band()
    return area


def width_of(page: Page) -> float:
    return page.evaluate("document.querySelector('.main-svg').getBoundingClientRect().width")


def becomes(page: Page, wanted: Callable[[float], bool]) -> None:
    """Ask until it is so. The page's own policy forbids the browser to ask itself by a text."""
    for _ in range(100):
        if wanted(width_of(page)):
            return
        page.wait_for_timeout(50)
    assert wanted(width_of(page))


def test_a_chart_is_as_wide_as_paper_while_it_is_printed(area, page: Page, sign_in) -> None:
    sign_in(area.user(Role.ANALYST))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/area/Z01/indicators/ACC01/results/")
    page.locator(".main-svg").first.wait_for()
    before = width_of(page)
    assert before > PAPER
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    becomes(page, lambda width: width <= PAPER)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    becomes(page, lambda width: width == before)


def test_bars_of_each_band_have_a_pattern_of_their_own(area, page: Page, sign_in) -> None:
    sign_in(area.user(Role.ANALYST))
    page.goto("/area/Z01/indicators/ACC01/results/")
    patterns = dict(page.evaluate(BARS))
    assert len(patterns) == 3
    assert len(set(patterns.values())) == 3


def test_a_chart_has_a_height_of_its_own_whatever_the_window_does(
    area, page: Page, sign_in
) -> None:
    sign_in(area.user(Role.ANALYST))
    page.goto("/area/Z01/indicators/ACC01/results/")
    page.locator(".main-svg").first.wait_for()
    given, shown = page.evaluate(HEIGHT)
    assert given == f"{shown}px"
