"""The pages of random compliance checks, with something on each of them."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from indicators.services.compliance import draw_check, record_finding
from indicators.services.figures import FigureRow, record_figures
from indicators.services.periods import open_collection
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from tests.areas import Area
from tests.browser.axe import assert_accessible

PLAN = {
    "code": "PLAN",
    "name": "Continuity plan",
    "description": "Whether the practice has a plan.",
    "role": "weighted",
    "domain": "Access",
    "weight": 100,
    "rule": {"rule": "yes_no"},
    "kind": "yes_no",
    "polarity": "high",
}
CARD = {"name": "Small", "domains": [{"name": "Access", "weight": 100}], "indicators": [PLAN]}


@pytest.fixture
def area(transactional_db) -> Area:
    """Three practices say that they have a plan; two were drawn, one was found wanting."""
    area, now = Area(card=CARD), timezone.now()
    lead, _ = (
        area.user(Role.COMMISSIONING_LEAD),
        area.user(Role.PRACTICE_MANAGER, area.practices[0]),
    )
    collection = open_collection(
        period=area.period(),
        definitions=[area.definition("PLAN")],
        opens_on=now.date(),
        deadline=now.date() + dt.timedelta(days=7),
        by=lead,
        at=now,
    )
    rows = [
        FigureRow(one.pk, area.definition("PLAN").indicator_id, area.period().pk, value=1.0)
        for one in area.practices
    ]
    record_figures(rows=rows, file=None, source="return", by=None, at=now)
    for seed in ("1", "2"):
        area.check = draw_check(
            collection=collection, size=3, seed=seed, by=lead, at=timezone.now()
        )
    sample = area.check.samples.get(figure__practice=area.practices[0])
    for found in ("Nobody could find it", "It names nobody"):
        record_finding(sample=sample, agrees=False, found=found, by=lead, at=timezone.now())
    area.place = sample.place
    return area


def test_the_commissioners_pages_are_accessible(area, page: Page, sign_in) -> None:
    sign_in(User.objects.get(membership__role=Role.COMMISSIONING_LEAD))
    for name, *args in (
        ("compliance", "Z01"),
        ("compliance-draw", "Z01"),
        ("compliance-check", "Z01", area.check.pk),
        ("compliance-answer", "Z01", area.check.pk, area.place),
    ):
        response = page.goto(reverse(name, args=args))
        assert response is not None and response.status == 200, name
        assert_accessible(page)


def test_the_practices_page_is_accessible(area, page: Page, sign_in) -> None:
    sign_in(User.objects.get(membership__role=Role.PRACTICE_MANAGER))
    page.goto(reverse("practice-compliance", args=["Z01001"]))
    assert page.get_by_text("It names nobody").is_visible()
    assert_accessible(page)
