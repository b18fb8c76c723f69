"""Addresses of the dashboards. The folder's rooms: views > presenters > selectors."""

from django.urls import URLPattern, path

from scorecard.dashboards.views import (
    baselines,
    board,
    bookmarks,
    case_studies,
    compare,
    digests,
    grid,
    indicators,
    listings,
    lists,
    networks,
    overview,
    practice,
    services,
)

_area = "area/<str:code>/"
_indicator = _area + "indicators/<str:indicator>/"
_area_network = _area + "networks/<str:network_code>/"
_practice = "practice/<str:code>/"
_baselines = _area + "baselines/<str:practice_code>/<str:indicator>/"
_network = "network/<str:code>/"

urlpatterns: list[URLPattern] = [
    path("workspace/", bookmarks.workspace, name="workspace"),
    path("bookmarks/keep/", bookmarks.keep, name="bookmark-keep"),
    path("bookmarks/<int:pk>/remove/", bookmarks.remove, name="bookmark-remove"),
    path(_area + "lists/", lists.lists, name="lists"),
    path(_area + "lists/new/", lists.new_list, name="list-new"),
    path(_area + "lists/<int:pk>/", lists.one_list, name="list"),
    path(_area + "lists/<int:pk>/edit/", lists.edit_list, name="list-edit"),
    path(_area + "lists/<int:pk>/share/", lists.share, name="list-share"),
    path(_area + "lists/<int:pk>/unshare/", lists.unshare, name="list-unshare"),
    path(_area + "lists/<int:pk>/delete/", lists.delete, name="list-delete"),
    path(_area + "grid/", grid.grid, name="grid"),
    path(_area + "grid.csv", grid.grid_file, {"kind": "csv"}, name="grid-csv"),
    path(_area + "grid.xlsx", grid.grid_file, {"kind": "xlsx"}, name="grid-xlsx"),
    path(_area + "results.csv", grid.results_file, {"kind": "csv"}, name="results-csv"),
    path(_area + "results.xlsx", grid.results_file, {"kind": "xlsx"}, name="results-xlsx"),
    path(_area + "compare/", compare.area_compare, name="area-compare"),
    path(_area + "compare.csv", compare.area_compare_file, name="area-compare-csv"),
    path(_network + "compare/", compare.network_compare, name="network-compare"),
    path(_network + "compare.csv", compare.network_compare_file, name="network-compare-csv"),
    path(_network, networks.network, name="network"),
    path(_network + "results.csv", networks.network_file, name="network-csv"),
    path(_area + "networks/", networks.all_networks, name="area-networks"),
    path(_area + "networks.csv", networks.all_networks_file, name="area-networks-csv"),
    path(_area_network, networks.area_network, name="area-network"),
    path(_area_network + "results.csv", networks.area_network_file, name="area-network-csv"),
    path(_area + "board/", board.board, name="area-board"),
    path(_area + "board/names/", board.board_names, name="area-board-names"),
    path(_area + "board.txt", board.board_text, name="area-board-txt"),
    path(_area + "board.csv", board.board_csv, name="area-board-csv"),
    path(_area + "services/", services.services, name="area-services"),
    path(_area + "services.csv", services.services_file, name="area-services-csv"),
    path(_baselines, baselines.baselines, name="baselines"),
    path(_baselines + "<int:pk>/undo/", baselines.undo, name="baseline-undo"),
    path(_indicator + "results/", indicators.area_indicator, name="indicator-results"),
    path(_indicator + "results/chart.json", indicators.indicator_chart, name="indicator-chart"),
    path(_indicator + "results/area/", indicators.choose_area, name="area-choice"),
    path(_area, overview.area, name="area"),
    path(_area + "practices/", listings.practices, name="area-practices"),
    path(_area + "changed/bands/", listings.band_changes, name="band-changes"),
    path(_area + "changed/bands.csv", listings.band_changes_file, name="band-changes-csv"),
    path(_area + "unbanded/", listings.unbanded, name="unbanded"),
    path(_area + "digest/", digests.area_digest, name="area-digest"),
    path("practice/<str:code>/digest/", digests.practice_digest, name="practice-digest"),
    path("digest/stop/<str:token>/", digests.stop, name="digest-stop"),
    path(_area + "practices/<str:practice_code>/", practice.area_practice, name="area-practice"),
    path(_practice + "results/", practice.own_results, name="practice-results"),
    path(
        _network + "practices/<str:practice_code>/",
        practice.network_practice,
        name="network-practice",
    ),
    path(_area + "case-studies/", case_studies.case_studies, name="case-studies"),
    path(_area + "case-studies/<int:pk>/", case_studies.decide, name="case-study-decide"),
    path(_practice + "case-studies/", case_studies.own_case_studies, name="practice-case-studies"),
    path(_practice + "case-studies/new/", case_studies.offer, name="practice-case-study-new"),
    path(
        _practice + "case-studies/<int:pk>/withdraw/",
        case_studies.withdraw,
        name="practice-case-study-withdraw",
    ),
]
