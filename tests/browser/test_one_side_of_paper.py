"""What is called one side of A4 is one side when a browser prints it."""

import re

import pytest
from playwright.sync_api import Page

from indicators.models import Definition
from indicators.services.figures import FigureRow, record_figures
from scorecard.accounts.roles import Role
from tests.areas import CARD, NOW, PROPORTION, Area

NAME = "Patients with a condition that has a long name, whose last reading was in the target"


def card(domains: int, adjusted: bool) -> dict:
    """Three indicators in each domain, and PCAs are asked for with all or with none."""
    indicators = [
        {
            **PROPORTION,
            "code": f"IND{at:02}",
            "name": f"{NAME} {at}",
            "domain": f"Domain {at % domains}",
            "weight": "33.33" if at < 2 * domains else "33.34",
            "adjustments": "removed" if adjusted else "",
        }
        for at in range(3 * domains)
    ]
    weights = [100 // domains] * (domains - 1)
    found = [*weights, 100 - sum(weights)]
    return {
        **CARD,
        "domains": [{"name": f"Domain {at}", "weight": one} for at, one in enumerate(found)],
        "indicators": indicators,
    }


def printed(page: Page) -> int:
    inside = page.pdf(prefer_css_page_size=True, print_background=True)
    return max(int(one) for one in re.findall(rb"/Count (\d+)", inside))


@pytest.mark.parametrize(("domains", "adjusted"), [(4, True), (4, False), (10, True)])
def test_the_key_messages_are_one_side(
    transactional_db, page: Page, sign_in, domains, adjusted
) -> None:
    area = Area(card=card(domains, adjusted))
    definitions = list(Definition.objects.filter(indicator__commissioner=area.commissioner))
    for period, more in (("2025-26-Q4", 3), ("2026-27-Q1", 0)):
        rows = [
            FigureRow(
                practice_id=practice.pk,
                indicator_id=definition.indicator_id,
                period_id=area.period(period).pk,
                numerator=300 + more + (at * 70 + number) % 600,
                denominator=1000,
                adjustments={"declined": 30} if adjusted else None,
            )
            for at, definition in enumerate(definitions)
            for number, practice in enumerate(area.practices)
        ]
        record_figures(rows=rows, file=None, by=None, at=NOW)
        area.band(period)
    sign_in(area.user(Role.ANALYST))
    page.goto("/area/Z01/side/Z01001/")
    assert printed(page) == 1
