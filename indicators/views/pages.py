"""Answering with a page of a practice or an area, each with its own line of links."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from practices.access import MemberRequest
from practices.models import Commissioner, Practice
from practices.navigation import area_navigation, practice_navigation


def practice_page(
    request: MemberRequest, practice: Practice, template: str, **context: Any
) -> HttpResponse:
    granted = request.permissions
    known = {
        "practice": practice,
        "granted": {permission.name for permission in granted},
        "navigation": practice_navigation(practice.code, granted),
    }
    return render(request, f"indicators/{template}.html", {**known, **context})


def area_page(
    request: MemberRequest, commissioner: Commissioner, template: str, **context: Any
) -> HttpResponse:
    known = {
        "commissioner": commissioner,
        "navigation": area_navigation(commissioner.code, request.permissions),
    }
    return render(request, f"indicators/{template}.html", {**known, **context})


def sent_in(request: HttpRequest, files: bool = False) -> dict[str, Any]:
    """What a form is bound to: nothing until somebody has sent it, even empty."""
    if request.method != "POST":
        return {}
    return {"data": request.POST, "files": request.FILES} if files else {"data": request.POST}
