"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path

from scorecard.config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("scorecard.accounts.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("jobs/", include("scorecard.jobs.urls")),
    path("", include("scorecard.ui.urls")),
    path("", include("practices.urls")),
    path("", include("indicators.urls")),
    path("", include("scorecard.cards.urls")),
    path("", include("scorecard.publication.urls")),
    path("", include("scorecard.dashboards.urls")),
    path("", include("scorecard.packs.urls")),
    path("", include("scorecard.website.urls")),
    path("", include("scorecard.api.urls")),
]

handler400 = "scorecard.ui.errors.bad_request"
handler404 = "scorecard.ui.errors.not_found"
handler429 = "scorecard.ui.errors.too_many"
handler500 = "scorecard.config.faults.server_error"
