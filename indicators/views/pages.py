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
