"""Addresses of printable packs."""

from django.urls import path

from scorecard.packs.views import side

_area = "area/<str:code>/side/<str:practice_code>"
_practice = "practice/<str:code>/side"

urlpatterns = [
    path(f"{_area}.pdf", side.area_pdf, name="area-pdf"),
    path(f"{_area}/", side.area_side, name="area-side"),
    path(f"{_practice}.pdf", side.own_pdf, name="practice-pdf"),
    path(f"{_practice}/", side.own_side, name="practice-side"),
]
