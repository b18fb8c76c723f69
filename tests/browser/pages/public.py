"""What anybody may read."""

from tests.areas import Area
from tests.browser.pages.opened import ONE, PUBLIC, Pages, page


def slug(area: Area) -> str:
    return area.commissioner.slug


PAGES: Pages = {
    PUBLIC: [
        page("public", slug),
        page("public-practice", slug, ONE),
        page("public-indicator", slug, "ACC01"),
    ],
}
