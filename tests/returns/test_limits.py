"""A file that takes too much is refused in words; nothing is half stored; the worker lives on."""

import io
import zipfile

import pytest

from indicators.models import ReceivedFile
from indicators.returns.problems import FileRefused, PatientDataFound
from indicators.services import reading
from indicators.services.reading import check_limited, read_limited
from indicators.services.returns import receive_return
from scorecard.accounts.roles import Role
from scorecard.jobs.models import JobState
from scorecard.jobs.pulse import InlinePulse
from scorecard.jobs.running import run
from tests.returns.area import AT, GOOD
from tests.returns.files import changed_member, csv_file, due, row, xlsx_file

HERE = "tests.jobs.in_a_child"
MEGABYTE = 1024**2
SHEET = "xl/worksheets/sheet1.xml"


def silent(*step):
    pass


class TestOneCheckInAChild:
    def test_finds_what_the_check_finds(self):
        rows = [row("ACC01", "80", "100"), row("NONE", "1", "2"), row("FAC01", text="Cymraeg, ŵ")]
        for content, name in ((csv_file(rows), "r.csv"), (xlsx_file(rows), "r.xlsx")):
            report = check_limited(content, name, due(), silent)
            assert [figure.indicator for figure in report.figures] == ["ACC01", "FAC01"]
            assert report.figures[1].text == "Cymraeg, ŵ"
            assert [(p.row, p.column) for p in report.problems] == [(3, "Indicator code")]
            assert "CAP01" in report.missing

    def test_says_how_far_it_is(self):
        steps = []
        check_limited(csv_file([GOOD]), "r.csv", due(), lambda *step: steps.append(step))
        assert steps == [(1, 4, "Reading the file"), (2, 4, "Checking the rows")]

    def test_refuses_what_the_check_refuses(self):
        with pytest.raises(FileRefused, match="The file is a PDF, not a table"):
            check_limited(b"%PDF-1.7", "r.csv", due(), silent)

    def test_knows_that_a_file_about_patients_is_not_kept(self):
        content = csv_file([[*GOOD, "1"]], headings=["NHS number", *["x"] * 9])
        with pytest.raises(PatientDataFound) as refused:
            check_limited(content, "r.csv", due(), silent)
        assert not refused.value.kept


@pytest.mark.parametrize(
    ("function", "what"),
    [
        ("eat_memory", "Reading the file takes more than the 256 MB of memory that it may take."),
        ("sleep", "Reading the file takes longer than the 1 seconds that it may take."),
        ("fail", "The file could not be read: reading it broke off."),
    ],
)
def test_a_child_that_dies_is_told_in_words(function, what, settings):
    settings.PARSE_MEMORY_BYTES, settings.PARSE_SECONDS = 256 * MEGABYTE, 1
    with pytest.raises(FileRefused) as refused:
        read_limited(f"{HERE}:{function}", b"x", {})
    assert refused.value.what == what
    assert "fresh template" in refused.value.mend


def bomb() -> bytes:
    """Half a megabyte that unpacks to 500: a sheet of nothing but spaces."""
    out = io.BytesIO()
    small = zipfile.ZipFile(io.BytesIO(xlsx_file([GOOD])))
    with small as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != SHEET:
                new.writestr(name, old.read(name))
        with new.open(SHEET, "w") as sheet:
            for _ in range(500):
                sheet.write(b" " * MEGABYTE)
    return out.getvalue()


def lying(content: bytes) -> bytes:
    """The same archive, whose table of contents says that nothing is larger than 1,000 bytes."""
    changed = bytearray(content)
    at = 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        changed[at + 24 : at + 28] = (1000).to_bytes(4, "little")
        at += 4
    return bytes(changed)


def entities() -> bytes:
    """A billion laughs: twenty thousand million letters, once unfolded."""
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{lines}]><sst>&a10;</sst>'
    return changed_member(xlsx_file([GOOD]), "xl/workbook.xml", lambda _: text.encode())


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (bomb, "far larger inside than a return can be"),
        (lambda: lying(bomb()), "damaged or incomplete"),
        (entities, "damaged or incomplete"),
    ],
    ids=["zip bomb", "lying sizes", "entity bomb"],
)
def test_a_bomb_is_refused_within_the_limits(make, what):
    content = make()
    assert len(content) < 2 * MEGABYTE
    with pytest.raises(FileRefused, match=what):
        check_limited(content, "r.xlsx", due(), silent)


class TestAReturnThatTakesTooMuch:
    @pytest.fixture
    def manager(self, area):
        return area.person(Role.PRACTICE_MANAGER)

    @pytest.fixture
    def ended(self, area, manager, monkeypatch, settings):
        """The job of a return whose reading does what a function of in_a_child.py does."""
        settings.PARSE_MEMORY_BYTES, settings.PARSE_SECONDS = 256 * MEGABYTE, 1

        def end(function):
            monkeypatch.setattr(reading, "CHECK", f"tests.returns.in_a_child:{function}")
            job = receive_return(
                practice=area.practice,
                collection=area.collection,
                name="r.csv",
                content=csv_file([GOOD]),
                by=manager,
                at=AT,
            )
            return run(job_id=job.pk, clock=lambda: AT, pulse=InlinePulse)

        return end

    @pytest.mark.parametrize(
        ("function", "words"),
        [("eat_memory", "256 MB of memory"), ("sleep", "1 seconds"), ("fail", "broke off")],
    )
    def test_is_refused_and_the_worker_goes_on(self, ended, function, words):
        job = ended(function)
        file = ReceivedFile.objects.get()
        assert (job.state, file.state) == (JobState.DONE, ReceivedFile.State.REFUSED)
        assert words in file.report["refused"]["what"]
        assert file.report.keys() == {"refused"}
        assert file.content is None  # nobody could search it for patients

    def test_reaches_the_page_with_what_to_do(self, ended, client, manager):
        job = ended("eat_memory")
        client.force_login(manager)
        page = client.get(job.next_url).content.decode()
        assert "Copy the filled rows into a fresh template" in page

    def test_is_tried_again_when_the_child_was_told_to_stop(self, ended):
        job = ended("stop")
        assert (job.state, ReceivedFile.objects.get().state) == (JobState.WAITING, "checking")
        assert "told to stop" in job.message
