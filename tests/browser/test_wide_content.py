"""Wide tables say that they scroll, only where they do; a name is cut only where it must be; a
link of the grid says which practice and which indicator it is about."""

import pytest
from playwright.sync_api import Page, expect

from practices.models import Practice
from scorecard.accounts.roles import Role
from tests.areas import CARD, FACT, PROPORTION, SPENDING, Area

LONG = "Patients who were seen by somebody of the practice within two days of asking"
SAYS_SO = 'one => parseFloat(getComputedStyle(one, "::before").paddingTop) > 0'
# What is cut of the focused thing, on which side, by the region or by the headings that stay.
IN_SIGHT = """() => {
  const one = document.activeElement, region = one.closest(".grid-region");
  if (!region) return null;
  const cell = one.closest("th, td"), box = one.getBoundingClientRect();
  const whole = region.getBoundingClientRect();
  const stays = cell.matches("tbody th, .grid__row-head"), above = cell.closest("thead");
  const head = [...region.querySelector("thead").rows].at(-1).cells[1];
  const left = stays ? whole.left : region.querySelector("tbody th").getBoundingClientRect().right;
  const top = above ? whole.top : head.getBoundingClientRect().bottom;
  const cut = {left: left - box.left, right: box.right - whole.right, top: top - box.top};
  return Object.entries(cut).filter(([_, much]) => much > 1).map(([side, much]) => side + much);
}"""
SCROLLS = "one => one.scrollWidth > one.clientWidth"


@pytest.fixture
def area(transactional_db) -> Area:
    area = Area(card=CARD | {"indicators": [PROPORTION | {"name": LONG}, SPENDING, FACT]})
    # So many that a practice may be told of its area.
    area.practices += [area.add_practice(number) for number in range(4, 13)]
    for number, seen in enumerate((900, 500, 700, *range(600, 690, 10)), start=1):
        area.record(number, "ACC01", numerator=seen, denominator=1000)
    area.band()
    return area


@pytest.mark.parametrize("width", [320, 2400])
def test_a_table_says_that_it_scrolls_where_it_does(area, page: Page, sign_in, width) -> None:
    sign_in(area.user(Role.ANALYST))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/area/Z01/grid/")
    region = page.locator(".grid-region")
    assert region.evaluate(SCROLLS) == (width == 320)
    assert region.evaluate(SAYS_SO) == (width == 320)


def test_on_a_phone_the_rows_of_a_practice_are_stacked_and_say_what_each_value_is(
    area, page: Page, sign_in
) -> None:
    sign_in(area.user(Role.ANALYST))
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto("/area/Z01/practices/Z01001/")
    table = page.get_by_role("table", name="Access")
    assert not table.locator("..").evaluate(SCROLLS)
    band = table.get_by_role("cell").filter(has=page.locator(".band"))
    assert "Agreed band" in band.evaluate('one => getComputedStyle(one, "::before").content')


def test_a_link_of_the_grid_is_called_by_its_practice_and_indicator(
    area, page: Page, sign_in
) -> None:
    sign_in(area.user(Role.ANALYST))
    page.goto("/area/Z01/grid/")
    name = f"Green 90.0%, ACC01 {LONG}, Practice 1"
    expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()


def test_a_name_in_a_chart_is_cut_on_a_phone_only(area, page: Page, sign_in) -> None:
    sign_in(area.user(Role.ANALYST))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/area/Z01/practices/Z01001/")
    names = page.locator(".main-svg").get_by_text("Patients who were seen")
    expect(names.first).to_have_text(LONG)
    page.set_viewport_size({"width": 320, "height": 900})
    expect(names.first).to_have_text(f"{LONG[:43].rstrip()}…")


@pytest.mark.parametrize("width", [320, 480])
def test_whatever_is_focused_in_the_grid_is_wholly_in_sight(
    area, page: Page, sign_in, width
) -> None:
    sign_in(area.user(Role.ANALYST))
    page.set_viewport_size({"width": width, "height": 600})
    page.goto("/area/Z01/grid/")
    page.locator(".cells td").evaluate_all(
        "all => all.forEach(one => one.style.minWidth = '150px')"
    )
    region = page.locator(".grid-region")
    assert region.evaluate(SCROLLS)
    region.focus()
    seen = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(IN_SIGHT)
        if found is None:
            break
        assert found == [], found
        seen += 1
    assert seen > 20


@pytest.mark.parametrize("width", [320, 1280])
def test_a_name_without_a_blank_wraps_and_widens_no_page(area, page: Page, sign_in, width) -> None:
    Practice.objects.filter(pk=area.practices[0].pk).update(name="W" * 300)
    sign_in(area.user(Role.ANALYST))
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("", "practices/", "compare/?practice=Z01001&practice=Z01002", "grid/"):
        page.goto(f"/area/Z01/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        # Of what scrolls by itself no cell is wider than a screen either.
        widest = "Math.max(0, ...[...document.querySelectorAll('th, td')].map(x => x.scrollWidth))"
        assert page.evaluate(widest) <= width, path
