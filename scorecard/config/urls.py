"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    path("jobs/", include("scorecard.jobs.urls")),
    path("", RedirectView.as_view(url="/"), name="home"),
]
