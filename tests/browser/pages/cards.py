"""Versions of a scorecard: written, compared, agreed."""

from datetime import timedelta

from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.cards.services.agreement import open_consultation
from scorecard.cards.services.comments import answer, comment
from scorecard.cards.services.eligibility import save_condition
from scorecard.cards.services.versions import copy_version, open_draft
from tests.areas import Area
from tests.browser.pages.opened import AREA, ONE, PUBLIC, Pages, page


def begin(area: Area, now) -> None:
    """A version in consultation, and after it a draft with a condition."""
    analyst = User.objects.get(membership__role=Role.ANALYST)
    area.consultation = _asked(area, analyst, now)
    area.draft = copy_version(version=area.version, by=analyst, at=now)
    area.condition = save_condition(
        version=area.draft,
        condition=None,
        name="Programme",
        kind="gateway",
        leads_to="Join the programme.",
        at_least="amber",
        items=[area.draft.items.filter(role="weighted").first().pk],
        by=None,
        at=now,
    )


def _asked(area: Area, by, now):
    """With a comment that is answered and one that is not."""
    consultation = open_consultation(
        version=open_draft(commissioner=area.commissioner, by=by, at=now),
        introduction="What do you think?",
        deadline=now.date() + timedelta(days=28),
        by=by,
        at=now,
    )
    for indicator in (None, area.definition("ACC01").indicator):
        said = comment(
            consultation=consultation,
            party="patients",
            name="A group",
            text="Too much.",
            indicator=indicator,
            by=None,
            at=now,
        )
    answer(comment=said, text="Less now.", by=by, at=now)
    return consultation


def live(area: Area) -> int:
    return area.version.pk


def draft(area: Area) -> int:
    return area.draft.pk


def consulted(area: Area) -> int:
    return area.consultation.version_id


PAGES: Pages = {
    PUBLIC: [page("consultation", lambda area: area.consultation.token)],
    Role.ANALYST: [
        page("card", AREA),
        page("cards", AREA),
        page("card-version", AREA, live),
        page("card-version", AREA, draft),
        page("catalogue", AREA),
        page("catalogue-starter", AREA, "stoke"),
        page("catalogue-import", AREA),
        page("card-arrange", AREA, draft),
        page("card-settings", AREA, draft),
        page("card-changes", AREA, live),
        page("card-changes", AREA, draft),
        page("card-history", AREA, live),
        page("card-print", AREA, draft),
        page("card-conditions", AREA, draft),
        page("card-condition-new", AREA, draft),
        page("card-condition", AREA, draft, lambda area: area.condition.pk),
        page("eligibility", AREA),
        page("card-agreement", AREA, live),
        page("card-agreement", AREA, consulted),
        page("card-consultation", AREA, consulted),
        page("card-what-if", AREA, live),
        page("card-robustness", AREA, live),
    ],
    Role.COMMISSIONING_LEAD: [page("card-agreement", AREA, consulted)],
    Role.PRACTICE_MANAGER: [page("practice-consultation", ONE)],
}
ELSEWHERE = (
    "card-start",
    "card-export",
    "card-conclude",
    "card-answer",
    "card-back",
    "card-changes-csv",
    "card-close",
    "card-comment",
    "card-ask",
    "card-copy",
    "card-live",
    "card-next",
    "card-reasons",
    "card-record",
    "card-sign",
    "card-unagreed",
    "card-weights",
    "practice-comment",
    "card-what-if-",
    "card-robustness-",
)
