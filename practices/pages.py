"""Answering with a page of an area, a practice or a network: each with its line of links."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from practices.access import MemberRequest
from practices.models import Commissioner, Network, Practice
from practices.navigation import (
    Links,
    area_navigation,
    area_place,
    practice_navigation,
    practice_place,
)


def area_page(
    request: MemberRequest, commissioner: Commissioner, template: str, /, **context: Any
) -> HttpResponse:
    links = area_navigation(commissioner.code, request.permissions)
    place = area_place(commissioner.code, request.path, links)
    known = {"commissioner": commissioner, "menu_place": place}
    return _page(request, template, links, {**known, **context})


def practice_page(
    request: MemberRequest, practice: Practice, template: str, /, **context: Any
) -> HttpResponse:
    links = practice_navigation(practice.code, request.permissions)
    name = request.resolver_match.url_name if request.resolver_match else None
    place = practice_place(practice.code, name or "", request.path)
    return _page(request, template, links, {"practice": practice, "menu_place": place, **context})


def network_page(
    request: MemberRequest, network: Network, template: str, /, **context: Any
) -> HttpResponse:
    return _page(request, template, [], {"network": network, **context})


def _page(
    request: MemberRequest, template: str, navigation: Links, context: dict[str, Any]
) -> HttpResponse:
    granted = {permission.name for permission in request.permissions}
    return render(request, template, {"granted": granted, "navigation": navigation, **context})
