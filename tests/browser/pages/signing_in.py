"""Accounts, people and jobs: each has browser tests of its own."""

from tests.browser.pages.opened import PUBLIC, Pages, page

PAGES: Pages = {PUBLIC: [page("home")]}
ELSEWHERE = ("account_", "mfa_", "people", "job", "healthz", "readyz", "palette", "workspace")
