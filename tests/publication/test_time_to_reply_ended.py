"""What is due from a practice says truly until when it can reply."""

import pytest
from django.utils import timezone

from scorecard.accounts.roles import Role
from tests.editions import DAY, draft, show


@pytest.mark.parametrize(
    ("days", "said"), [(0, "you can reply until"), (-2, "the time to reply ended on")]
)
def test_the_page_says_whether_it_has_ended(area, client, days, said):
    area.record(1, "ACC01", numerator=90, denominator=100)
    analyst, until = area.user(Role.ANALYST), timezone.now() + days * DAY
    show(draft(area.band(), analyst), analyst, at=until)
    practice = area.practices[0]
    client.force_login(area.user(Role.PRACTICE_MANAGER, practice))
    page = " ".join(client.get(f"/practice/{practice.code}/").content.decode().split())
    assert f"{said} {timezone.localdate(until):%-d %B %Y}." in page
