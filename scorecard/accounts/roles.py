"""Roles and permissions, as code: one enum of each and one table between them."""

from enum import StrEnum


class Permission(StrEnum):
    """What somebody may do in the organisation they belong to."""

    # in a commissioner
    SEE_RESULTS = "see every practice's results"
    SEE_AGGREGATE = "see results of the whole area"
    SEE_DEFINITIONS = "see indicators and weights"
    SHARE_LISTS = "share a list of practices with colleagues"
    DEFINE = "define indicators and weights"
    CONSULT = "consult on a scorecard and answer comments"
    SIGN_COMMISSIONER = "sign a scorecard for the commissioner"
    SIGN_LMC = "sign a scorecard for the LMC"
    MAKE_LIVE = "put an agreed scorecard in force and close one"
    MAKE_LIVE_UNAGREED = "put a scorecard in force that was not agreed"
    OPEN_PERIODS = "open periods and see who has sent a return"
    BAND = "run banding"
    LOAD_FILES = "bring in files of figures"
    CHECK_COMPLIANCE = "check answers that practices gave about themselves"
    DECIDE_QUERIES = "decide queries"
    SET_URGENT_LIMITS = "set urgent limits and see every urgent signal"
    ASSESS = "sign the yearly assessment of an indicator"
    ACCEPT_CASE_STUDY = "accept or decline case studies that practices offer"
    DRAFT_RELEASE = "draft a release"
    SEE_RELEASES = "see drafted releases"
    APPROVE_RELEASE = "approve a release"
    SEE_RECORD = "read the sign-off record of a release"
    DECIDE_LEVELS = "decide who is told what"
    ANSWER_FEEDBACK = "read and answer what readers of published results write"
    MODERATE_COMMENTS = "accept or decline what practices say beside what is published"
    MANAGE_PEOPLE = "invite people and end memberships"
    SEE_AUDIT = "read the audit trail"
    # in a commissioner and in a practice
    COMMENT = "comment on a scorecard that is consulted on"
    # in a network
    SEE_NETWORK = "see results of the network's practices"
    # in a practice
    SEE_OWN = "see the practice's own results"
    PREVIEW_RELEASE = "see what will be published about the practice"
    COMMENT_RELEASE = "put the practice's side beside what will be published"
    SEND_RETURN = "send returns"
    RAISE_QUERY = "query a figure"
    OFFER_CASE_STUDY = "offer and withdraw the practice's case studies"


class Role(StrEnum):
    ANALYST = "analyst"
    COMMISSIONING_LEAD = "commissioning lead"
    CLINICAL_LEAD = "clinical lead"
    BOARD_READER = "board reader"
    ADMINISTRATOR = "administrator"
    LMC_REPRESENTATIVE = "LMC representative"
    NETWORK_LEAD = "network lead"
    PRACTICE_MANAGER = "practice manager"
    PRACTICE_READER = "practice reader"


COMMISSIONER_ROLES = (
    Role.ANALYST,
    Role.COMMISSIONING_LEAD,
    Role.CLINICAL_LEAD,
    Role.BOARD_READER,
    Role.ADMINISTRATOR,
    Role.LMC_REPRESENTATIVE,
)
NETWORK_ROLES = (Role.NETWORK_LEAD,)
PRACTICE_ROLES = (Role.PRACTICE_MANAGER, Role.PRACTICE_READER)

_P = Permission
_READS = {_P.SEE_RESULTS, _P.SEE_AGGREGATE, _P.SEE_DEFINITIONS, _P.SEE_RELEASES, _P.SEE_RECORD}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ANALYST: frozenset(
        _READS
        | {_P.DEFINE, _P.CONSULT, _P.MAKE_LIVE, _P.OPEN_PERIODS, _P.BAND}
        | {_P.DECIDE_QUERIES, _P.DRAFT_RELEASE, _P.LOAD_FILES, _P.CHECK_COMPLIANCE}
        | {_P.SHARE_LISTS, _P.ANSWER_FEEDBACK, _P.MODERATE_COMMENTS}
    ),
    Role.COMMISSIONING_LEAD: frozenset(
        _READS
        | {_P.CONSULT, _P.SIGN_COMMISSIONER, _P.MAKE_LIVE, _P.MAKE_LIVE_UNAGREED}
        | {_P.OPEN_PERIODS, _P.DECIDE_QUERIES, _P.DRAFT_RELEASE, _P.APPROVE_RELEASE, _P.SEE_AUDIT}
        | {_P.ASSESS, _P.ACCEPT_CASE_STUDY, _P.LOAD_FILES, _P.CHECK_COMPLIANCE, _P.SHARE_LISTS}
        | {_P.DECIDE_LEVELS, _P.ANSWER_FEEDBACK, _P.MODERATE_COMMENTS}
    ),
    Role.CLINICAL_LEAD: frozenset(
        _READS | {_P.ASSESS, _P.CHECK_COMPLIANCE, _P.SET_URGENT_LIMITS, _P.ACCEPT_CASE_STUDY}
    ),
    Role.BOARD_READER: frozenset({_P.SEE_AGGREGATE, _P.SEE_RECORD}),
    Role.ADMINISTRATOR: frozenset({_P.SEE_AGGREGATE, _P.MANAGE_PEOPLE, _P.SEE_AUDIT}),
    Role.LMC_REPRESENTATIVE: frozenset(
        {_P.SEE_AGGREGATE, _P.SEE_DEFINITIONS, _P.COMMENT, _P.SIGN_LMC, _P.SEE_RECORD}
    ),
    Role.NETWORK_LEAD: frozenset({_P.SEE_NETWORK}),
    Role.PRACTICE_MANAGER: frozenset(
        {_P.SEE_OWN, _P.PREVIEW_RELEASE, _P.SEND_RETURN, _P.RAISE_QUERY, _P.COMMENT}
        | {_P.OFFER_CASE_STUDY, _P.COMMENT_RELEASE}
    ),
    Role.PRACTICE_READER: frozenset({_P.SEE_OWN, _P.PREVIEW_RELEASE}),
}
