"""Any sequence of files, returns, corrections and agreements: the tables and the rule agree."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.models import Figure, Indicator, SourceAgreement
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
def area(django_user_model):
    area = Area()
    area.practices = [area.practice, organisations.add_practice(code="ZX99", name="Two", **BY)]
    other = Indicator.objects.create(commissioner=area.commissioner, code="OTHER")
    area.indicators = [area.indicator, other]
    area.person = django_user_model.objects.create(email="a@example.org", created_at=AT)
    return area


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
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
