"""One small area with something of everything, for the pages of the folder `pages`."""

from django.utils import timezone

from indicators.models import Figure
from indicators.services.queries import raise_query
from scorecard.accounts.roles import Role
from tests.areas import Area
from tests.browser.pages import MODULES
from tests.browser.pages.opened import ONE
from tests.editions import draft, publish, show


def something_of_everything() -> Area:
    """Two banded periods, a release of each, a query, and what the modules begin."""
    area, now = Area(), timezone.now()
    analyst, lead = area.user(Role.ANALYST), area.user(Role.COMMISSIONING_LEAD)
    area.user(Role.NETWORK_LEAD, area.network)
    area.user(Role.PRACTICE_MANAGER, area.practices[0])
    for period, numerator in (("2025-26-Q4", 80), ("2026-27-Q1", 90)):
        area.record(1, "ACC01", period=period, numerator=numerator, denominator=100)
        area.record(2, "ACC01", period=period, numerator=50, denominator=100)
        area.record(1, "VFM01", period=period, numerator=14000, denominator=100)
        area.record(1, "FAC01", period=period, text="9 to 5")
    figure = Figure.objects.filter(indicator__code="ACC01", practice__code=ONE).first()
    raise_query(figure=figure, reason="Counted twice", proposed="85", by=lead, at=now)
    runs = [area.band(period) for period in ("2025-26-Q4", "2026-27-Q1")]
    area.releases = [draft(run, analyst, at=now) for run in runs]
    publish(area.releases[0], analyst, lead)
    show(area.releases[1], analyst)
    for module in MODULES:
        if hasattr(module, "begin"):
            module.begin(area, now)
    return area
