"""What stands behind a figure is read in few questions."""

from django.urls import reverse

from scorecard.accounts.roles import Role
from tests.areas import Area


def test_the_page_of_a_result_takes_at_most_twelve_queries(
    db, client, django_assert_max_num_queries
):
    area = Area()
    for period in ("2025-26-Q4", "2026-27-Q1"):
        area.record(1, "ACC01", period, numerator=9, denominator=10)
        area.band(period)
    client.force_login(area.user(Role.ANALYST))
    address = reverse("area-result", args=["Z01", area.practices[0].code, "ACC01"])
    assert "100% of Access" in client.get(address).content.decode()
    with django_assert_max_num_queries(12):
        client.get(address)
