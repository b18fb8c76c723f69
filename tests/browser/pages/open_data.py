"""The description of open data; the rest are files and JSON."""

from tests.browser.pages.opened import PUBLIC, Pages, page

PAGES: Pages = {PUBLIC: [page("api")]}
ELSEWHERE = ("api-", "feed", "open-", "openapi")
