"""Banding one indicator again: the others stand as they were banded, and scores are made anew."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from indicators.models import Result
from practices.services.organisations import close_practice
from scorecard.cards.models import CardRun, Score
from scorecard.cards.services.banding import band_period
from tests.areas import NOW

BY = {"by": None, "at": NOW}


@pytest.fixture
def banded(area):
    for number, seen in ((1, 90), (2, 50), (3, 80)):
        area.record(number, "ACC01", numerator=seen, denominator=100)
    area.record(1, "VFM01", numerator=14000, denominator=100)
    area.record(2, "VFM01", numerator=16000, denominator=100)
    area.first = area.band()
    return area


def again(area, *codes):
    import uuid

    return band_period(
        version=area.version,
        period=area.period(),
        key=uuid.uuid4(),
        clock=lambda: NOW,
        only=[area.definition(code).pk for code in codes],
        **BY,
    )


def results(card_run):
    names = ("practice", "definition", "value", "band", "no_band", "rank", "comparison")
    return sorted(Result.objects.of_run(card_run.run).values_list(*names))


def scores(card_run):
    names = ("practice", "domain", "score", "coverage", "band", "reds")
    return sorted(Score.objects.filter(card_run=card_run).values_list(*names), key=str)


def test_one_changed_indicator_gives_what_banding_everything_gives(banded):
    banded.record(2, "ACC01", numerator=95, denominator=100)
    short, whole = again(banded, "ACC01"), banded.band()
    assert results(short) == results(whole) != results(banded.first)
    assert scores(short) == scores(whole) != scores(banded.first)


def test_the_others_stand_as_in_the_run_that_is_named_although_a_figure_of_theirs_changed(banded):
    banded.record(2, "VFM01", numerator=1, denominator=100)
    run = again(banded, "ACC01").run
    assert (run.rest_from, len(run.parts)) == (banded.first.run, 2)
    assert results(run.card_run) == results(banded.first)
    assert run.inputs_hash == banded.first.run.inputs_hash


def test_again_and_again_takes_each_from_where_it_was_banded(banded):
    banded.record(2, "ACC01", numerator=95, denominator=100)
    again(banded, "ACC01")
    banded.record(2, "VFM01", numerator=1, denominator=100)
    assert results(again(banded, "VFM01")) == results(banded.band())


def test_what_a_run_judged_for_other_practices_is_not_taken_over(banded):
    close_practice(practice=banded.practices[1], closed_on=banded.period().starts_on, **BY)
    with pytest.raises(ValidationError, match="Practices or the arithmetic have changed"):
        again(banded, "ACC01")
    assert CardRun.objects.count() == 1


def test_without_an_earlier_run_or_an_indicator_of_the_card_nothing_is_banded(area):
    with pytest.raises(ValidationError, match="has no run yet"):
        again(area, "ACC01")
    with pytest.raises(ValidationError, match="Choose indicators of this scorecard"):
        again(area)


def test_the_command_bands_the_indicators_that_are_named(banded):
    out = StringIO()
    where = {"commissioner": banded.commissioner.code, "period": banded.period().code}
    call_command("band", only="acc01", stdout=out, **where)
    assert f"All but acc01 stand as banded in run {banded.first.run.pk}." in out.getvalue()
    with pytest.raises(CommandError, match="Not on this scorecard: NONE"):
        call_command("band", only="none", **where)
