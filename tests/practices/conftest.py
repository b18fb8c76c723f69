"""Two commissioners side by side, each with a network, a practice and an administrator."""

import datetime as dt
from types import SimpleNamespace

import pytest

from practices.services import organisations
from practices.services.memberships import add_membership
from scorecard.accounts.roles import Role
from scorecard.accounts.services import add_user

AT = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
START = dt.date(2025, 4, 1)
BY = {"by": None, "at": AT}


def member(organisation, role, email, **changes):
    user = add_user(email=email, name=email.split("@")[0].title(), password="x", **BY)
    return add_membership(
        user=user, organisation=organisation, role=role, starts_on=START, **(BY | changes)
    )


def area(number):
    commissioner = organisations.add_commissioner(code=f"X0{number}", name=f"Area {number}", **BY)
    network = organisations.add_network(
        code=f"N{number}", name=f"Network {number}", commissioner=commissioner, **BY
    )
    practice = organisations.add_practice(code=f"Z0000{number}", name=f"Surgery {number}", **BY)
    organisations.place_in_commissioner(
        practice=practice, commissioner=commissioner, starts_on=START, **BY
    )
    return SimpleNamespace(
        commissioner=commissioner,
        network=network,
        practice=practice,
        administrator=member(commissioner, Role.ADMINISTRATOR, f"admin{number}@example.org"),
        manager=member(practice, Role.PRACTICE_MANAGER, f"manager{number}@example.org"),
    )


@pytest.fixture
def here(db):
    return area(1)


@pytest.fixture
def there(db):
    return area(2)
