"""A collection that was locked takes nothing more; a practice with more time is not late."""

import datetime as dt

import pytest
import time_machine

from indicators.models import CollectionLock, Extension
from indicators.services.returns import ReturnRefused, is_late
from tests.returns.area import AT
from tests.returns.files import row
from tests.returns.pages import PERIOD, address, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(django_user_model):
    return django_user_model.objects.create(email="analyst@example.org", created_at=AT)


def test_after_the_lock_the_practice_is_told_whom_to_ask(area, analyst):
    CollectionLock.objects.create(
        collection=area.collection, locked=True, set_by=analyst, set_at=AT
    )
    with pytest.raises(ReturnRefused, match="ask"):
        area.submitted(row("ACC01", "80", "100"))


def test_with_an_extension_the_return_is_in_time(area, analyst):
    after = area.collection.deadline + dt.timedelta(days=3)
    Extension.objects.create(
        collection=area.collection,
        practice=area.practice,
        deadline=after,
        reason="The server was down.",
        given_by=analyst,
        given_at=AT,
    )
    on_that_day = dt.datetime.combine(after, dt.time(12), dt.UTC)
    assert not is_late(area.submitted(row("ACC01", "80", "100"), at=on_that_day))
    assert is_late(area.submitted(row("ACC01", "81", "100"), at=on_that_day + dt.timedelta(days=1)))


@pytest.mark.parametrize(
    "given", [row("ACC01", "80", "100"), row("ACC01", "x", "100")], ids=["good", "to mend"]
)
def test_the_check_page_says_so_and_offers_nothing(area, analyst, manager, given):
    file = area.checked(given)
    CollectionLock.objects.create(
        collection=area.collection, locked=True, set_by=analyst, set_at=AT
    )
    with time_machine.travel(AT):
        page = text(manager.get(address("return-file", PERIOD, file.pk)))
    assert "nothing more can be sent" in page and "ask Area X01" in page
    assert "Submit" not in page and "Check the file" not in page
