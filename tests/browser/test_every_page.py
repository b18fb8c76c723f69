"""Every page that the modules of the folder `pages` name, at phone and at desk width.

The pages are held against the table of addresses: a page that is not opened here fails.
"""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from indicators.selectors.periods import periods_of
from practices.services.organisations import add_commissioner
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.cards.services.releases import withdraw_release
from scorecard.cards.services.versions import open_draft
from tests.architecture.access_table import TABLE
from tests.areas import Area
from tests.browser.axe import assert_accessible
from tests.browser.everything import something_of_everything
from tests.browser.pages import ELSEWHERE, by_role
from tests.browser.pages.opened import PUBLIC, in_parts

MOST = 12  # pages in one test


@pytest.fixture
def area(transactional_db) -> Area:
    return something_of_everything()
# Opened by other browser tests, files, or addresses that only take a POST.
ELSEWHERE = (
    "account_",
    "mfa_",
    "people",
    "job",
    "healthz",
    "readyz",
    "palette",
    "workspace",
    "assessment-sign",
    "assessments-csv",
    "assessments-xlsx",
    "grid-csv",
    "area-compare-csv",
    "network-compare-csv",
    "network-csv",
    "area-network-csv",
    "what-changed-csv",
    "grid-xlsx",
    "indicators-csv",
    "return-file-marked",
    "return-file-problems",
    "return-template",
    "own-evidence",
    "return-type-discard",
    "evidence-",
    "band",
    "card-start",
    "card-export",
    "card-conclude",
    "card-answer",
    "card-back",
    "card-changes-csv",
    "card-close",
    "card-comment",
    "card-ask",
    "figures-verify",
    "card-copy",
    "card-live",
    "card-next",
    "card-reasons",
    "card-record",
    "card-sign",
    "card-unagreed",
    "card-weights",
    "objective-",
    "outside-value-add",
    "area-choice",
    "practice-comment",
    "practice-return-",
    "returns-accept",
    "returns-digest",
    "card-what-if-",
    "file",
    "group-place",
    "source-profile",
    "card-robustness-",
    "release-approve",
    "release-withdraw",
    "figure-file",
    "practice-figure-file",
    "sources-csv",
    "source-differences-csv",
    "compliance",
    "practice-compliance",
    "urgent-limit-end",
    "urgent-reader-",
)
AREA = "Z01"
ONE = "Z01001"


@pytest.fixture
def area(transactional_db):
    """Two banded periods, a release of each, an open return, a query; one area without a card."""
    area = Area()
    analyst, lead = area.user(Role.ANALYST), area.user(Role.COMMISSIONING_LEAD)
    area.user(Role.NETWORK_LEAD, area.network)
    now = timezone.now()
    for period, numerator in (("2025-26-Q4", 80), ("2026-27-Q1", 90)):
        area.record(1, "ACC01", period=period, numerator=numerator, denominator=100)
        area.record(2, "ACC01", period=period, numerator=50, denominator=100)
        area.record(1, "VFM01", period=period, numerator=14000, denominator=100)
        area.record(1, "FAC01", period=period, text="9 to 5")
    figure = Figure.objects.filter(indicator__code="ACC01", practice__code=ONE).first()
    raise_query(figure=figure, reason="Counted twice", proposed="85", by=lead, at=now)
    runs = [area.band(period) for period in ("2025-26-Q4", "2026-27-Q1")]
    area.releases = [_release(run, analyst, now) for run in runs]
    approve_release(release=area.releases[0], by=lead, at=now, today=now.date())
    open_collection(
        period=area.period(),
        definitions=[area.definition("ACC01")],
        opens_on=now.date(),
        deadline=now.date(),
        by=analyst,
        at=now,
    )
    set_window(
        period=area.period(),
        opens_on=now.date(),
        deadline=now.date(),
        silence="accepted",
        by=analyst,
        at=now,
    )
    area.file = _sent(area, now)
    area.evidence = receive_evidence(
        commissioner=area.commissioner,
        practice=area.practices[0],
        name="plan.txt",
        content=b"Our plan",
        by=analyst,
        at=now,
    )
    keep_remarks(
        collection=area.period().collection,
        practice=area.practices[0],
        said=[Said("ACC01", ("See the plan.",), area.evidence.pk)],
        by=analyst,
        at=now,
    )
    area.limit = _watched(area, lead, now)
    area.consultation = _asked(area, analyst, now)
    area.draft = copy_version(version=area.version, by=analyst, at=now)
    area.condition = _condition(area, now)
    area.group = _group(area)
    third = area.practices[2]
    area.flag = flag_atypical(
        practice=third, reason="works by telephone only", starts_on=now.date(), by=analyst, at=now
    )
    return area


def _asked(area: Area, by, now):
    """A version in consultation, with a comment that is answered and one that is not."""
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


def _group(area: Area):
    """A group with one practice, which was in another before."""
    by = {"by": None, "at": timezone.now()}
    localities = make_group_set(
        commissioner=area.commissioner, name="Localities", why="They meet monthly.", **by
    )
    for day, name in enumerate(("East", "West"), start=1):
        group = make_group(group_set=localities, name=name, why="Its side of the river.", **by)
        place_in_group(group=group, codes=[ONE], starts_on=date(2026, 4, day), **by)
    return group


def _watched(area: Area, named: User, now):
    """A limit with one signal, of which somebody is told that it waits."""
    limit = set_limit(
        definition=area.definition("VFM01"),
        rule=Limit(Side.ABOVE, 100),
        reason="Look at once.",
        people=[named],
        signal_now=True,
        by=area.user(Role.CLINICAL_LEAD),
        at=now,
    )
    tell_of_signals(at=now)
    return limit


def _condition(area: Area, now):
    return save_condition(
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


def _release(run, by, now):
    return draft_release(
        card_run=run,
        title="Results",
        introduction="For information.",
        preview_until=now.date(),
        by=by,
        at=now,
    )


def _sent(area: Area, now) -> ReceivedFile:
    manager = area.user(Role.PRACTICE_MANAGER, area.practices[0])
    header = "Practice code,Period,Indicator code,Numerator,Denominator"
    for numerator in ("about 9", "92"):
        receive_return(
            practice=area.practices[0],
            collection=area.period().collection,
            name="return.csv",
            content=f"{header}\n{ONE},2026-27-Q1,ACC01,{numerator},100\n".encode(),
            by=manager,
            at=now,
        )
    wrong, right = ReceivedFile.objects.order_by("pk")
    submit_return(file=right, by=manager, at=now)
    return wrong


def pages(area: Area) -> dict[str, list[tuple[object, ...]]]:
    """By role: name of an address and its arguments."""
    pk = [release.pk for release in area.releases]
    slug = area.commissioner.slug
    figure = Figure.objects.filter(practice__code=ONE, indicator__code="VFM01").last()
    receipt = DataReturn.objects.get().reference
    return {
        "public": [
            ("home",),
            ("public", slug),
            ("public-practice", slug, ONE),
            ("public-indicator", slug, "ACC01"),
            ("consultation", area.consultation.token),
        ],
        Role.ANALYST: [
            ("area", AREA),
            ("grid", AREA),
            ("area-network", AREA, "NZ01"),
            ("what-changed", AREA),
            ("area-compare", AREA),
            ("area-compare", AREA, ONE, "Z01002"),
            ("area-practice", AREA, ONE),
            ("area-practice", AREA, "Z01003"),
            ("area-result", AREA, ONE, "ACC01"),
            ("area-similar", AREA, ONE),
            ("area-result", AREA, "Z01003", "ACC01"),
            ("assessments", AREA),
            ("assessment", AREA, "VFM01"),
            ("indicators", AREA),
            ("groups", AREA),
            ("atypical", AREA),
            ("atypical-flag", AREA),
            ("atypical-end", AREA, area.flag.pk),
            ("group-set-new", AREA),
            ("group-set", AREA, area.group.group_set_id),
            ("group-new", AREA, area.group.group_set_id),
            ("group", AREA, area.group.group_set_id, area.group.pk),
            ("group-rename", AREA, area.group.group_set_id, area.group.pk),
            (
                "group-leave",
                AREA,
                area.group.group_set_id,
                area.group.pk,
                area.group.memberships.get().pk,
            ),
            ("indicator", AREA, "ACC01"),
            ("indicator-new", AREA),
            ("objectives", AREA, "ACC01"),
            ("outside-values", AREA, "ACC01"),
            ("indicator-edit", AREA, "ACC01"),
            ("indicator-off", AREA, "ACC01"),
            ("card-availability", AREA, area.version.pk),
            ("indicator-results", AREA, "ACC01"),
            ("card", AREA),
            ("card-version", AREA, area.version.pk),
            ("catalogue", AREA),
            ("catalogue-starter", AREA, "stoke"),
            ("catalogue-import", AREA),
            ("card-version", AREA, area.draft.pk),
            ("card-arrange", AREA, area.draft.pk),
            ("card-settings", AREA, area.draft.pk),
            ("card-changes", AREA, area.version.pk),
            ("card-changes", AREA, area.draft.pk),
            ("card-history", AREA, area.version.pk),
            ("cards", AREA),
            ("card-print", AREA, area.draft.pk),
            ("card-conditions", AREA, area.draft.pk),
            ("card-condition-new", AREA, area.draft.pk),
            ("card-condition", AREA, area.draft.pk, area.condition.pk),
            ("eligibility", AREA),
            ("card-agreement", AREA, area.version.pk),
            ("card-agreement", AREA, area.consultation.version_id),
            ("card-consultation", AREA, area.consultation.version_id),
            ("card-what-if", AREA, area.version.pk),
            ("card-robustness", AREA, area.version.pk),
            ("periods", AREA),
            ("period-new", AREA),
            ("period-returns", AREA, "2026-27-Q1"),
            ("verification", AREA, "2026-27-Q1"),
            ("figure", AREA, figure.pk),
            ("sources", AREA),
            ("source-differences", AREA, "ACC01"),
            ("source-agree", AREA, "ACC01"),
            ("practice-return", AREA, "2026-27-Q1", ONE),
            ("returns-lock", AREA, "2026-27-Q1"),
            ("collection-change", AREA, "2026-27-Q1"),
            ("calendar", AREA),
            ("queries", AREA),
            ("query", AREA, Query.objects.get().pk),
            ("evidence", AREA, area.evidence.pk),
            ("releases", AREA),
            ("release-new", AREA),
            ("release", AREA, pk[1]),
            ("release-contents", AREA, pk[1]),
            ("release-practice", AREA, pk[1], ONE),
            ("release-indicator", AREA, pk[1], "ACC01"),
        ],
        Role.COMMISSIONING_LEAD: [
            ("card-agreement", AREA, area.consultation.version_id),
            ("release", AREA, pk[0]),
            ("release", AREA, pk[1]),
            ("audit", AREA),
            ("assessment", AREA, "ACC01"),
        ],
        Role.CLINICAL_LEAD: [
            ("urgent", AREA),
            ("urgent-signal", AREA, area.limit.signals.get().pk),
            ("urgent-limits", AREA),
            ("urgent-limit", AREA, area.limit.pk),
            ("urgent-limit-new", AREA, "ACC01"),
        ],
        Role.PRACTICE_MANAGER: [
            ("practice", ONE),
            ("return", ONE, "2026-27-Q1"),
            ("return-type", ONE, "2026-27-Q1"),
            ("return-file", ONE, "2026-27-Q1", area.file.pk),
            ("return-history", ONE, "2026-27-Q1"),
            ("return-receipt", ONE, receipt),
            ("practice-consultation", ONE),
            ("practice-results", ONE),
            ("practice-result", ONE, "ACC01"),
            ("practice-similar", ONE),
            ("practice-releases", ONE),
            ("practice-release", ONE, pk[1]),
            ("practice-release-contents", ONE, pk[1]),
            ("practice-release-indicator", ONE, pk[1], "ACC01"),
            ("query-new", ONE, figure.pk),
            ("figures", ONE),
            ("figures-held", ONE, "2026-27-Q1"),
            ("practice-figure", ONE, figure.pk),
        ],
        Role.NETWORK_LEAD: [
            ("network", "NZ01"),
            ("network-compare", "NZ01", ONE, "Z01002"),
            ("network-practice", "NZ01", ONE),
            ("network-result", "NZ01", ONE, "ACC01"),
        ],
    }


def address(name: str, *args: object) -> str:
    if name == "query-new":
        return f"{reverse(name, args=args[:1])}?figure={args[1]}"
    if name.endswith("-compare"):
        ticked = "&".join(f"practice={code}" for code in args[1:])
        return f"{reverse(name, args=args[:1])}?{ticked}"
    if name == "urgent-limit-new":
        return f"{reverse(name, args=args[:1])}?indicator={args[1]}"
    return reverse(name, args=args)


@pytest.mark.parametrize(
    "role, pages",
    [
        pytest.param(role, part, id=f"{role}-{number}")
        for role, pages in by_role().items()
        for number, part in enumerate(in_parts(pages, MOST), start=1)
    ],
)
def test_every_page_is_accessible(area, page: Page, sign_in, role, pages) -> None:
    if role != PUBLIC:
        sign_in(User.objects.get(membership__role=role))
    for one in pages:
        response = page.goto(one.address(area))
        assert response is not None and response.status == 200, f"{one.name}: {response}"
        assert_accessible(page)


def test_no_page_is_forgotten() -> None:
    opened = {page.name for pages in by_role().values() for page in pages}
    wanted = {name for name in TABLE if not name.startswith(ELSEWHERE)}
    assert wanted == opened


def test_pages_without_anything_to_show_are_accessible(area, page: Page, sign_in) -> None:
    """A withdrawn release, a draft whose weights are shown, an area that has only begun."""
    lead_page = reverse("public", args=[area.commissioner.slug])
    lead = User.objects.get(membership__role=Role.CLINICAL_LEAD)
    withdraw_release(release=area.releases[0], reason="Mixed up.", by=lead, at=timezone.now())
    response = page.goto(lead_page)
    assert response is not None and response.status == 410
    assert_accessible(page)
    open_draft(commissioner=area.commissioner, by=None, at=timezone.now())
    new = add_commissioner(code="Q01", name="New", by=None, at=timezone.now())
    assert not periods_of(new).exists()
    analyst = area.user(Role.ANALYST, new)
    sign_in(analyst)
    for name in ("area", "grid", "card", "indicators", "periods", "releases", "release-new"):
        page.goto(reverse(name, args=["Q01"]))
        assert_accessible(page)
