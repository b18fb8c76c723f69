"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from scorecard.config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("jobs/", include("scorecard.jobs.urls")),
    path("", RedirectView.as_view(url="/"), name="home"),
]
