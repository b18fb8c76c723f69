"""The API described: for programs and for people."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from practices.access import public
from scorecard.api import dictionary, licence
from scorecard.api.reading import document, operations


@public
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(document())


@public
def described(request: HttpRequest) -> HttpResponse:
    files = (
        ("figures.csv", dictionary.FIGURES),
        ("practices.csv", dictionary.PRACTICES),
        ("indicators.csv", dictionary.INDICATORS),
    )
    shown = {
        "operations": operations(),
        "files": files,
        "licence": licence.name(),
        "licence_address": licence.address(),
    }
    return render(request, "api/described.html", shown)
