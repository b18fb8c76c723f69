"""Putting a draft in order: by dragging, and with the keyboard alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from scorecard.accounts.roles import Role
from scorecard.cards.selectors.versions import items_of
from scorecard.cards.services.versions import copy_version
from tests.areas import CARD, NOW, PROPORTION, Area

SECOND = {**PROPORTION, "code": "ACC02", "name": "Calls answered", "weight": 0}


@pytest.fixture
def draft(transactional_db):
    area = Area(card={**CARD, "indicators": [*CARD["indicators"], SECOND]})
    area.user(Role.ANALYST)
    return copy_version(version=area.version, by=None, at=NOW)


def codes(draft) -> list[str]:
    return [item.definition.code for item in items_of(draft)]


@pytest.fixture
def opened(draft, page: Page, sign_in, django_user_model):
    sign_in(django_user_model.objects.get())
    page.goto(reverse("card-arrange", args=["Z01", draft.pk]))
    return page


def test_a_row_that_is_dragged_takes_number_and_place(opened: Page, draft) -> None:
    rows = opened.locator("[data-sortable=items]").first.locator("tr")
    rows.nth(1).locator(".drag-handle").drag_to(rows.nth(0), target_position={"x": 20, "y": 2})
    expect(rows.nth(0)).to_contain_text("ACC02")
    assert codes(draft)[:2] == ["ACC01", "ACC02"], "nothing is saved by dragging"
    opened.get_by_role("button", name="Save order and places").first.click()
    opened.get_by_text("The order and places are saved.").wait_for()
    assert codes(draft)[:2] == ["ACC02", "ACC01"]


def test_a_row_is_dragged_into_another_domain(opened: Page, draft) -> None:
    bodies = opened.locator("[data-sortable=items]")
    handle = bodies.nth(0).locator(".drag-handle").nth(1)
    handle.drag_to(bodies.nth(1).locator("tr").first, target_position={"x": 20, "y": 2})
    expect(bodies.nth(1).locator("tr")).to_have_count(2)
    opened.get_by_role("button", name="Save order and places").first.click()
    opened.get_by_text("The order and places are saved.").wait_for()
    moved = draft.items.get(definition__indicator__code="ACC02")
    assert moved.domain.name == "Value for money"


def test_the_enter_key_saves_and_removes_nothing(opened: Page, draft) -> None:
    opened.get_by_label("Order of ACC01").fill("9")
    opened.get_by_label("Order of ACC01").press("Enter")
    opened.get_by_text("The order and places are saved.").wait_for()
    assert codes(draft)[:2] == ["ACC02", "ACC01"]
    assert draft.domains.count() == 2
