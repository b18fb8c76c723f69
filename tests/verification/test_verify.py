"""A practice confirms what is held on it, but for what it queries; all of it or nothing."""

import pytest
from django.core.exceptions import ValidationError

from indicators.models import Figure, Query, Verification
from indicators.selectors.verification import standing_in, standings_of
from indicators.services.figures import FigureRow, record_figures
from indicators.services.queries import QueryRefused, decline, raise_query, uphold
from indicators.services.verification import FiguresChanged, VerificationRefused
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from tests.returns.area import GOOD
from tests.returns.files import row
from tests.verification.conftest import on


def kinds(area, day: int = 15) -> dict[str, str]:
    held = {figure.indicator.code: figure.pk for figure in Figure.objects.current()}
    found = standings_of(held.values(), on(day).date())
    return {code: str(standing_in(found, pk).kind) for code, pk in held.items()}


def test_everything_is_right_but_these(area):
    area.window()
    made = area.verify(("ACC01", "Counted twice"))
    assert made.figures == [area.figure("FAC01").pk]
    query = Query.objects.get()
    assert (query.verification, query.figure) == (made, area.figure("ACC01"))
    assert kinds(area) == {"ACC01": "queried", "FAC01": "verified"}
    event = AuditEvent.objects.get(action="verify figures")
    assert (event.details["confirmed"], event.details["queried"]) == (1, 1)


def test_a_query_without_a_reason_keeps_nothing_at_all(area):
    area.window()
    with pytest.raises(ValidationError):
        area.verify(("ACC01", "Counted twice"), ("FAC01", "  "))
    assert not Query.objects.exists() and not Verification.objects.exists()


def test_an_nhs_number_is_refused_in_a_reason_and_in_what_is_proposed(area):
    with pytest.raises(ValidationError, match="NHS number"):
        raise_query(figure=area.figure(), reason="See 943 476 5919", by=None, at=on(9))
    with pytest.raises(ValidationError, match="NHS number"):
        raise_query(figure=area.figure(), reason="x", proposed="9434765919", by=None, at=on(9))


def test_somebody_has_to_stand_for_it(area):
    area.window()
    with pytest.raises(ValidationError):
        area.verify(name="  ")


@pytest.mark.parametrize(("day", "says"), [(7, "from 8 July"), (21, "still query")])
def test_only_between_the_first_and_the_last_day(area, day, says):
    area.window()
    with pytest.raises(VerificationRefused, match=says):
        area.verify(at=on(day))


def test_without_a_window_nobody_is_asked(area):
    with pytest.raises(VerificationRefused, match="not asked"):
        area.verify()
    assert kinds(area) == {"ACC01": "no window", "FAC01": "no window"}


def test_what_was_not_seen_is_not_confirmed(area):
    area.window()
    seen = area.ids()
    area.submitted(row("ACC01", "70", "100"), at=on(9))
    with pytest.raises(FiguresChanged, match="came or changed"):
        area.verify(seen=seen)
    assert not Verification.objects.exists()


def test_a_figure_that_comes_after_the_confirmation_is_not_confirmed_by_it(area):
    area.window()
    area.verify()
    area.submitted(row("ACC01", "70", "100"), at=on(11))
    assert kinds(area) == {"ACC01": "changed", "FAC01": "verified"}
    area.verify(at=on(12))
    assert kinds(area) == {"ACC01": "verified", "FAC01": "verified"}


def test_an_import_that_began_before_the_confirmation_and_ended_after_it(area):
    area.window()
    area.verify(at=on(10))
    area.submitted(row("ACC01", "70", "100"), at=on(10, hour=8))
    assert kinds(area)["ACC01"] == "changed"


def test_a_figure_held_beside_is_not_confirmed_when_it_begins_to_count(area):
    area.window()
    held = area.figure()
    values = {"numerator": 60, "denominator": 90}
    given = FigureRow(held.practice_id, held.indicator_id, held.period_id, **values)
    record_figures(rows=[given], file=None, source="national", by=None, at=on(6))
    area.verify()
    record_figures(rows=[given], file=None, source="national", decides=True, by=None, at=on(12))
    assert area.figure().source == "national"
    assert kinds(area)["ACC01"] == "changed"


@pytest.mark.parametrize(
    ("silence", "kind"), [("accepted", "accepted"), ("unverified", "unverified")]
)
def test_silence_means_what_was_stated(area, silence, kind):
    area.window(silence)
    assert kinds(area, 20) == {"ACC01": "open", "FAC01": "open"}
    assert kinds(area, 21) == {"ACC01": kind, "FAC01": kind}


def test_nobody_is_silent_about_what_came_after_the_last_day(area):
    area.window("accepted")
    area.submitted(row("ACC01", "70", "100"), at=on(22))
    assert kinds(area, 23) == {"ACC01": "late", "FAC01": "accepted"}


def test_a_figure_under_query_stays_out_of_a_later_confirmation(area):
    area.window()
    area.verify(("ACC01", "Counted twice"))
    area.verify(at=on(11))
    assert kinds(area)["ACC01"] == "queried"
    decline(query=Query.objects.get(), reason="No", by=area.person(Role.ANALYST), at=on(12))
    assert kinds(area)["ACC01"] == "declined"
    area.verify(at=on(13))
    assert kinds(area)["ACC01"] == "verified"


def test_a_correction_says_so_and_the_queried_figure_says_what_became_of_it(area):
    area.window()
    area.verify(("ACC01", "Counted twice"))
    query = Query.objects.get()
    decider = {"by": area.person(Role.ANALYST), "at": on(12)}
    uphold(query=query, reason="Yes", numerator=70, denominator=100, **decider)
    assert kinds(area)["ACC01"] == "corrected"
    found = standings_of([query.figure_id], on(15).date())
    assert found[query.figure_id].sentence.startswith("Corrected after a query on 12 July 2026")


def test_after_the_last_day_a_query_is_late_and_after_the_lock_it_is_refused(area):
    from indicators.models import CollectionLock

    area.window()
    analyst = area.person(Role.ANALYST)
    CollectionLock.objects.create(
        collection=area.collection, locked=True, set_by=analyst, set_at=on(12)
    )
    raise_query(figure=area.figure("FAC01"), reason="In time", by=None, at=on(20))
    with pytest.raises(QueryRefused, match="is locked"):
        raise_query(figure=area.figure(), reason="Late", by=None, at=on(22))


def test_any_number_of_standings_take_one_query(area, django_assert_num_queries):
    area.window()
    area.submitted(GOOD, at=on(6))
    held = area.ids()
    with django_assert_num_queries(1):
        standings_of(held, on(15).date())
