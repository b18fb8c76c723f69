"""What anybody may read."""

from scorecard.website.presenters.texts import TEXTS
from tests.areas import Area
from tests.browser.pages.opened import ONE, PUBLIC, Pages, page


def slug(area: Area) -> str:
    return area.commissioner.slug


PAGES: Pages = {
    PUBLIC: [
        page("public", slug),
        page("public-practice", slug, ONE),
        page("public-indicator", slug, "ACC01"),
        page("public-editions", slug),
        page("public-edition", slug, "2025-26-Q4", "1"),
        page("public-edition-practice", slug, "2025-26-Q4", "1", ONE),
        page("public-edition-indicator", slug, "2025-26-Q4", "1", "ACC01"),
        page("public-practice-easy", slug, ONE),
        page("public-practice-large", slug, ONE),
        page("public-practice-block", slug, ONE),
        page("public-edition-practice-easy", slug, "2025-26-Q4", "1", ONE),
        page("public-edition-practice-large", slug, "2025-26-Q4", "1", ONE),
        page("feedback"),
        page("feedback", query=lambda area: f"about=/results/{slug(area)}/"),
        page("feedback-thanks"),
        *(page("text", name) for name in TEXTS),
    ],
}
# For machines, not for people.
ELSEWHERE = ("robots", "sitemap", "colours")
