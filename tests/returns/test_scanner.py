"""The virus scanner: off by default and said so; on, nothing passes that it has not passed."""

import datetime as dt
import socket

import pytest
from django.core.checks import run_checks
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators import clamd
from indicators.models import ReceivedFile
from indicators.services.returns import receive_return
from indicators.services.scanning import ScannerAway, VirusFound, scan
from scorecard.accounts.roles import Role
from scorecard.jobs.models import JobState
from scorecard.jobs.pulse import InlinePulse
from scorecard.jobs.running import run
from scorecard.jobs.services import requeue_expired
from tests.returns.area import AT, GOOD
from tests.returns.fake_clamd import FakeClamd
from tests.returns.files import csv_file

FOUND = b"stream: Eicar-Test-Signature FOUND\0"


@pytest.fixture
def scanner(settings):
    fake = FakeClamd()
    settings.CLAMD_ADDRESS = fake.address
    yield fake
    fake.close()


@pytest.fixture
def nobody(settings):
    """An address at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.CLAMD_ADDRESS = f"127.0.0.1:{probe.getsockname()[1]}"
        yield


class TestAsking:
    def test_every_byte_reaches_the_scanner(self, scanner):
        content = bytes(range(256)) * 10_000  # more than two chunks
        assert clamd.found_in(content, scanner.address) == ""
        assert scanner.said == [content]

    def test_a_virus_is_named(self, scanner):
        scanner.reply = FOUND
        assert clamd.found_in(b"x", scanner.address) == "Eicar-Test-Signature"

    def test_a_unix_socket_will_do(self, tmp_path):
        fake = FakeClamd(tmp_path / "clamd.sock")
        try:
            clamd.ping(fake.address)
            assert clamd.found_in(b"x", fake.address) == ""
        finally:
            fake.close()

    @pytest.mark.parametrize(
        "reply",
        [
            None,
            b"",
            b"stream: OK",  # broken off before its end
            b"stream: \0",
            b"UNKNOWN COMMAND\0",
            b"stream: Can't allocate memory ERROR\0",
            b"HTTP/1.1 400 Bad Request\r\n\r\n\0",
            b"\xff" * 10_000,
        ],
    )
    def test_whatever_else_it_says_is_no_answer(self, scanner, reply):
        scanner.reply = reply
        with pytest.raises(clamd.NoAnswer):
            clamd.found_in(b"x", scanner.address)

    def test_more_than_it_takes_is_told_apart(self, scanner):
        scanner.reply = b"INSTREAM size limit exceeded. ERROR\0"
        with pytest.raises(clamd.TooMuch):
            clamd.found_in(b"x", scanner.address)

    @pytest.mark.parametrize("address", ["/no/such/socket", "no-such-host.invalid:3310"])
    def test_an_address_without_a_scanner_is_no_answer(self, address):
        with pytest.raises(clamd.NoAnswer):
            clamd.ping(address)

    def test_silence_is_no_answer(self, monkeypatch):
        monkeypatch.setattr(clamd, "REPLY_SECONDS", 0.2)
        with socket.create_server(("127.0.0.1", 0)) as deaf, pytest.raises(clamd.NoAnswer):
            clamd.found_in(b"x", f"127.0.0.1:{deaf.getsockname()[1]}")


class TestScan:
    def test_everything_passes_where_there_is_no_scanner(self, settings):
        assert settings.CLAMD_ADDRESS == ""
        scan(b"anything")

    def test_a_virus_is_refused_and_not_kept(self, scanner):
        scanner.reply = FOUND
        with pytest.raises(VirusFound, match="found Eicar-Test-Signature in this file") as refused:
            scan(b"x")
        assert not refused.value.kept

    def test_without_an_answer_nothing_passes(self, nobody):
        with pytest.raises(ScannerAway):
            scan(b"x")


class TestAReturn:
    @pytest.fixture
    def manager(self, area):
        return area.person(Role.PRACTICE_MANAGER)

    @pytest.fixture
    def job(self, area, manager):
        return receive_return(
            practice=area.practice,
            collection=area.collection,
            name="r.csv",
            content=csv_file([GOOD]),
            by=manager,
            at=AT,
        )

    @staticmethod
    def attempt(job, at=AT):
        return run(job_id=job.pk, clock=lambda: at, pulse=InlinePulse)

    def test_is_scanned_before_it_is_read(self, scanner, job):
        assert self.attempt(job).state == JobState.DONE
        assert scanner.said == [csv_file([GOOD])]
        assert ReceivedFile.objects.get().state == ReceivedFile.State.READY

    def test_with_a_virus_is_refused_and_its_content_gone(self, scanner, job, client, manager):
        scanner.reply = FOUND
        assert self.attempt(job).state == JobState.DONE
        file = ReceivedFile.objects.get()
        assert (file.state, file.content) == (ReceivedFile.State.REFUSED, None)
        client.force_login(manager)
        page = client.get(job.next_url).content.decode()
        assert "The virus scanner found Eicar-Test-Signature in this file" in page

    def test_larger_than_the_scanner_takes_is_refused(self, scanner, job):
        scanner.reply = b"INSTREAM size limit exceeded. ERROR\0"
        self.attempt(job)
        file = ReceivedFile.objects.get()
        assert "larger than the virus scanner" in file.report["refused"]["what"]
        assert file.content is None

    def test_waits_while_the_scanner_is_away(self, nobody, job):
        waiting = self.attempt(job)
        assert waiting.state == JobState.WAITING
        assert waiting.message == ("Waiting to be tried again: the virus scanner gave no answer.")
        file = ReceivedFile.objects.get()
        assert (file.state, file.report) == (ReceivedFile.State.CHECKING, {})

    def test_goes_on_when_the_scanner_is_back(self, nobody, job, settings):
        self.attempt(job)
        back = FakeClamd()
        settings.CLAMD_ADDRESS = back.address
        assert self.attempt(job).state == JobState.DONE
        back.close()
        assert ReceivedFile.objects.get().state == ReceivedFile.State.READY

    def test_is_parked_with_words_when_the_scanner_stays_away(self, nobody, job, client, manager):
        for number in range(3):
            at = AT + dt.timedelta(minutes=2 * number)
            requeue_expired(at=at)
            parked = self.attempt(job, at)
        assert parked.state == JobState.PARKED
        assert "(the virus scanner gave no answer)" in parked.error
        assert ReceivedFile.objects.get().state == ReceivedFile.State.CHECKING
        client.force_login(manager)
        assert (
            "the virus scanner gave no answer"
            in client.get(job.get_absolute_url()).content.decode()
        )


class TestSaidSo:
    @pytest.fixture
    def upload_page(self, area, client):
        client.force_login(area.person(Role.PRACTICE_MANAGER))
        address = f"/practice/{area.practice.code}/returns/{area.period.code}/"
        return lambda: client.get(address).content.decode()

    def test_an_upload_page_says_that_nothing_is_scanned(self, upload_page):
        assert "does not scan files for viruses" in upload_page()

    def test_or_that_everything_is(self, upload_page, scanner):
        assert "Every file is scanned for viruses before it is read." in upload_page()

    def test_readyz_asks_a_scanner_that_is_on(self, db, client, scanner, settings):
        assert client.get("/readyz").json()["scanner"]["ok"] is True
        scanner.reply = None
        answer = client.get("/readyz").json()["scanner"]
        assert answer["words"] == "The virus scanner does not answer: uploads wait for it."
        settings.CLAMD_ADDRESS = ""
        assert "scanner" not in client.get("/readyz").json()

    def test_the_deployment_check_warns_when_it_is_off(self, db, settings):
        settings.PRODUCTION = True
        found = {check.id for check in run_checks(include_deployment_checks=True)}
        assert "scorecard.W001" in found

    def test_and_when_it_does_not_answer(self, db, nobody):
        found = {check.id for check in run_checks(include_deployment_checks=True)}
        assert {"scorecard.W002"} <= found
        assert "scorecard.W001" not in found


def test_an_upload_is_answered_although_the_scanner_is_away(area, client, nobody, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = False
    client.force_login(area.person(Role.PRACTICE_MANAGER))
    address = f"/practice/{area.practice.code}/returns/{area.period.code}/"
    answer = client.post(address, {"file": SimpleUploadedFile("r.csv", csv_file([GOOD]))})
    assert answer.status_code == 302
