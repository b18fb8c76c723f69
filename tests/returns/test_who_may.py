"""Who may open which page of returns and queries."""

import pytest

from indicators.models import DataReturn
from scorecard.accounts.roles import Role
from tests.returns.area import GOOD
from tests.returns.files import row
from tests.returns.pages import (
    PERIOD,
    address,
    raised,
    status,
)

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def addresses(area):
    area.submitted(GOOD)
    file = area.checked(row("ACC01", "79", "100"))
    sent = DataReturn.objects.get()
    return {
        "practice": address("practice"),
        "return": address("return", PERIOD),
        "csv": address("return-template", PERIOD, "csv"),
        "xlsx": address("return-template", PERIOD, "xlsx"),
        "file": address("return-file", PERIOD, file.pk),
        "receipt": address("return-receipt", sent.reference),
        "query": address("query-new") + f"?figure={area.figure().pk}",
    }


READS = {"practice", "receipt"}


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.PRACTICE_MANAGER, {*READS, "return", "csv", "xlsx", "file", "query"}),
        (Role.PRACTICE_READER, READS),
    ],
)
def test_who_may_open_a_practices_pages(as_role, addresses, role, may):
    client = as_role(role)
    found = {name for name, url in addresses.items() if status(client, url) == 200}
    refused = {name for name, url in addresses.items() if status(client, url) == 403}
    assert (found, refused) == (may, addresses.keys() - may)


def test_for_others_a_practices_pages_do_not_exist(area, as_role, addresses):
    for role, organisation in (
        (Role.PRACTICE_MANAGER, area.neighbour),
        (Role.ANALYST, area.commissioner),
    ):
        client = as_role(role, organisation)
        assert {client.get(url).status_code for url in addresses.values()} == {404}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ANALYST, 200),
        (Role.COMMISSIONING_LEAD, 200),
        (Role.CLINICAL_LEAD, 403),
        (Role.BOARD_READER, 403),
        (Role.ADMINISTRATOR, 403),
        (Role.LMC_REPRESENTATIVE, 403),
        (Role.PRACTICE_MANAGER, 404),
    ],
)
def test_who_may_open_a_commissioners_pages(area, as_role, role, status):
    area.submitted(GOOD)
    query = raised(area)
    client = as_role(role)
    for url in (
        address("queries", code="X01"),
        address("query", query.pk, code="X01"),
        address("period-returns", PERIOD, code="X01"),
    ):
        assert client.get(url).status_code == status


def test_another_practices_files_and_receipts_are_not_found(area, as_role):
    file = area.checked(GOOD)
    sent = area.submitted(row("ACC01", "79", "100"))
    client = as_role(Role.PRACTICE_MANAGER, area.neighbour)
    for url in (
        address("return-file", PERIOD, file.pk, code="X00002"),
        address("return-receipt", sent.reference, code="X00002"),
        address("query-new", code="X00002") + f"?figure={area.figure().pk}",
    ):
        assert client.get(url).status_code == 404
