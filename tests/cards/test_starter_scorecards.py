"""Every scorecard of the catalogue can be started, made live and banded, in one area."""

import uuid

import pytest

from indicators import catalogue
from scorecard.cards.models import CardItem, Eligibility
from scorecard.cards.services.banding import band_period
from scorecard.cards.services.catalogue import start_from
from scorecard.cards.services.live import make_live
from tests.areas import NOW

BY = {"by": None, "at": NOW}


@pytest.mark.parametrize("name", catalogue.names())
def test_a_scorecard_of_the_catalogue_is_started_made_live_and_banded(area, name):
    file = catalogue.load(name)
    version = start_from(catalogue=file, commissioner=area.commissioner, **BY)
    assert CardItem.objects.filter(version=version).count() == len(file.items)
    assert Eligibility.objects.filter(version=version).count() == len(file.eligibilities)
    make_live(version=version, unagreed_reason="Needed by a test.", **BY)
    run = band_period(
        version=version, period=area.period(), key=uuid.uuid4(), clock=lambda: NOW, **BY
    )
    assert run.version == version
