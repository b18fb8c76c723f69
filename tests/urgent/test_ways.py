"""A figure beyond a limit is signalled whichever way it comes, and once though it comes twice."""

import pytest
from django.core.management import call_command

from indicators.models import Definition, Figure, UrgentSignal
from indicators.services import returns
from indicators.services.drafts import check_typed
from indicators.services.loading import load_file, receive_source_file
from indicators.services.returns import receive_return, submit_return
from indicators.services.urgent_limits import set_limit
from indicators.urgent_limits import Limit, Side
from practices.models import Commissioner
from practices.services.memberships import add_membership
from scorecard.accounts.roles import Role
from scorecard.accounts.services import add_user
from scorecard.jobs.models import Job
from scorecard.jobs.pulse import InlinePulse
from scorecard.jobs.running import run
from tests.loading.area import PREVALENCE, load, north, read_here
from tests.returns.area import AT, BY_NOBODY, LONG_AGO, Area
from tests.returns.files import csv_file, row
from tests.returns.test_drafts import Typist
from tests.sources.files import csv
from tests.sources.geography import BY

BAD, GOOD = row("ACC01", "9", "100"), row("ACC01", "90", "100")
SHARE = "Z10001,AF,300,TOTAL,400"


def watch(commissioner: Commissioner, code: str, rule: Limit) -> None:
    lead = add_user(email=f"lead@{code}.example".lower(), name="Clinical lead", **BY_NOBODY)
    add_membership(
        user=lead,
        organisation=commissioner,
        role=Role.CLINICAL_LEAD,
        starts_on=LONG_AGO,
        **BY_NOBODY,
    )
    definition = Definition.objects.get(indicator__code=code, indicator__commissioner=commissioner)
    people = {"people": [lead], "by": lead, "at": AT}
    set_limit(definition=definition, rule=rule, reason="Act.", signal_now=False, **people)


@pytest.fixture
def area(db) -> Area:
    area = Area()
    watch(area.commissioner, "ACC01", Limit(Side.BELOW, 20))
    return area


@pytest.fixture
def country(db) -> Commissioner:
    commissioner = north()
    watch(commissioner, "PREV-AF", Limit(Side.ABOVE, 50))
    return commissioner


def values() -> list[float]:
    return [round(one, 9) for one in UrgentSignal.objects.values_list("value", flat=True)]


def test_a_practices_file_once_it_is_sent_and_not_when_it_is_checked(area):
    file = area.checked(BAD)
    assert values() == []
    returns.submit_return(file=file, **BY_NOBODY)
    assert values() == [9]


def test_a_return_that_fails_half_way_leaves_no_signal(area, monkeypatch):
    def fail(**_):
        raise RuntimeError

    monkeypatch.setattr("indicators.services.returns.clear_sent", fail)
    with pytest.raises(RuntimeError):
        area.submitted(BAD)
    assert values() == []
    assert not Figure.objects.exists()


def test_a_typed_return(area):
    typist = Typist(area, area.person(Role.PRACTICE_MANAGER))
    typist.types(ACC01_numerator="9", ACC01_denominator="100")
    where = {"collection": area.collection, "practice": area.practice}
    job = check_typed(**where, by=typist.user, at=AT)
    file = returns.check_file(file_id=job.arguments["file"], **BY_NOBODY)
    submit_return(file=file, **BY_NOBODY)
    assert values() == [9]


def test_a_return_that_the_worker_is_given_twice(area):
    manager = area.person(Role.PRACTICE_MANAGER)
    job = receive_return(
        practice=area.practice,
        collection=area.collection,
        name="r.csv",
        content=csv_file([BAD]),
        by=manager,
        at=AT,
    )
    file = job.arguments["file"]
    for _ in range(2):
        run(job_id=job.pk, clock=lambda: AT, pulse=InlinePulse)
    submit_return(file=type(area.checked(GOOD)).objects.get(pk=file), by=manager, at=AT)
    assert values() == [9]


def test_a_national_file_and_the_same_again(country):
    for _ in range(2):
        load(country, "qof-prevalence", csv(PREVALENCE, SHARE), period="2022-23")
    assert values() == [75]


def test_a_national_file_that_the_worker_is_given_twice(country):
    job = receive_source_file(
        commissioner=country,
        profile="qof-prevalence",
        name="a.csv",
        content=csv(PREVALENCE, SHARE),
        period="2022-23",
        **BY,
    )
    for _ in range(2):
        load_file(file_id=job.arguments["file"], read=read_here, **BY)
    assert values() == [75]


def test_the_page_of_the_job_says_nothing_of_it(country, client):
    job = receive_source_file(
        commissioner=country,
        profile="qof-prevalence",
        name="a.csv",
        content=csv(PREVALENCE, SHARE),
        period="2022-23",
        **BY,
    )
    run(job_id=job.pk, clock=lambda: AT, pulse=InlinePulse)
    assert values() == [75]
    job = Job.objects.get(pk=job.pk)
    assert "urgent" not in f"{job.result} {job.title} {job.arguments}".lower()
    assert not Job.objects.filter(kind__icontains="urgent").exists()


def test_a_command(country, tmp_path, capsys):
    path = tmp_path / "prevalence.csv"
    path.write_bytes(csv(PREVALENCE, SHARE))
    options = {"commissioner": "QZ1", "period": "2022-23"}
    call_command("import_figures", "qof-prevalence", str(path), **options)
    assert values() == [75]
    assert "urgent" not in capsys.readouterr().out.lower()


def test_suppressed_at_source_and_shares_above_everybody_are_no_signals(country):
    rows = ["Z10001,AF,NA,TOTAL,400", "Z10002,AF,500,TOTAL,400"]
    load(country, "qof-prevalence", csv(PREVALENCE, *rows), period="2022-23")
    assert Figure.objects.count() == 2
    assert values() == []
