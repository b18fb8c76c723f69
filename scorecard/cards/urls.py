"""Addresses of the scorecard: commissioner, practice, network and public pages."""

from django.urls import path

from scorecard.cards.views import (
    area,
    assessments,
    audit,
    builder,
    card,
    catalogue,
    grid,
    indicators,
    periods,
    practices,
    public,
    releases,
    results,
)

_area = "area/<str:code>/"
_card = _area + "card/<int:pk>/"
_practice = "practice/<str:code>/"
_network = "network/<str:code>/"
_results = "results/<slug:slug>/"

urlpatterns = [
    path("", public.home, name="home"),
    path(_results, public.contents, name="public"),
    path(_results + "practices/<str:practice_code>/", public.practice, name="public-practice"),
    path(_results + "indicators/<str:indicator>/", public.indicator, name="public-indicator"),
    path(_area, area.area, name="area"),
    path(_area + "grid/", grid.grid, name="grid"),
    path(_area + "grid.csv", grid.grid_file, {"kind": "csv"}, name="grid-csv"),
    path(_area + "grid.xlsx", grid.grid_file, {"kind": "xlsx"}, name="grid-xlsx"),
    path(_area + "practices/<str:practice_code>/", practices.area_practice, name="area-practice"),
    path(
        _area + "practices/<str:practice_code>/<str:indicator>/",
        results.area_result,
        name="area-result",
    ),
    path(_area + "indicators/", indicators.indicators, name="indicators"),
    path(_area + "indicators/new/", indicators.new_indicator, name="indicator-new"),
    path(_area + "indicators/<str:indicator>/", indicators.indicator, name="indicator"),
    path(
        _area + "indicators/<str:indicator>/edit/", indicators.edit_indicator, name="indicator-edit"
    ),
    path(
        _area + "indicators/<str:indicator>/results/",
        results.area_indicator,
        name="indicator-results",
    ),
    path(_area + "assessments/", assessments.assessments, name="assessments"),
    path(
        _area + "assessments.csv",
        assessments.assessments_file,
        {"kind": "csv"},
        name="assessments-csv",
    ),
    path(
        _area + "assessments.xlsx",
        assessments.assessments_file,
        {"kind": "xlsx"},
        name="assessments-xlsx",
    ),
    path(_area + "assessments/<str:indicator>/", assessments.assessment, name="assessment"),
    path(
        _area + "assessments/<str:indicator>/sign/",
        assessments.sign,
        name="assessment-sign",
    ),
    path(_area + "card/", card.card, name="card"),
    path(_area + "card/draft/", card.draft_card, name="card-draft"),
    path(_card, card.card_version, name="card-version"),
    path(_card + "export.toml", catalogue.export, name="card-export"),
    path(_card + "settings/", builder.card_settings, name="card-settings"),
    path(_card + "arrange/", builder.card_arrange, name="card-arrange"),
    path(_card + "weights/", card.save_weights, name="card-weights"),
    path(_area + "catalogue/", catalogue.catalogue, name="catalogue"),
    path(_area + "catalogue/import/", catalogue.import_card, name="catalogue-import"),
    path(_area + "catalogue/<slug:key>/", catalogue.starter, name="catalogue-starter"),
    path(_area + "catalogue/<slug:key>/start/", catalogue.start, name="card-start"),
    path(_area + "periods/", periods.periods, name="periods"),
    path(_area + "periods/new/", periods.new_period, name="period-new"),
    path(_area + "periods/<str:period_code>/band/", periods.start_banding, name="band"),
    path(_area + "releases/", releases.releases, name="releases"),
    path(_area + "releases/new/", releases.new_release, name="release-new"),
    path(_area + "releases/<int:pk>/", releases.release, name="release"),
    path(
        _area + "releases/<int:pk>/contents/",
        releases.release_preview,
        {"kind": "contents"},
        name="release-contents",
    ),
    path(
        _area + "releases/<int:pk>/practices/<str:key>/",
        releases.release_preview,
        {"kind": "practice"},
        name="release-practice",
    ),
    path(
        _area + "releases/<int:pk>/indicators/<str:key>/",
        releases.release_preview,
        {"kind": "indicator"},
        name="release-indicator",
    ),
    path(_area + "releases/<int:pk>/approve/", releases.approve, name="release-approve"),
    path(_area + "releases/<int:pk>/withdraw/", releases.withdraw, name="release-withdraw"),
    path(_area + "audit/", audit.audit, name="audit"),
    path(_practice + "results/", practices.own_results, name="practice-results"),
    path(_practice + "results/<str:indicator>/", results.own_result, name="practice-result"),
    path(_practice + "releases/", releases.own_releases, name="practice-releases"),
    path(_practice + "releases/<int:pk>/", releases.own_release, name="practice-release"),
    path(
        _practice + "releases/<int:pk>/contents/",
        releases.own_release,
        {"kind": "contents"},
        name="practice-release-contents",
    ),
    path(
        _practice + "releases/<int:pk>/indicators/<str:key>/",
        releases.own_release,
        {"kind": "indicator"},
        name="practice-release-indicator",
    ),
    path(_network, practices.network, name="network"),
    path(
        _network + "practices/<str:practice_code>/",
        practices.network_practice,
        name="network-practice",
    ),
    path(
        _network + "practices/<str:practice_code>/<str:indicator>/",
        results.network_result,
        name="network-result",
    ),
]
