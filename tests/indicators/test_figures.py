"""Keeping figures: history stays, the same file twice changes nothing, contradictions refused."""

import datetime as dt
import math

import pytest

from indicators.definitions import DefinitionData
from indicators.models import Figure
from indicators.services.definitions import define
from indicators.services.figures import FigureRow, FiguresRefused, record_figures
from indicators.services.periods import add_period
from practices.services import organisations
from scorecard.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=1)
BY = {"by": None, "at": AT}


class Area:
    """A commissioner with a period, an indicator and a practice."""

    def __init__(self, code="X01"):
        self.commissioner = organisations.add_commissioner(code=code, name=f"Area {code}", **BY)
        self.practice = organisations.add_practice(code=f"Z{code}", name="Surgery", **BY)
        data = DefinitionData(
            name="Share",
            description="A share.",
            kind="proportion",
            polarity="high",
            numerator="some",
            denominator="all",
            multiplier=100,
            sampling="proportion",
        )
        definition = define(commissioner=self.commissioner, code="SHARE", data=data, **BY)
        self.indicator = definition.indicator
        self.period = add_period(
            commissioner=self.commissioner,
            code="2025-26",
            name="2025-26",
            starts_on=dt.date(2025, 4, 1),
            ends_on=dt.date(2026, 3, 31),
            **BY,
        )

    def row(self, **numbers):
        return FigureRow(self.practice.pk, self.indicator.pk, self.period.pk, **numbers)


@pytest.fixture
def area():
    return Area()


def keep(*rows, at=AT):
    return record_figures(rows=rows, file=None, by=None, at=at)


def test_a_figure_is_kept_as_given(area):
    assert keep(area.row(numerator=3.0, denominator=4.0, row=7)) == (1, 0, 0, 0)
    figure = Figure.objects.get()
    assert (figure.numerator, figure.denominator, figure.value) == (3, 4, None)
    assert (figure.row, figure.recorded_at, figure.replaced_at) == (7, AT, None)


def test_the_same_figure_again_is_unchanged_even_from_another_row(area):
    keep(area.row(numerator=3.0, denominator=4.0, row=7))
    assert keep(area.row(numerator=3.0, denominator=4.0, row=9), at=LATER) == (0, 1, 0, 0)
    assert Figure.objects.get().row == 7


def test_a_correction_replaces_the_figure_and_the_old_one_stays(area):
    keep(area.row(numerator=3.0, denominator=4.0))
    assert keep(area.row(numerator=2.0, denominator=4.0), at=LATER) == (0, 0, 1, 0)
    old, new = Figure.objects.order_by("pk")
    assert (old.numerator, old.replaced_at) == (3, LATER)
    assert (new.numerator, new.replaced_at) == (2, None)


def test_no_data_in_place_of_a_value_is_a_change(area):
    keep(area.row(value=12.5))
    assert keep(area.row(state="no_data"), at=LATER) == (0, 0, 1, 0)


def test_text_with_tabs_and_backslashes_arrives_whole(area):
    text = "Mon\tFri \\N 8–18\nclosed"
    keep(area.row(text=text))
    assert Figure.objects.get().text == text


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"value": math.nan}, "not finite"),
        ({"numerator": -math.inf}, "not finite"),
        ({"state": "lost"}, "state 'lost'"),
        ({}, "missing is a state"),
    ],
)
def test_what_contradicts_itself_is_refused(area, numbers, said):
    with pytest.raises(FiguresRefused, match=said):
        keep(area.row(**numbers))
    assert not Figure.objects.exists()


def test_two_figures_for_one_place_are_refused(area):
    with pytest.raises(FiguresRefused, match="more than one figure"):
        keep(area.row(value=1.0), area.row(value=1.0))


def test_an_indicator_and_a_period_of_different_commissioners_are_refused(area):
    other = Area("X02")
    mixed = FigureRow(area.practice.pk, area.indicator.pk, other.period.pk, value=1.0)
    with pytest.raises(FiguresRefused, match="different commissioners"):
        keep(mixed)


def test_one_event_tells_how_many(area):
    keep(area.row(value=1.0))
    event = AuditEvent.objects.first()
    assert (event.action, event.organisation) == ("record figures", "X01")
    assert event.details == {"stored": 1, "unchanged": 0, "replaced": 0, "beside": 0}


def test_no_rows_leave_no_trace(area):
    before = AuditEvent.objects.count()
    assert keep() == (0, 0, 0, 0)
    assert AuditEvent.objects.count() == before
