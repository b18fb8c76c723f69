"""Who may open which address: one line for each, by its name.

The tests compare a line with the decorator on the view, and then try the address as every role.
`found=False` says that for a newcomer without anything the page may answer 404: what it shows
has to be made first, or comes from the page before. `parameters` fill the rest of
an address.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scorecard.accounts.access import Access
from scorecard.accounts.roles import Permission


@dataclass(frozen=True)
class Line:
    access: Access
    found: bool = True
    parameters: Mapping[str, object] = field(default_factory=dict)


def public(found: bool = True, **parameters: object) -> Line:
    return Line(Access("public"), found, parameters)


def signed_in(found: bool = True, **parameters: object) -> Line:
    return Line(Access("signed in"), found, parameters)


def commissioner(permission: Permission, found: bool = True, **parameters: object) -> Line:
    return Line(Access("commissioner", permission), found, parameters)


def network(permission: Permission, found: bool = True, **parameters: object) -> Line:
    return Line(Access("network", permission), found, parameters)


def practice(permission: Permission, found: bool = True, **parameters: object) -> Line:
    return Line(Access("practice", permission), found, parameters)


# What a parameter of an address is filled with where its line says nothing: nothing is found by it.
NOTHING = {
    "int": 2_000_000_000,
    "uuid": "00000000-0000-4000-8000-000000000000",
    "text": "NOTHING",
}

May = Permission

TABLE: dict[str, Line] = {
    "home": public(),
    "healthz": public(),
    "readyz": public(),
    "palette": public(),
    "workspace": signed_in(),
    "job": signed_in(found=False),
    "job-cancel": signed_in(found=False),
    "job-again": signed_in(found=False),
    # signing in
    "account_login": public(),
    "account_logout": public(),
    "account_inactive": public(),
    "account_signup": public(),
    "account_reset_password": public(),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": public(),
    "account_reset_password_from_key_done": public(),
    "account_reauthenticate": signed_in(),
    "account_change_password": signed_in(),
    "account_set_password": signed_in(),
    "mfa_index": signed_in(),
    "mfa_authenticate": public(found=False),  # halfway through signing in; others start again
    "mfa_reauthenticate": signed_in(),
    "mfa_activate_totp": signed_in(),
    "mfa_deactivate_totp": signed_in(found=False),
    "mfa_view_recovery_codes": signed_in(found=False),
    "mfa_generate_recovery_codes": signed_in(found=False),
    "mfa_download_recovery_codes": signed_in(found=False),
    # people
    "people": commissioner(May.MANAGE_PEOPLE),
    "people-invite": commissioner(May.MANAGE_PEOPLE),
    "people-end": commissioner(May.MANAGE_PEOPLE, found=False),
    # the commissioner's pages
    "area": commissioner(May.SEE_AGGREGATE),
    "area-practice": commissioner(May.SEE_RESULTS, practice_code="Z00001"),
    "area-result": commissioner(May.SEE_RESULTS, found=False),
    "area-similar": commissioner(May.SEE_RESULTS, found=False),
    "assessment": commissioner(May.SEE_RESULTS),
    "assessment-sign": commissioner(May.ASSESS),
    "assessments": commissioner(May.SEE_RESULTS),
    "assessments-csv": commissioner(May.SEE_RESULTS),
    "assessments-xlsx": commissioner(May.SEE_RESULTS),
    "atypical": commissioner(May.SEE_RESULTS),
    "atypical-flag": commissioner(May.DEFINE),
    "atypical-end": commissioner(May.DEFINE, found=False),
    "audit": commissioner(May.SEE_AUDIT),
    "evidence": commissioner(May.SEE_RESULTS, found=False),
    "evidence-file": commissioner(May.SEE_RESULTS, found=False),
    "evidence-remove": commissioner(May.DECIDE_QUERIES, found=False),
    "band": commissioner(May.BAND, found=False),
    "card": commissioner(May.SEE_DEFINITIONS),
    "card-conclude": commissioner(May.SIGN_COMMISSIONER, found=False),
    "card-agreement": commissioner(May.SEE_DEFINITIONS, found=False),
    "card-answer": commissioner(May.CONSULT, found=False),
    "card-back": commissioner(May.CONSULT, found=False),
    "card-changes": commissioner(May.SEE_DEFINITIONS, found=False),
    "card-changes-csv": commissioner(May.SEE_DEFINITIONS, found=False),
    "card-history": commissioner(May.SEE_DEFINITIONS, found=False),
    "card-reasons": commissioner(May.DEFINE, found=False),
    "card-close": commissioner(May.MAKE_LIVE, found=False),
    "card-comment": commissioner(May.COMMENT, found=False),
    "card-ask": commissioner(May.CONSULT, found=False),
    "card-consultation": commissioner(May.SEE_DEFINITIONS, found=False),
    "card-availability": commissioner(May.SEE_DEFINITIONS, found=False),
    "card-export": commissioner(May.SEE_DEFINITIONS, found=False),
    "card-start": commissioner(May.DEFINE, key="demo"),
    "card-arrange": commissioner(May.DEFINE, found=False),
    "cards": commissioner(May.SEE_DEFINITIONS),
    "card-copy": commissioner(May.DEFINE, found=False),
    "card-print": commissioner(May.SEE_DEFINITIONS, found=False),
    "card-condition": commissioner(May.DEFINE, found=False),
    "card-condition-new": commissioner(May.DEFINE, found=False),
    "card-conditions": commissioner(May.SEE_DEFINITIONS, found=False),
    "eligibility": commissioner(May.SEE_RESULTS),
    "card-settings": commissioner(May.DEFINE, found=False),
    "card-live": commissioner(May.MAKE_LIVE, found=False),
    "card-next": commissioner(May.DEFINE, found=False),
    "card-record-lmc": commissioner(May.SIGN_COMMISSIONER, found=False),
    "card-sign": commissioner(May.SIGN_COMMISSIONER, found=False),
    "card-sign-lmc": commissioner(May.SIGN_LMC, found=False),
    "card-unagreed": commissioner(May.MAKE_LIVE_UNAGREED, found=False),
    "card-version": commissioner(May.SEE_DEFINITIONS, found=False),
    "card-weights": commissioner(May.DEFINE, found=False),
    "catalogue": commissioner(May.SEE_DEFINITIONS),
    "catalogue-import": commissioner(May.DEFINE),
    "catalogue-starter": commissioner(May.SEE_DEFINITIONS, key="demo"),
    "card-robustness": commissioner(May.SEE_RESULTS, found=False),
    "card-robustness-csv": commissioner(May.SEE_RESULTS, found=False),
    "card-robustness-xlsx": commissioner(May.SEE_RESULTS, found=False),
    "card-what-if": commissioner(May.SEE_RESULTS, found=False),
    "card-what-if-csv": commissioner(May.SEE_RESULTS, found=False),
    "card-what-if-keep": commissioner(May.DEFINE, found=False),
    "card-what-if-xlsx": commissioner(May.SEE_RESULTS, found=False),
    "area-practices": commissioner(May.SEE_RESULTS),
    "band-changes": commissioner(May.SEE_RESULTS),
    "band-changes-csv": commissioner(May.SEE_RESULTS),
    "unbanded": commissioner(May.SEE_RESULTS),
    "area-digest": commissioner(May.SEE_RESULTS),
    "practice-digest": practice(May.SEE_OWN),
    "digest-stop": public(found=False),
    "what-changed": commissioner(May.SEE_RESULTS),
    "what-changed-csv": commissioner(May.SEE_RESULTS),
    "bookmark-keep": signed_in(),
    "bookmark-remove": signed_in(found=False),
    "lists": commissioner(May.SEE_RESULTS),
    "list-new": commissioner(May.SEE_RESULTS),
    "list": commissioner(May.SEE_RESULTS, found=False),
    "list-edit": commissioner(May.SEE_RESULTS, found=False),
    "list-share": commissioner(May.SHARE_LISTS, found=False),
    "list-unshare": commissioner(May.SEE_RESULTS, found=False),
    "list-delete": commissioner(May.SEE_RESULTS, found=False),
    "area-compare": commissioner(May.SEE_RESULTS),
    "area-compare-csv": commissioner(May.SEE_RESULTS),
    "network-compare": network(May.SEE_NETWORK),
    "network-compare-csv": network(May.SEE_NETWORK),
    "grid": commissioner(May.SEE_RESULTS),
    "grid-csv": commissioner(May.SEE_RESULTS),
    "grid-xlsx": commissioner(May.SEE_RESULTS),
    "area-board": commissioner(May.SEE_AGGREGATE),
    "area-board-csv": commissioner(May.SEE_AGGREGATE),
    "area-board-names": commissioner(May.APPROVE_RELEASE),
    "area-board-txt": commissioner(May.SEE_AGGREGATE),
    "area-services": commissioner(May.SEE_RESULTS),
    "area-services-csv": commissioner(May.SEE_RESULTS),
    "area-network": commissioner(May.SEE_RESULTS, found=False),
    "area-network-csv": commissioner(May.SEE_RESULTS, found=False),
    "results-csv": commissioner(May.SEE_RESULTS),
    "results-xlsx": commissioner(May.SEE_RESULTS),
    "objectives": commissioner(May.SEE_RESULTS, found=False),
    "objective-add": commissioner(May.DEFINE, found=False),
    "objective-end": commissioner(May.DEFINE, found=False),
    "area-choice": commissioner(May.DEFINE, found=False),
    "outside-values": commissioner(May.SEE_DEFINITIONS, found=False),
    "outside-value-add": commissioner(May.DEFINE, found=False),
    "files": commissioner(May.LOAD_FILES),
    "file": commissioner(May.LOAD_FILES, found=False),
    "file-columns": commissioner(May.LOAD_FILES, found=False),
    "file-outcome": commissioner(May.LOAD_FILES, found=False),
    "source-profiles": commissioner(May.LOAD_FILES),
    "source-profile": commissioner(May.LOAD_FILES, name="qof-prevalence"),
    "source-profile-toml": commissioner(May.LOAD_FILES, name="qof-prevalence", number=1),
    "groups": commissioner(May.SEE_DEFINITIONS),
    "group-set-new": commissioner(May.DEFINE),
    "group-set": commissioner(May.SEE_DEFINITIONS, found=False),
    "group-new": commissioner(May.DEFINE, found=False),
    "group": commissioner(May.SEE_DEFINITIONS, found=False),
    "group-place": commissioner(May.DEFINE, found=False),
    "group-rename": commissioner(May.DEFINE, found=False),
    "group-leave": commissioner(May.DEFINE, found=False),
    "indicator": commissioner(May.SEE_DEFINITIONS, found=False),
    "indicator-edit": commissioner(May.DEFINE, found=False),
    "indicator-new": commissioner(May.DEFINE),
    "indicator-off": commissioner(May.DEFINE, found=False),
    "indicator-results": commissioner(May.SEE_RESULTS, found=False),
    "case-studies": commissioner(May.SEE_RESULTS),
    "case-study-decide": commissioner(May.ACCEPT_CASE_STUDY, found=False),
    "practice-case-studies": practice(May.SEE_OWN),
    "practice-case-study-new": practice(May.OFFER_CASE_STUDY),
    "practice-case-study-withdraw": practice(May.OFFER_CASE_STUDY, found=False),
    "indicator-chart": commissioner(May.SEE_RESULTS, found=False),
    "indicators": commissioner(May.SEE_DEFINITIONS),
    "indicators-csv": commissioner(May.SEE_DEFINITIONS),
    "period-new": commissioner(May.OPEN_PERIODS),
    "periods": commissioner(May.OPEN_PERIODS),
    "release": commissioner(May.SEE_RELEASES, found=False),
    "release-decide": commissioner(May.APPROVE_RELEASE, found=False),
    "release-prepare": commissioner(May.DRAFT_RELEASE, found=False),
    "release-new": commissioner(May.DRAFT_RELEASE),
    "release-contents": commissioner(May.SEE_RELEASES, found=False),
    "release-indicator": commissioner(May.SEE_RELEASES, found=False),
    "release-practice": commissioner(May.SEE_RELEASES, found=False),
    "releases": commissioner(May.SEE_RELEASES),
    # a network's and a practice's pages
    "network": network(May.SEE_NETWORK),
    "network-csv": network(May.SEE_NETWORK),
    "network-practice": network(May.SEE_NETWORK, practice_code="Z00001"),
    "network-result": network(May.SEE_NETWORK, found=False),
    "practice-comment": practice(May.COMMENT, found=False),
    "practice-consultation": practice(May.SEE_OWN),
    "practice-release": practice(May.PREVIEW_RELEASE, found=False),
    "practice-release-as": practice(May.PREVIEW_RELEASE, found=False),
    "practice-release-contents": practice(May.PREVIEW_RELEASE, found=False),
    "practice-release-indicator": practice(May.PREVIEW_RELEASE, found=False),
    "practice-releases": practice(May.PREVIEW_RELEASE),
    "practice-result": practice(May.SEE_OWN, found=False),
    "area-side": commissioner(May.SEE_RESULTS, found=False, practice_code="Z00001"),
    "area-pdf": commissioner(May.SEE_RESULTS, found=False, practice_code="Z00001"),
    "practice-side": practice(May.SEE_OWN, found=False),
    "practice-pdf": practice(May.SEE_OWN, found=False),
    "practice-results": practice(May.SEE_OWN),
    "practice-similar": practice(May.SEE_OWN, found=False),
    # returns and queries
    "own-evidence": practice(May.SEE_OWN, found=False),
    "period-returns": commissioner(May.OPEN_PERIODS, found=False),
    "practice-return": commissioner(May.OPEN_PERIODS, found=False),
    "practice-return-accept": commissioner(May.OPEN_PERIODS, found=False),
    "practice-return-extend": commissioner(May.OPEN_PERIODS, found=False),
    "practice-return-query": commissioner(May.OPEN_PERIODS, found=False),
    "returns-accept": commissioner(May.OPEN_PERIODS, found=False),
    "returns-digest": commissioner(May.OPEN_PERIODS, found=False),
    "returns-lock": commissioner(May.OPEN_PERIODS, found=False),
    "calendar": commissioner(May.OPEN_PERIODS),
    "collection-change": commissioner(May.OPEN_PERIODS, found=False),
    "practice": practice(May.SEE_OWN),
    "figures": practice(May.SEE_OWN),
    "figures-held": practice(May.SEE_OWN, found=False),
    "figures-verify": practice(May.RAISE_QUERY, found=False),
    "verification": commissioner(May.OPEN_PERIODS, found=False),
    "queries": commissioner(May.DECIDE_QUERIES),
    "query": commissioner(May.DECIDE_QUERIES, found=False),
    "query-new": practice(May.RAISE_QUERY, found=False),
    "return": practice(May.SEND_RETURN, found=False),
    "return-file": practice(May.SEND_RETURN, found=False),
    "return-file-marked": practice(May.SEND_RETURN, found=False),
    "return-file-problems": practice(May.SEND_RETURN, found=False),
    "return-history": practice(May.SEE_OWN, found=False),
    "return-receipt": practice(May.SEE_OWN, found=False),
    "return-type": practice(May.SEND_RETURN, found=False),
    "return-type-discard": practice(May.SEND_RETURN, found=False),
    "return-template": practice(May.SEND_RETURN, found=False, kind="csv"),
    # where figures come from, and whose counts
    "figure": commissioner(May.SEE_RESULTS, found=False),
    "figure-file": commissioner(May.SEE_RESULTS, found=False),
    "practice-figure": practice(May.SEE_OWN, found=False),
    "practice-figure-file": practice(May.SEE_OWN, found=False),
    "sources": commissioner(May.SEE_RESULTS),
    "sources-csv": commissioner(May.SEE_RESULTS),
    "source-differences": commissioner(May.SEE_RESULTS, found=False),
    "source-differences-csv": commissioner(May.SEE_RESULTS, found=False),
    "source-agree": commissioner(May.DECIDE_QUERIES, found=False),
    # in confidence: of those with the permission only who is named finds anything
    "urgent": commissioner(May.SEE_RESULTS, found=False),
    "urgent-signal": commissioner(May.SEE_RESULTS, found=False),
    "urgent-limits": commissioner(May.SET_URGENT_LIMITS),
    "urgent-limit-new": commissioner(May.SET_URGENT_LIMITS, found=False),
    "urgent-limit": commissioner(May.SET_URGENT_LIMITS, found=False),
    "urgent-limit-end": commissioner(May.SET_URGENT_LIMITS, found=False),
    "urgent-reader-name": commissioner(May.SET_URGENT_LIMITS, found=False),
    "urgent-reader-end": commissioner(May.SET_URGENT_LIMITS, found=False),
    # answers drawn at random
    "compliance": commissioner(May.CHECK_COMPLIANCE),
    "compliance-draw": commissioner(May.CHECK_COMPLIANCE),
    "compliance-check": commissioner(May.CHECK_COMPLIANCE, found=False),
    "compliance-csv": commissioner(May.CHECK_COMPLIANCE, found=False),
    "compliance-frame": commissioner(May.CHECK_COMPLIANCE, found=False),
    "compliance-answer": commissioner(May.CHECK_COMPLIANCE, found=False),
    "compliance-query": commissioner(May.CHECK_COMPLIANCE, found=False),
    "practice-compliance": practice(May.SEE_OWN),
    # by a link without account
    "consultation": public(found=False),
    # published
    "public": public(found=False),
    "public-indicator": public(found=False),
    "public-practice": public(found=False),
}
