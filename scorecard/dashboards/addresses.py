"""Addresses of pages of this site: whether there is such a page, and what to call it."""

from urllib.parse import parse_qsl, unquote, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from scorecard.dashboards.models.kept import LONGEST_ADDRESS, LONGEST_NAME

# What a page is called where its own name is not a word people use; {} is what it is about.
_CALLED = {
    "area": "Overview of {}",
    "area-practice": "Practice {}",
    "area-result": "Result {}",
    "area-compare": "Practices side by side, {}",
    "network-compare": "Practices side by side, {}",
    "indicator": "Definition of {}",
    "indicator-results": "Indicator {}",
    "practice": "What is due, {}",
    "practice-results": "Results of {}",
    "practice-result": "Result {}",
    "card": "Scorecard of {}",
}


def page_at(address: str) -> ResolverMatch | None:
    """The page of this site that has this address (path and query); None where there is none."""
    own = address.startswith("/") and address.isprintable()
    if not own or not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return None
    try:
        return resolve(unquote(urlsplit(address).path))
    except (Resolver404, ValueError):
        return None


def problem_with(address: str) -> str:
    """Why an address cannot be kept, in a sentence; empty where it can."""
    if len(address) > LONGEST_ADDRESS:
        return f"This address is longer than {LONGEST_ADDRESS:,} characters. Choose fewer filters."
    return "" if page_at(address) else "There is no page of this site at this address."


def called(address: str) -> str:
    """A first name for a page: "Grid XD1, 2026-27-Q1"; empty where there is no page."""
    page = page_at(address)
    if page is None:
        return ""
    about = " ".join(str(one) for one in page.kwargs.values() if one not in ("csv", "xlsx"))
    pattern = _CALLED.get(page.url_name or "", f"{_words(page.url_name)} {{}}")
    chosen = [value for _, value in parse_qsl(urlsplit(address).query)]
    name = ", ".join([pattern.format(about).strip(), *chosen])
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _words(name: str | None) -> str:
    return (name or "page").replace("-", " ").replace("_", " ").capitalize()
