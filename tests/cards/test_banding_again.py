"""Banding one indicator again: the others stand as they were banded, and scores are made anew."""

from io import StringIO

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from indicators.models import Figure, Result
from indicators.selectors.since_banding import changed_since
from practices.services.organisations import close_practice
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.cards.models import CardRun, Score
from scorecard.cards.services.banding import band_period
from scorecard.jobs.models import Job
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


def since(card_run):
    return [(one.code, one.figures) for one in changed_since(card_run.run)]


def test_figures_that_came_or_were_corrected_since_are_counted_by_indicator(banded):
    assert since(banded.first) == []
    banded.record(2, "ACC01", numerator=95, denominator=100)
    banded.record(3, "ACC01", numerator=70, denominator=100)
    banded.record(3, "VFM01", numerator=14000, denominator=100)
    assert since(banded.first) == [("ACC01", 2), ("VFM01", 1)]
    assert since(again(banded, "ACC01")) == [("VFM01", 1)]
    assert since(banded.band()) == []


def test_a_figure_that_no_longer_counts_is_a_change_too(banded):
    Figure.objects.filter(practice=banded.practices[1], indicator__code="VFM01").update(
        counts=False
    )
    assert since(banded.first) == [("VFM01", 1)]


def changed_page(banded):
    return reverse("what-changed", args=[banded.commissioner.code])


@pytest.fixture
def press(client, django_capture_on_commit_callbacks):
    """press(area, *codes): the button, and a worker that does at once what it asks for."""

    def _press(area, *codes):
        where = reverse("band", args=[area.commissioner.code, area.period().code])
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(where, {"indicator": codes})

    return _press


def test_an_analyst_bands_one_indicator_again_from_the_page(banded, client, press):
    banded.record(2, "ACC01", numerator=95, denominator=100)
    banded.record(3, "VFM01", numerator=14000, denominator=100)
    client.force_login(banded.user(Role.ANALYST))
    assert client.get(changed_page(banded)).content.decode().count("Band again<") == 2
    response = press(banded, "ACC01")
    job = Job.objects.get(kind="band")
    assert response.url == job.get_absolute_url()
    assert (job.state, job.title) == ("done", "Banding ACC01 of April to June 2026")
    run = CardRun.objects.first().run
    assert (run.rest_from, run.started_by) == (banded.first.run, job.asked_by)
    assert AuditEvent.objects.filter(action="job asked for", subject_id=str(job.pk)).count() == 1
    html = client.get(changed_page(banded)).content.decode()
    assert html.count("Band again<") == 1 and 'value="VFM01"' in html


def test_an_indicator_that_is_not_on_the_card_is_refused_in_words(banded, client, press):
    client.force_login(banded.user(Role.ANALYST))
    response = press(banded, "ACC01", "none")
    assert response.url == changed_page(banded)
    (message,) = get_messages(response.wsgi_request)
    assert str(message) == "Not on this scorecard: NONE."
    assert not Job.objects.filter(kind="band").exists()


def test_who_may_not_band_reads_what_waits_and_has_no_button(banded, client, press):
    banded.record(2, "ACC01", numerator=95, denominator=100)
    client.force_login(banded.user(Role.CLINICAL_LEAD))
    html = client.get(changed_page(banded)).content.decode()
    assert "Not banded yet" in html and "An analyst can band them again." in html
    assert "Band again<" not in html
    assert press(banded, "ACC01").status_code == 403


def test_what_stands_in_the_way_of_it_is_said_on_the_page_of_the_job(banded, client, press):
    close_practice(practice=banded.practices[1], closed_on=banded.period().starts_on, **BY)
    client.force_login(banded.user(Role.ANALYST))
    html = client.get(press(banded, "ACC01").url).content.decode()
    assert "Practices or the arithmetic have changed since" in html
    assert CardRun.objects.count() == 1
