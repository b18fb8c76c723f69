"""Drafting corrections of one published edition: several may be begun, one is published."""

from unittest.mock import Mock

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from scorecard.publication.forms.drafting import DraftForm
from scorecard.publication.lifecycle import Step
from scorecard.publication.selectors.editions import state_of
from scorecard.publication.selectors.public import correction_of
from scorecard.publication.services import editions
from tests.areas import NOW
from tests.editions import DAY, draft, publish, show

WHY = "Practice 2 sent a new count."
KNOWN = {"stale": "For a test."}


@pytest.fixture
def correction(area, analyst, first):
    def drafted(numerator=120, **more):
        area.record(2, "ACC01", numerator=numerator, denominator=200)
        return draft(area.band(), analyst, corrects=first, reason=WHY, **more)

    return drafted


def test_after_one_was_given_up_another_is_drafted_on_its_page(area, client, analyst, correction):
    given_up = correction()
    editions.give_up(edition=given_up, reason="It lacks a count.", by=analyst, at=NOW)
    area.record(2, "ACC01", numerator=130, denominator=200)
    area.band()
    client.force_login(analyst)
    page = f"/area/{area.commissioner.code}/releases/new/?period=2026-27-Q1"
    said = client.post(page, {"title": "Again", "introduction": "", "reason": WHY})
    assert said.status_code == 302, said.content.decode()
    assert "It corrects" in client.get(said["Location"]).content.decode()


def test_of_several_under_way_one_is_published(first, analyst, lead, correction):
    one, other = show(correction(), analyst), show(correction(130), analyst)
    for edition in (one, other):
        editions.propose(edition=edition, by=analyst, at=NOW, **KNOWN)
        editions.approve(edition=edition, by=lead, at=NOW, **KNOWN)
    editions.publish(edition=one, by=lead, at=NOW)
    with pytest.raises(ValidationError, match="was published since this was drafted"):
        editions.publish(edition=other, by=lead, at=NOW)
    assert state_of(other) is Step.APPROVED
    assert correction_of(first) == one
    with pytest.raises(IntegrityError, match="published_once"), transaction.atomic():
        first.steps.create(number=99, step=Step.CORRECTED, by=lead, at=NOW)


def test_what_was_withdrawn_meanwhile_is_not_corrected(client, area, analyst, lead, correction):
    """It says what is wrong, where, and how to mend it: at each step, and at its time."""
    late, early = show(correction(), analyst), show(correction(130), analyst)
    editions.propose(edition=late, by=analyst, at=NOW, **KNOWN)
    editions.approve(edition=late, by=lead, at=NOW, **KNOWN)
    editions.schedule(edition=late, publish_at=NOW + 2 * DAY, by=lead, at=NOW)
    editions.withdraw(edition=late.corrects, reason="Mixed up.", by=lead, at=NOW + DAY)
    why = "Edition 1, which this corrects, was withdrawn on 16 July 2026, so there is nothing left"
    with pytest.raises(ValidationError, match=why):
        editions.propose(edition=early, by=analyst, at=NOW + DAY, **KNOWN)
    client.force_login(analyst)
    page = client.get(f"/area/{area.commissioner.code}/releases/{early.pk}/").content.decode()
    assert why in page and "Give this one up and draft a new edition" in page
    (step,) = editions.publish_due(at=NOW + 2 * DAY)
    assert step.step == Step.PREVIEW and why in step.note


def test_the_one_that_was_published_is_corrected_next(area, analyst, lead, first, correction):
    left, second = correction(), correction(130)
    publish(second, analyst, lead)
    assert (state_of(first), correction_of(first)) == (Step.CORRECTED, second)
    assert state_of(left) is Step.DRAFTED
    with pytest.raises(ValidationError, match="Draft a correction of it"):
        correction(140)
    third = draft(area.band(), analyst, corrects=second, reason=WHY)
    assert publish(third, analyst, lead, at=NOW + DAY).corrects == second


def test_what_a_service_says_of_a_field_that_is_not_there_stands_above_the_form():
    form = DraftForm({"title": "Kept", "introduction": ""}, corrects=False)
    form.add_error(None, ValidationError({"corrects": ["Not that one."], "title": ["Too odd."]}))
    form.add_error("number", "Taken.")
    assert form.errors == {"__all__": ["Not that one.", "Taken."], "title": ["Too odd."]}
    assert form["title"].value() == "Kept"


def test_the_page_says_a_refusal_and_keeps_what_was_typed(
    area, client, analyst, first, monkeypatch
):
    refuse = Mock(side_effect=ValidationError({"corrects": ["It was corrected meanwhile."]}))
    monkeypatch.setattr("scorecard.publication.views.editions.draft_edition", refuse)
    client.force_login(analyst)
    page = f"/area/{area.commissioner.code}/releases/new/?period=2026-27-Q1"
    said = client.post(page, {"title": "Again", "introduction": "Typed.", "reason": WHY})
    words = said.content.decode()
    assert said.status_code == 200
    assert all(one in words for one in ("It was corrected meanwhile.", "Again", "Typed.", WHY))
