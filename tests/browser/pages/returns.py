"""Periods, returns, figures, questions about them, and evidence."""

from indicators.models import DataReturn, Figure, Query, ReceivedFile
from indicators.services.evidence import receive_evidence
from indicators.services.periods import open_collection
from indicators.services.remarks import Said, keep_remarks
from indicators.services.returns import receive_return, submit_return
from indicators.services.verification import set_window
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from tests.areas import Area
from tests.browser.pages.opened import AREA, ONE, QUARTER, Pages, page

HEADER = "Practice code,Period,Indicator code,Numerator,Denominator"


def begin(area: Area, now) -> None:
    """An open return that was sent wrong, then right, with evidence beside it."""
    by = {"by": User.objects.get(membership__role=Role.ANALYST), "at": now}
    days = {"opens_on": now.date(), "deadline": now.date()}
    collection = open_collection(
        period=area.period(), definitions=[area.definition("ACC01")], **days, **by
    )
    set_window(period=area.period(), silence="accepted", **days, **by)
    area.file = _sent(area, now)
    area.evidence = receive_evidence(
        commissioner=area.commissioner,
        practice=area.practices[0],
        name="plan.txt",
        content=b"Our plan",
        **by,
    )
    remark = Said("ACC01", ("See the plan.",), area.evidence.pk)
    keep_remarks(collection=collection, practice=area.practices[0], said=[remark], **by)


def _sent(area: Area, now) -> ReceivedFile:
    manager = User.objects.get(membership__role=Role.PRACTICE_MANAGER)
    for numerator in ("about 9", "92"):
        receive_return(
            practice=area.practices[0],
            collection=area.period().collection,
            name="return.csv",
            content=f"{HEADER}\n{ONE},{QUARTER},ACC01,{numerator},100\n".encode(),
            by=manager,
            at=now,
        )
    wrong, right = ReceivedFile.objects.order_by("pk")
    submit_return(file=right, by=manager, at=now)
    return wrong


def figure(area: Area) -> int:
    return Figure.objects.filter(practice__code=ONE, indicator__code="VFM01").last().pk


def receipt(area: Area) -> str:
    return DataReturn.objects.get().reference


PAGES: Pages = {
    Role.ANALYST: [
        page("periods", AREA),
        page("period-new", AREA),
        page("period-returns", AREA, QUARTER),
        page("practice-return", AREA, QUARTER, ONE),
        page("returns-lock", AREA, QUARTER),
        page("collection-change", AREA, QUARTER),
        page("calendar", AREA),
        page("verification", AREA, QUARTER),
        page("figure", AREA, figure),
        page("queries", AREA),
        page("query", AREA, lambda area: Query.objects.get().pk),
        page("evidence", AREA, lambda area: area.evidence.pk),
    ],
    Role.PRACTICE_MANAGER: [
        page("return", ONE, QUARTER),
        page("return-type", ONE, QUARTER),
        page("return-file", ONE, QUARTER, lambda area: area.file.pk),
        page("return-history", ONE, QUARTER),
        page("return-receipt", ONE, receipt),
        page("query-new", ONE, query=lambda area: f"figure={figure(area)}"),
        page("figures", ONE),
        page("figures-held", ONE, QUARTER),
        page("practice-figure", ONE, figure),
    ],
}
ELSEWHERE = (
    "return-file-marked",
    "return-file-problems",
    "return-template",
    "return-type-discard",
    "own-evidence",
    "evidence-",
    "band",
    "figures-verify",
    "practice-return-",
    "returns-accept",
    "returns-digest",
    "figure-file",
    "practice-figure-file",
    "compliance",
    "practice-compliance",
)
