"""Pages that have nothing to show: a withdrawn release, a draft of weights, a new area."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from indicators.selectors.periods import periods_of
from practices.services.organisations import add_commissioner
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.cards.services.versions import open_draft
from scorecard.publication.services.editions import withdraw
from tests.areas import Area
from tests.browser.axe import assert_accessible
from tests.browser.everything import something_of_everything


@pytest.fixture
def area(transactional_db) -> Area:
    return something_of_everything()


def test_pages_without_anything_to_show_are_accessible(area, page: Page, sign_in) -> None:
    """A withdrawn release, a draft whose weights are shown, an area that has only begun."""
    lead_page = reverse("public", args=[area.commissioner.slug])
    lead = User.objects.get(membership__role=Role.CLINICAL_LEAD)
    withdraw(edition=area.releases[0], reason="Mixed up.", by=lead, at=timezone.now())
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
