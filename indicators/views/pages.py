"""Answering with a page of a practice or an area, each with its own line of links."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from practices.models import Commissioner, Practice


def practice_page(
    request: HttpRequest, practice: Practice, template: str, **context: Any
) -> HttpResponse:
    granted = request.permissions  # type: ignore[attr-defined]
    known = {"practice": practice, "granted": {permission.name for permission in granted}}
    return render(request, f"indicators/{template}.html", {**known, **context})


def area_page(
    request: HttpRequest, commissioner: Commissioner, template: str, **context: Any
) -> HttpResponse:
    return render(request, f"indicators/{template}.html", {"commissioner": commissioner, **context})


def sent_in(request: HttpRequest, files: bool = False) -> dict[str, Any]:
    """What a form is bound to: nothing until somebody has sent it, even empty."""
    if request.method != "POST":
        return {}
    return {"data": request.POST, "files": request.FILES} if files else {"data": request.POST}
