"""Whoever follows the links from their first page never meets an error."""

import pytest

from tests.demo.following import STARTS, follow

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("email", STARTS)
def test_every_link_answers(seeded, client, email):
    seen = 0
    for address, response in follow(client, email):
        assert response.status_code in (200, 302), f"{address} for {email or 'the public'}"
        seen += 1
    assert seen > 2
