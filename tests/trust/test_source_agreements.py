"""Who agreed whose figure counts: figures that are held change places, later ones follow."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from indicators.models import Figure, SourceAgreement
from indicators.selectors import sources
from indicators.selectors.verification import standings_of
from indicators.services.figures import CORRECTION, FigureRow, record_figures
from indicators.services.sources import agree_source
from indicators.services.verification import set_window
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from tests.areas import NOW, Area

pytestmark = pytest.mark.django_db
Q1, Q2 = "2026-27-Q1", "2025-26-Q4"
LATER = NOW + dt.timedelta(days=1)


@pytest.fixture
def area():
    """Three practices in two periods: the office counts (70), the returns lie beside it (75)."""
    area = Area()
    area.lead = area.user(Role.COMMISSIONING_LEAD)
    for period in (Q1, Q2):
        for source, numerator in (("office", 70), ("return", 75)):
            keep(area, source, numerator, period=period)
    return area


def keep(area, source, numerator, period=Q1, practices=None, at=NOW, **given):
    rows = [
        FigureRow(
            practice.pk,
            area.definition("ACC01").indicator_id,
            area.period(period).pk,
            numerator=numerator,
            denominator=100,
        )
        for practice in practices or area.practices
    ]
    return record_figures(rows=rows, file=None, source=source, by=None, at=at, **given)


def agree(area, source, at=NOW, **scope):
    return agree_source(
        indicator=area.definition("ACC01").indicator,
        source=source,
        reason="It comes from the register itself.",
        agreed_with="LMC",
        by=area.lead,
        at=at,
        **scope,
    )


def counting(area) -> dict[tuple[str, str], str]:
    """The source that counts, by the practice's last digit and the period."""
    found = Figure.objects.current().filter(indicator__code="ACC01")
    return {(one.practice.code[-1], one.period.code): one.source for one in found}


def everywhere(source):
    return {(practice, period): source for practice in "123" for period in (Q1, Q2)}


def test_for_all_practices_and_periods(area):
    assert counting(area) == everywhere("office")
    assert agree(area, "return").switched == 6
    assert counting(area) == everywhere("return")


def test_for_one_practice_in_one_period(area):
    found = agree(area, "return", practice=area.practices[1], period=area.period(Q1))
    assert found.switched == 1
    assert counting(area) == everywhere("office") | {("2", Q1): "return"}


def test_another_agreement_undoes_it(area):
    agree(area, "return")
    assert agree(area, "office", at=LATER).switched == 6
    assert counting(area) == everywhere("office")
    assert SourceAgreement.objects.count() == 2


def test_what_was_agreed_with_one_practice_holds_against_what_holds_for_all(area):
    agree(area, "office", practice=area.practices[0])
    assert agree(area, "return", at=LATER).switched == 4
    assert counting(area) == everywhere("return") | {("1", Q1): "office", ("1", Q2): "office"}


def test_later_files_follow(area):
    agree(area, "return")
    keep(area, "office", 71, at=LATER)
    keep(area, "third", 99, at=LATER)
    assert counting(area) == everywhere("return")
    area.practices.append(area.add_practice(4))
    newcomer = area.practices[3:]
    keep(area, "office", 71, practices=newcomer, at=LATER)
    keep(area, "return", 76, practices=newcomer, at=LATER)
    assert counting(area)["4", Q1] == "return"


def test_a_correction_after_a_query_stays(area):
    keep(area, CORRECTION, 60, practices=area.practices[:1], decides=True)
    assert agree(area, "return").switched == 5
    assert counting(area)["1", Q1] == CORRECTION


def test_a_place_where_the_source_is_silent_keeps_what_it_has(area):
    keep(area, "audit", 50, practices=area.practices[:1])
    assert agree(area, "audit").switched == 1
    assert counting(area) == everywhere("office") | {("1", Q1): "audit"}


def test_two_figures_never_count_in_one_place(area):
    for source in ("return", "office", "return"):
        agree(area, source, at=LATER)
        assert Figure.objects.current().count() == 6


@pytest.mark.parametrize("source", ["nobody", CORRECTION])
def test_a_source_without_figures_cannot_be_agreed(area, source):
    with pytest.raises(ValidationError, match="no figure here"):
        agree(area, source)
    assert not SourceAgreement.objects.exists()


def test_it_says_why(area):
    with pytest.raises(ValidationError):
        agree_source(
            indicator=area.definition("ACC01").indicator,
            source="return",
            reason="  ",
            agreed_with="",
            by=area.lead,
            at=NOW,
        )


def test_the_trail_names_everything(area):
    agree(area, "return", period=area.period(Q1))
    event = AuditEvent.objects.get(action="agree source")
    assert event.organisation == "Z01"
    assert event.details == {
        "indicator": "ACC01",
        "source": "return",
        "practice": "all",
        "period": Q1,
        "reason": "It comes from the register itself.",
        "agreed with": "LMC",
        "figures switched": 3,
    }


def test_the_deciding_agreement_is_the_same_when_read(area):
    general = agree(area, "return").agreement
    particular = agree(area, "office", practice=area.practices[0], at=LATER).agreement
    newest_first = list(sources.agreements_of(area.commissioner))
    indicator, period = area.definition("ACC01").indicator_id, area.period(Q1).pk
    first, second, _ = (practice.pk for practice in area.practices)
    assert sources.deciding(newest_first, indicator, period, first) == particular
    assert sources.deciding(newest_first, indicator, period, second) == general
    assert sources.deciding(newest_first, indicator) == general
    assert sources.deciding(newest_first, 0) is None


def test_corrections_have_one_name():
    assert sources.CORRECTION == CORRECTION


@pytest.mark.parametrize(("hours", "kind"), [(-48, "accepted"), (48, "late")])
def test_silence_accepts_only_what_counted_by_the_last_day(area, hours, kind):
    """A figure that lay beside another until then was not what practices kept silent about."""
    window = set_window(
        period=area.period(Q1),
        opens_on=(NOW + dt.timedelta(days=1)).date(),
        deadline=(NOW + dt.timedelta(days=5)).date(),
        silence="accepted",
        by=None,
        at=NOW,
    )
    agree(area, "return", at=NOW + dt.timedelta(days=5, hours=hours), period=area.period(Q1))
    figures = Figure.objects.current().filter(indicator__code="ACC01", period__code=Q1)
    held = figures.values_list("pk", flat=True)
    standings = standings_of(held, window.deadline + dt.timedelta(days=9))
    assert {standing.kind for standing in standings.values()} == {kind}
    assert len(standings) == 3
