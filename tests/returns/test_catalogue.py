"""The catalogue of bad input, the whole way: received, read by the worker, shown, sent or not.

Nothing is lost, and nothing is half stored: each case says what stands in the database after it.
What needs a full disk, a slow parser or a request over the limit has tests of its own: ELSEWHERE.
"""

import ast
from pathlib import Path

import pytest
from django.utils.html import escape

from indicators.models import DataReturn, Figure, ReceivedFile
from indicators.selectors.checks import checked_file
from indicators.services.returns import ReturnRefused, receive_return, submit_return
from scorecard.accounts.roles import Role
from scorecard.jobs.models import JobState
from scorecard.jobs.pulse import InlinePulse
from scorecard.jobs.running import run
from tests.returns.area import AT
from tests.returns.catalogue.case import Blocked, Case, Kept, NotReturned, Refused, Wrong
from tests.returns.catalogue.cells import CELLS
from tests.returns.catalogue.files import FILES

HERE = Path(__file__).parent
ELSEWHERE = {
    "over the limit (413 page)": ("test_upload.py", "test_a_file_over_the_limit_is_a_413_page"),
    "disk full": ("test_disk_full.py", "test_the_database_has_no_room_for_the_file_or_its_job"),
    "too much memory or time": ("test_limits.py", "TestAReturnThatTakesTooMuch"),
    "same file twice": ("test_again.py", "test_the_same_file_leads_to_its_receipt"),
    "late after the lock": ("test_lock.py", "test_after_the_lock_the_practice_is_told_whom_to_ask"),
}
CASES = (*FILES, *CELLS)


@pytest.fixture
def sent(area, client):
    """A function that sends a case and gives back the file as it was read, and its page."""
    manager = area.person(Role.PRACTICE_MANAGER)
    client.force_login(manager)

    def send(case: Case) -> tuple[ReceivedFile, str]:
        job = receive_return(
            practice=area.practice,
            collection=area.collection,
            name=case.file,
            content=case.make(),
            by=manager,
            at=AT,
        )
        ended = run(job_id=job.pk, clock=lambda: AT, pulse=InlinePulse)
        assert ended.state == JobState.DONE
        page = client.get(job.next_url)
        assert page.status_code == 200
        return ReceivedFile.objects.get(), " ".join(page.content.decode().split())

    return send


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_bad_input(case, sent, area):
    file, page = sent(case)
    assert not Figure.objects.exists()  # reading a file keeps no figure of it
    match case.outcome:
        case Refused():
            is_refused(case.outcome, file, page)
        case Wrong() | Blocked():
            is_wrong(case.outcome, file, page, area)
        case Kept():
            is_kept(case.outcome, file, page, area)
        case NotReturned(code):
            assert code in file.report["missing"]
            submit(file)
            assert not Figure.objects.filter(indicator__code=code).exists()


def is_refused(outcome: Refused, file: ReceivedFile, page: str) -> None:
    assert file.state == ReceivedFile.State.REFUSED
    assert outcome.says in file.report["refused"]["what"]
    assert "This file cannot be used" in page and escape(outcome.says) in page
    assert file.report.keys() == {"refused"}
    assert (file.content is not None) == outcome.kept
    with pytest.raises(ReturnRefused):
        submit(file)
    assert stored() == (0, 0)


def is_wrong(outcome: Wrong | Blocked, file: ReceivedFile, page: str, area) -> None:
    found = [(p["row"], p["column"]) for p in file.report["problems"] if outcome.says in p["what"]]
    assert (outcome.row, outcome.column) in found, file.report
    assert escape(outcome.says) in page
    assert outcome.row not in {figure["row"] for figure in file.report["figures"]}
    with pytest.raises(ReturnRefused):
        submit(file)
    assert stored() == (0, 0)
    if isinstance(outcome, Blocked):
        with pytest.raises(ReturnRefused, match="another practice"):
            submit(file, only_good=True)
        assert stored() == (0, 0)
        return
    good = len(file.report["figures"])
    submit(file, only_good=True)
    assert stored() == (good, 1)
    assert not Figure.objects.filter(row=outcome.row).exists()


def is_kept(outcome: Kept, file: ReceivedFile, page: str, area) -> None:
    checked = checked_file(file, area.collection, area.practice)
    assert checked.report.problems == ()
    said = " ".join(warning.what for warning in checked.report.warnings)
    assert outcome.notice in said and outcome.asks in said
    assert (said == "") == (outcome.notice == outcome.asks == "")
    if outcome.asks:
        with pytest.raises(ReturnRefused):
            submit(file)
        assert stored() == (0, 0)
    rows = {figure.row: "We looked at it." for figure in checked.report.figures}
    submit(file, explanations=rows, no_patients=True)
    assert stored() == (len(checked.report.figures), 1)
    figure = area.figure(outcome.code)
    assert {name: getattr(figure, name) for name in outcome.figure} == outcome.figure


def submit(file: ReceivedFile, **options) -> DataReturn:
    return submit_return(file=file, by=None, at=AT, **options)


def stored() -> tuple[int, int]:
    assert ReceivedFile.objects.count() == 1
    return Figure.objects.count(), DataReturn.objects.count()


@pytest.mark.parametrize(("file", "test"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_the_others_stand_elsewhere(file, test):
    tree = ast.parse((HERE / file).read_text())
    assert test in {node.name for node in tree.body if hasattr(node, "name")}


def test_every_case_has_a_name_of_its_own():
    names = [case.name for case in CASES]
    assert sorted(set(names)) == sorted(names)
