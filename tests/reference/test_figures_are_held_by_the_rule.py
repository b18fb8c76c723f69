"""Any sequence of files, returns, corrections and agreements: the tables and the rule agree."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.models import Figure, Indicator, SourceAgreement
from indicators.services import figures
from indicators.services.figures import FigureRow, record_figures
from practices.services import organisations
from tests.indicators.test_figures import AT, BY, Area
from tests.reference.figures import CORRECTION, Agreement, Content, Ledger

pytestmark = pytest.mark.django_db

CONTENTS = (
    Content("present", 1.0),
    Content("present", 2.0),
    Content("present", None, "open on Mondays"),
    Content("no_data", None),
)
SOURCES = ("return", "qof", "fingertips")
# Practice and indicator, by their place in the area.
PLACES = [(practice, indicator) for practice in (0, 1) for indicator in (0, 1)]

loads = st.tuples(
    st.sampled_from((*SOURCES, CORRECTION)),
    st.dictionaries(st.sampled_from(PLACES), st.sampled_from(CONTENTS), min_size=1),
)
agreements = st.builds(
    Agreement,
    st.sampled_from((0, 1)),
    st.sampled_from((None, 0, 1)),
    st.sampled_from((None, 0)),
    st.sampled_from(SOURCES),
)


@pytest.fixture
def area(django_user_model, monkeypatch):
    monkeypatch.setattr(figures, "AT_ONCE", 2)  # so that few figures are compared in parts too
    area = Area()
    area.practices = [area.practice, organisations.add_practice(code="ZX99", name="Two", **BY)]
    other = Indicator.objects.create(commissioner=area.commissioner, code="OTHER")
    area.indicators = [area.indicator, other]
    area.person = django_user_model.objects.create(email="a@example.org", created_at=AT)
    return area


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.one_of(loads, agreements), max_size=8))
def test_every_sequence_ends_as_the_rule_says(area, steps):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM indicators_figure; DELETE FROM indicators_sourceagreement")
    ledger = Ledger()
    for number, step in enumerate(steps):
        at = AT + dt.timedelta(hours=number)
        if isinstance(step, Agreement):
            agree(area, ledger, step, at)
        else:
            assert tuple(give(area, *step, at)) == give_to_ledger(ledger, *step)
    assert current(area) == {
        (place, source): held
        for place, by_source in ledger.held.items()
        for source, held in by_source.items()
    }


def test_the_same_place_may_be_replaced_twice_at_one_moment(area):
    for content in CONTENTS:
        give(area, "qof", {(0, 0): content}, AT)
    states = Counter(Figure.objects.values_list("replaced_at", flat=True))
    assert states == {AT: len(CONTENTS) - 1, None: 1}


numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=5)
taken = st.none() | st.dictionaries(words, st.integers(0, 9), max_size=2)
rows_of_a_file = st.lists(
    st.builds(
        lambda *given_ones: given_ones,
        st.sampled_from(["present", "no_data", "suppressed", "not_applicable"]),
        numbers,
        numbers,
        numbers,
        numbers,
        words,
        st.none() | st.integers(0, 2**31 - 1),
        st.booleans(),
        taken,
    ),
    max_size=len(PLACES),
)


@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows_of_a_file)
def test_what_is_copied_in_is_read_again_to_the_last_digit(area, contents):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM indicators_figure")
    rows = {
        place: FigureRow(
            area.practices[place[0]].pk, area.indicators[place[1]].pk, area.period.pk, *content
        )
        for place, content in zip(PLACES, contents, strict=False)
        if content[0] != "present" or content[1:6:2] != (None, None, "")
    }
    for counts in ((len(rows), 0, 0, 0), (0, len(rows), 0, 0)):
        given_rows = list(rows.values())
        assert record_figures(rows=given_rows, file=None, source="é", by=None, at=AT) == counts
    fields = [f"{name}_id" for name in ("practice", "indicator", "period")] + list(
        FigureRow._fields[3:]
    )
    found = Figure.objects.filter(source="é", recorded_at=AT, file=None, recorded_by=None)
    there = {one[:3]: one for one in found.values_list(*fields)}
    assert there == {row[:3]: tuple(row) for row in rows.values()}


def agree(area, ledger, given_one, at):
    ledger.agreements.append(given_one)
    SourceAgreement.objects.create(
        commissioner=area.commissioner,
        indicator=area.indicators[given_one.indicator],
        practice=None if given_one.practice is None else area.practices[given_one.practice],
        period=None if given_one.period is None else area.period,
        source=given_one.source,
        reason="Agreed.",
        agreed_by=area.person,
        agreed_at=at,
    )


def give(area, source, contents, at):
    rows = [
        FigureRow(
            area.practices[practice].pk,
            area.indicators[indicator].pk,
            area.period.pk,
            state=content.state,
            numerator=content.numerator,
            text=content.text,
        )
        for (practice, indicator), content in contents.items()
    ]
    decides = source == CORRECTION
    return record_figures(rows=rows, file=None, source=source, decides=decides, by=None, at=at)


def give_to_ledger(ledger, source, contents):
    rows = {(practice, indicator, 0): one for (practice, indicator), one in contents.items()}
    return ledger.give(source, rows, source == CORRECTION)


def current(area):
    practices = {one.pk: at for at, one in enumerate(area.practices)}
    indicators = {one.pk: at for at, one in enumerate(area.indicators)}
    return {
        ((practices[one.practice_id], indicators[one.indicator_id], 0), one.source): (
            Content(one.state, one.numerator, one.text),
            one.counts,
        )
        for one in Figure.objects.filter(replaced_at=None)
    }
