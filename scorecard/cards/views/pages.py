"""Answering with a page of an area, a practice or a network: each with its navigation."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from practices.access import MemberRequest
from practices.models import Commissioner, Network, Practice
from practices.navigation import area_navigation, practice_navigation


def area_page(
    request: MemberRequest, commissioner: Commissioner, template: str, /, **context: Any
) -> HttpResponse:
    granted = request.permissions
    return render(
        request,
        f"cards/{template}.html",
        {
            "commissioner": commissioner,
            "granted": {permission.name for permission in granted},
            "navigation": area_navigation(commissioner.code, granted),
            **context,
        },
    )


def practice_page(
    request: MemberRequest, practice: Practice, template: str, /, **context: Any
) -> HttpResponse:
    granted = request.permissions
    return render(
        request,
        f"cards/{template}.html",
        {
            "practice": practice,
            "granted": {permission.name for permission in granted},
            "navigation": practice_navigation(practice.code, granted),
            **context,
        },
    )


def network_page(
    request: MemberRequest, network: Network, template: str, /, **context: Any
) -> HttpResponse:
    return render(request, f"cards/{template}.html", {"network": network, **context})
