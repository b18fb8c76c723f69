"""A practice's return of sixty rows, from the upload to its check page, as a browser waits for it.

The programs are those of `make demo`: web server, worker and the queue in PostgreSQL. The browser
has no JavaScript: it follows what it is sent, and waits when it is told to.
"""

import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from scorecard.local.demo import programs
from scorecard.local.postgres import Server
from scorecard.local.supervisor import Program, Supervisor
from tests.bench.reporting import Figure, report
from tests.bench.returning import PERIOD, PRACTICE, codes
from tests.bench.set_up import free_port
from tests.returns.files import HEADINGS, csv_file, row, saved

ROOT = Path(__file__).parents[2]
SECONDS, REPEATS, PATIENCE = 1.0, 15, 30.0


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="scorecard-bench-") as name:
        folder = Path(name)
        with Server(folder / "postgres", durable=False, purpose="make bench") as url:
            environment = {
                **os.environ,
                "SCORECARD_ENV": "demo",
                "SCORECARD_VAR": str(folder),
                "DATABASE_URL": url,
            }
            for command in (["migrate", "-v0"], ["collectstatic", "--no-input", "-v0"]):
                subprocess.run(
                    [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True
                )
            made = subprocess.run(
                [sys.executable, "-m", "tests.bench.returning"],
                cwd=ROOT,
                env=environment,
                check=True,
                capture_output=True,
            )
            with Supervisor(environment, ROOT) as site:
                port = free_port()
                for program in programs(port):
                    site.start(Program(program.name, program.command, folder / program.log.name))
                visit = Visit(port, **json.loads(made.stdout))
                visit.wait_until_ready()
                return [_figure(kind, make, visit) for kind, make in FILES.items()]


def _figure(kind: str, make: Callable[[int], bytes], visit: "Visit") -> Figure:
    visit.upload(f"r.{kind}", make(0))  # templates are compiled once
    times = [visit.upload(f"r.{kind}", make(number + 1)) for number in range(REPEATS)]
    median = statistics.median(times)
    return report(
        f"check page of a 60-row {kind.upper()} after its upload",
        median / SECONDS,
        f"of the {SECONDS:.0f} s allowed",
        1.0,
        median_seconds=round(median, 3),
        slowest_seconds=round(max(times), 3),
    )


@dataclass
class Visit:
    """A browser that is signed in already."""

    port: int
    path: str
    session: str

    def upload(self, name: str, content: bytes) -> float:
        """Seconds from sending the file to the check page that says what was found."""
        page = self._ask("GET", self.path)[2]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        body = _form(token[1], name, content)
        began = time.monotonic()
        headers = {"Content-Type": "multipart/form-data; boundary=BENCH"}
        status, sent, page = self._ask("POST", self.path, body, headers)
        address = self.path
        while time.monotonic() - began < PATIENCE:
            if "60 rows read" in page:
                return time.monotonic() - began
            if status == 302:
                address = sent["Location"]
            else:
                time.sleep(float(sent["Refresh"]))
            status, sent, page = self._ask("GET", address)
        raise SystemExit(f"No check page within {PATIENCE:.0f} s: {page}")

    def wait_until_ready(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if self._ask("GET", "/readyz")[0] == 200:
                    return
            except ConnectionError:
                pass
            time.sleep(0.2)
        raise SystemExit("The site did not become ready.")

    def _ask(
        self, method: str, path: str, body: bytes | None = None, more: dict[str, str] | None = None
    ) -> tuple[int, http.client.HTTPMessage, str]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        cookies = f"sessionid={self.session}; csrftoken={'b' * 32}"
        link.request(method, path, body, {"Cookie": cookies, **(more or {})})
        answer = link.getresponse()
        text = answer.read().decode()
        link.close()
        return answer.status, answer.headers, text


def _form(token: str, name: str, content: bytes) -> bytes:
    parts = (
        'Content-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n' + token,
        f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n',
    )
    first, second = (f"--BENCH\r\n{part}".encode() for part in parts)
    return first + b"\r\n" + second + content + b"\r\n--BENCH--\r\n"


def _rows(number: int) -> list[list[object]]:
    return [
        row(code, numerator=80 + number, denominator=200, practice=PRACTICE, period=PERIOD)
        for code in codes()
    ]


def _csv(number: int) -> bytes:
    return csv_file(_rows(number))


def _xlsx(number: int) -> bytes:
    book = openpyxl.Workbook()
    for line in [HEADINGS, *_rows(number)]:
        book.active.append(line)
    return saved(book)


FILES = {"csv": _csv, "xlsx": _xlsx}


if __name__ == "__main__":
    measure()
