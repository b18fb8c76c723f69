"""Addresses of the pages of a long list."""

from typing import Any

from django.core.paginator import Page
from django.http import QueryDict


def page_links(page: "Page[Any]", query: QueryDict, parameter: str = "page") -> dict[str, Any]:
    """Parameters of the pagination component; empty for a list of one page."""
    if page.paginator.num_pages < 2:
        return {}
    links: dict[str, Any] = {"items": [_item(n, page, query, parameter) for n in _numbers(page)]}
    if page.has_previous():
        links["previous"] = {"href": _address(query, parameter, page.previous_page_number())}
    if page.has_next():
        links["next"] = {"href": _address(query, parameter, page.next_page_number())}
    return links


def _numbers(page: "Page[Any]") -> list[int | str]:
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


def _item(number: int | str, page: "Page[Any]", query: QueryDict, parameter: str) -> dict[str, Any]:
    if not isinstance(number, int):
        return {"ellipsis": True}
    address = _address(query, parameter, number)
    return {"number": number, "href": address, "current": number == page.number}


def _address(query: QueryDict, parameter: str, number: int) -> str:
    changed = query.copy()
    changed[parameter] = str(number)
    return f"?{changed.urlencode()}"
