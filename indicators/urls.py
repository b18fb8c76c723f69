"""Addresses of returns and queries."""

from django.urls import path, re_path

from indicators.views import (
    compliance,
    evidence,
    loading,
    mapper,
    period_returns,
    practice_return,
    provenance,
    queries,
    return_files,
    returns,
    sources,
    typing,
    urgent,
    urgent_limits,
    verification,
)

_RETURNS = "area/<str:code>/periods/<str:period_code>/returns/"
_PLACE = f"{_RETURNS}practices/<str:practice_code>/"
_LIMIT = "area/<str:code>/urgent/limits/<int:pk>/"
_RETURN = "practice/<str:code>/returns/<str:period_code>/"

urlpatterns = [
    path("practice/<str:code>/", returns.practice, name="practice"),
    path(
        "practice/<str:code>/returns/receipts/<str:reference>/",
        returns.return_receipt,
        name="return-receipt",
    ),
    path(_RETURN, returns.data_return, name="return"),
    re_path(
        r"^practice/(?P<code>[^/]+)/returns/(?P<period_code>[^/]+)/template\.(?P<kind>csv|xlsx)$",
        returns.template,
        name="return-template",
    ),
    path(f"{_RETURN}history/", returns.return_history, name="return-history"),
    path(f"{_RETURN}files/<int:file_id>/", return_files.return_file, name="return-file"),
    path(
        f"{_RETURN}files/<int:file_id>/to-mend.xlsx",
        return_files.marked_file,
        name="return-file-marked",
    ),
    path(
        f"{_RETURN}files/<int:file_id>/problems.csv",
        return_files.file_problems,
        name="return-file-problems",
    ),
    path(f"{_RETURN}type/", typing.type_return, name="return-type"),
    path(f"{_RETURN}type/discard", typing.discard_typed, name="return-type-discard"),
    path("practice/<str:code>/figures/", verification.figures, name="figures"),
    path(
        "practice/<str:code>/figures/<str:period_code>/",
        verification.figures_of_period,
        name="figures-held",
    ),
    path(
        "practice/<str:code>/figures/<str:period_code>/verify/",
        verification.verify_figures,
        name="figures-verify",
    ),
    path(
        "area/<str:code>/periods/<str:period_code>/verification/",
        verification.verification,
        name="verification",
    ),
    path(
        "practice/<str:code>/evidence/<int:evidence_id>/",
        evidence.own_evidence,
        name="own-evidence",
    ),
    path("area/<str:code>/evidence/<int:evidence_id>/", evidence.evidence, name="evidence"),
    path(
        "area/<str:code>/evidence/<int:evidence_id>/file",
        evidence.evidence_file,
        name="evidence-file",
    ),
    path(
        "area/<str:code>/evidence/<int:evidence_id>/remove",
        evidence.evidence_remove,
        name="evidence-remove",
    ),
    path("practice/<str:code>/queries/new", queries.query_new, name="query-new"),
    path("area/<str:code>/figures/<int:pk>/", provenance.figure, name="figure"),
    path("area/<str:code>/figures/<int:pk>/file/", provenance.figure_file, name="figure-file"),
    path("practice/<str:code>/figure/<int:pk>/", provenance.own_figure, name="practice-figure"),
    path(
        "practice/<str:code>/figure/<int:pk>/file/",
        provenance.own_figure_file,
        name="practice-figure-file",
    ),
    path("area/<str:code>/compliance/", compliance.compliance, name="compliance"),
    path("area/<str:code>/compliance/new/", compliance.draw, name="compliance-draw"),
    path(
        "area/<str:code>/compliance/<int:pk>/", compliance.compliance_check, name="compliance-check"
    ),
    path(
        "area/<str:code>/compliance/<int:pk>/sample.csv",
        compliance.compliance_file,
        {"kind": "sample"},
        name="compliance-csv",
    ),
    path(
        "area/<str:code>/compliance/<int:pk>/frame.csv",
        compliance.compliance_file,
        {"kind": "frame"},
        name="compliance-frame",
    ),
    path(
        "area/<str:code>/compliance/<int:pk>/<int:place>/",
        compliance.compliance_answer,
        name="compliance-answer",
    ),
    path(
        "area/<str:code>/compliance/<int:pk>/<int:place>/query/",
        compliance.compliance_query,
        name="compliance-query",
    ),
    path("practice/<str:code>/compliance/", compliance.own_compliance, name="practice-compliance"),
    path("area/<str:code>/sources/", sources.sources, name="sources"),
    path("area/<str:code>/sources.csv", sources.sources_file, name="sources-csv"),
    path(
        "area/<str:code>/sources/<str:indicator>/", sources.differences, name="source-differences"
    ),
    path(
        "area/<str:code>/sources/<str:indicator>/differences.csv",
        sources.differences_file,
        name="source-differences-csv",
    ),
    path("area/<str:code>/sources/<str:indicator>/agree/", sources.agree, name="source-agree"),
    path("area/<str:code>/queries/", queries.queries, name="queries"),
    path("area/<str:code>/queries/<int:query_id>/", queries.query, name="query"),
    path("area/<str:code>/files/", loading.files, name="files"),
    path("area/<str:code>/files/layouts/", mapper.source_profiles, name="source-profiles"),
    path("area/<str:code>/files/layouts/<str:name>/", mapper.source_profile, name="source-profile"),
    path(
        "area/<str:code>/files/layouts/<str:name>/<int:number>.toml",
        mapper.source_profile_toml,
        name="source-profile-toml",
    ),
    path("area/<str:code>/files/<int:file_id>/", loading.file, name="file"),
    path("area/<str:code>/files/<int:file_id>/outcome.csv", loading.outcome, name="file-outcome"),
    path("area/<str:code>/files/<int:file_id>/columns/", mapper.columns, name="file-columns"),
    path("area/<str:code>/urgent/", urgent.urgent, name="urgent"),
    path("area/<str:code>/urgent/<int:pk>/", urgent.signal, name="urgent-signal"),
    path("area/<str:code>/urgent/limits/", urgent_limits.limits, name="urgent-limits"),
    path("area/<str:code>/urgent/limits/new/", urgent_limits.limit_new, name="urgent-limit-new"),
    path(_LIMIT, urgent_limits.limit, name="urgent-limit"),
    path(f"{_LIMIT}end/", urgent_limits.limit_end, name="urgent-limit-end"),
    path(f"{_LIMIT}people/", urgent_limits.reader_name, name="urgent-reader-name"),
    path(
        f"{_LIMIT}people/<int:reader_id>/end/", urgent_limits.reader_end, name="urgent-reader-end"
    ),
    path(_RETURNS, period_returns.period_returns, name="period-returns"),
    path(f"{_RETURNS}accept/", period_returns.accept, name="returns-accept"),
    path(f"{_RETURNS}digest/", period_returns.digest, name="returns-digest"),
    path(f"{_RETURNS}lock/", period_returns.lock, name="returns-lock"),
    path(_PLACE, practice_return.practice_return, name="practice-return"),
    path(f"{_PLACE}accept/", practice_return.accept, name="practice-return-accept"),
    path(f"{_PLACE}extend/", practice_return.extend_return, name="practice-return-extend"),
    path(f"{_PLACE}query/", practice_return.query, name="practice-return-query"),
]
