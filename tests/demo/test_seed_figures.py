"""`manage.py seed_figures` and its service, on a small area."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from indicators.models import Figure, Result
from scorecard.demo.services.figures_for import fill_figures
from tests.areas import NOW, PROPORTION, Area

pytestmark = pytest.mark.django_db
NETWORKED = {
    **PROPORTION,
    "code": "NET01",
    "name": "Seen by the network",
    "level": "network",
    "domain": "Access",
    "weight": 0,
}


@pytest.fixture
def area() -> Area:
    return Area()


def fill(area: Area, code: str = "2026-27-Q1", **other: object):
    asked = {"version": area.version, "period": area.period(code), "by": None, "at": NOW}
    return fill_figures(**{**asked, **other})


def test_a_filled_period_can_be_banded(area):
    assert fill(area).stored >= 6
    run = area.band()
    assert Result.objects.of_run(run.run).filter(band__gt=0).count() >= 3
    assert run.scores.filter(domain=None, score__isnull=False).exists()


def test_the_same_again_adds_nothing(area):
    fill(area)
    held = Figure.objects.count()
    assert fill(area, at=NOW + dt.timedelta(days=1)) == (0, 0, 0, 0)
    assert Figure.objects.count() == held


def test_a_figure_that_is_there_stays(area):
    area.record(1, "ACC01", numerator=7, denominator=90)
    fill(area)
    figure = Figure.objects.get(practice=area.practices[0], indicator__code="ACC01")
    assert (figure.numerator, figure.denominator) == (7, 90)


def test_practices_of_a_network_share_the_figure_of_the_network():
    card = {
        "name": "Networked",
        "domains": [{"name": "Access", "weight": 100}],
        "indicators": [PROPORTION, NETWORKED],
    }
    area = Area(card=card)
    fill(area)
    found = set(
        Figure.objects.filter(indicator__code="NET01").values_list("numerator", "denominator")
    )
    assert len(found) == 1


def test_a_period_of_another_area_is_refused(area):
    other = Area("Z02")
    with pytest.raises(ValidationError, match="Choose a period of Area Z01"):
        fill(area, period=other.period())


def test_figures_are_invented_in_a_demo_only(area, settings):
    settings.DEMO = False
    with pytest.raises(ValidationError, match="demo only"):
        fill(area)
    with pytest.raises(CommandError, match="demo only"):
        call_command("seed_figures", commissioner="Z01", period="2026-27-Q1")
    assert not Figure.objects.exists()


def test_the_command_says_how_many_it_added(area, capsys):
    area.period()
    call_command("seed_figures", commissioner="z01", period="2026-27-Q1")
    said = capsys.readouterr().out
    assert "Small scorecard version 1, April to June 2026" in said
    assert f"{Figure.objects.count()} invented figures were added" in said


def test_the_command_names_what_is_not_there(area):
    area.period()
    with pytest.raises(CommandError, match="no such version"):
        call_command(
            "seed_figures", commissioner="Z01", period="2026-27-Q1", scorecard_version=999_999
        )
    with pytest.raises(CommandError, match="no commissioner"):
        call_command("seed_figures", commissioner="Z99", period="2026-27-Q1")
