"""A release: frozen when drafted, opened by a second person, withdrawn at once."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from scorecard.accounts.roles import Role
from scorecard.cards.models import Approval
from scorecard.cards.selectors.releases import page_of, published_release, state_of
from scorecard.cards.services.releases import approve_release, draft_release, withdraw_release
from tests.areas import NOW

TODAY = NOW.date()


@pytest.fixture
def analyst(area):
    return area.user(Role.ANALYST)


@pytest.fixture
def lead(area):
    return area.user(Role.COMMISSIONING_LEAD)


@pytest.fixture
def release(area, analyst):
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.record(2, "ACC01", numerator=3, denominator=100)
    return draft_release(
        card_run=area.band(),
        title="First",
        introduction="",
        preview_until=TODAY,
        by=analyst,
        at=NOW,
    )


def approve(release, by, today=TODAY):
    return approve_release(release=release, by=by, at=NOW, today=today)


def test_a_release_has_a_page_for_each_practice_and_weighted_indicator(release, area):
    keys = {(page.kind, page.key) for page in release.pages.all()}
    practices = {("practice", practice.code) for practice in area.practices}
    assert keys == {
        ("contents", ""),
        ("indicator", "ACC01"),
        ("indicator", "VFM01"),
        *practices,
    }


def test_a_small_count_is_nowhere_in_the_frozen_pages(release, area):
    page = page_of(release, "practice", area.practices[1].code).content
    line = page["domains"][0]["lines"][0]
    assert (line["value"], line["band"]) == ("Withheld", 0)
    chart = page_of(release, "indicator", "ACC01").content["chart"]
    assert "3.0%" not in str(chart) and "90.0%" in str(chart)
    assert "46.5" not in str(page_of(release, "indicator", "ACC01").content), "the area's value"


def test_a_score_with_a_withheld_figure_is_not_told(release, area):
    hidden, shown = (
        page_of(release, "practice", practice.code).content
        for practice in (area.practices[1], area.practices[0])
    )
    assert hidden["domains"][0]["score"]["word"] == "Withheld"
    assert (hidden["overall"]["score"], shown["overall"]["score"]) == ("", "100")


def test_later_runs_and_corrections_change_nothing_in_it(release, area):
    key = area.practices[0].code
    before = page_of(release, "practice", key).content
    area.record(1, "ACC01", numerator=10, denominator=100)
    area.band()
    assert page_of(release, "practice", key).content == before


def test_nobody_approves_their_own_draft(release, analyst):
    with pytest.raises(ValidationError, match="A second person has to approve it"):
        approve(release, analyst)
    with pytest.raises(IntegrityError, match="a_second_person_approves"), transaction.atomic():
        Approval.objects.create(
            release=release, drafted_by=analyst, approved_by=analyst, approved_at=NOW
        )
    assert published_release(release.card_run.run.commissioner) is None


def test_nobody_approves_before_practices_had_their_time(release, lead):
    with pytest.raises(ValidationError, match="approve it from 15 July 2026"):
        approve(release, lead, TODAY - dt.timedelta(days=1))


def test_a_second_person_opens_it_once(release, lead):
    approve(release, lead)
    assert published_release(release.card_run.run.commissioner) == release
    with pytest.raises(ValidationError, match="approved already"):
        approve(release, lead)


def test_a_withdrawn_release_says_so(release, lead):
    approve(release, lead)
    with pytest.raises(ValidationError):
        withdraw_release(release=release, reason=" ", by=lead, at=NOW)
    withdraw_release(release=release, reason="A practice was mixed up.", by=lead, at=NOW)
    release.refresh_from_db()
    with pytest.raises(ValidationError, match="is withdrawn"):
        approve(release, lead)
    assert state_of(release) == "withdrawn"
