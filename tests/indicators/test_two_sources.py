"""Figures of several sources in one place: one counts, the others are held beside it."""

import datetime as dt

import pytest

from indicators.models import Figure, SourceAgreement
from indicators.services.figures import record_figures
from tests.indicators.test_figures import AT, LATER, Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return Area()


def keep(area, source, numerator, at=AT, **given):
    row = area.row(numerator=numerator, denominator=100.0, **given)
    return record_figures(rows=[row], file=None, source=source, by=None, at=at)


def counting(area):
    return Figure.objects.current().get(indicator=area.indicator).numerator


def test_the_first_source_counts_and_the_second_is_held_beside_it(area):
    keep(area, "screening-office", 70.0)
    assert keep(area, "return", 74.0) == (1, 0, 0, 1)
    assert counting(area) == 70
    assert Figure.objects.get(counts=False).numerator == 74


def test_a_source_corrects_only_itself(area):
    keep(area, "screening-office", 70.0)
    keep(area, "return", 74.0)
    assert keep(area, "return", 75.0, at=LATER) == (0, 0, 1, 0)
    assert keep(area, "screening-office", 71.0, at=LATER) == (0, 0, 1, 0)
    assert counting(area) == 71
    assert Figure.objects.get(counts=False, replaced_at=None).numerator == 75


def test_a_figure_takes_the_place_of_none(area):
    nothing = area.row(state="no_data")
    record_figures(rows=[nothing], file=None, source="screening-office", by=None, at=AT)
    keep(area, "return", 74.0)
    assert counting(area) == 74


def test_an_agreement_decides_whose_figure_counts_from_then_on(area, django_user_model):
    keep(area, "screening-office", 70.0)
    SourceAgreement.objects.create(
        commissioner=area.commissioner,
        indicator=area.indicator,
        source="return",
        reason="The practices count it themselves.",
        agreed_by=django_user_model.objects.create(email="a@example.org", created_at=AT),
        agreed_at=AT,
    )
    keep(area, "return", 74.0, at=LATER)
    assert counting(area) == 74


def test_a_correction_after_a_query_stays_when_the_same_file_comes_again(area):
    keep(area, "screening-office", 70.0)
    row = area.row(numerator=60.0, denominator=100.0)
    record_figures(rows=[row], file=None, source="query", decides=True, by=None, at=LATER)
    later = LATER + dt.timedelta(days=1)
    assert keep(area, "screening-office", 70.0, at=later) == (0, 1, 0, 0)
    assert keep(area, "screening-office", 72.0, at=later) == (0, 0, 1, 0)
    assert counting(area) == 60
