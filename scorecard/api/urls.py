"""Addresses of open data: they never change, since others keep them."""

from django.urls import path

from scorecard.api.views import files

_edition = "results/<slug:slug>/<str:period>/<int:number>/"

urlpatterns = [
    path("results/<slug:slug>/feed.atom", files.feed_file, name="feed"),
    path(f"{_edition}figures.csv", files.figures_file, name="open-figures"),
    path(f"{_edition}figures.csv-metadata.json", files.metadata_file, name="open-metadata"),
    path(f"{_edition}practices.csv", files.practices_file, name="open-practices"),
    path(f"{_edition}indicators.csv", files.indicators_file, name="open-indicators"),
]
