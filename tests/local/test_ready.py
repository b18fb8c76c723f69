"""`make demo` prints its address only when everything it started is there."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from scorecard.local.supervisor import what_is_missing


class Site(HTTPServer):
    """Answers every address with `status` and `told`."""

    status = 200
    told = b""


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self):
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.told)

    def log_message(self, *arguments):
        """Nothing: the test's output stays clean."""


@pytest.fixture
def site():
    with Site(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        yield server
        server.shutdown()


def missing(site, *, began_ago: float = 5.0) -> str:
    return what_is_missing(*site.server_address, since=time.monotonic() - began_ago)


def ready(seconds: int) -> bytes:
    worker = {"ok": True, "words": "A worker was seen.", "seconds": seconds}
    return json.dumps({"ready": True, "worker": worker}).encode()


def test_nothing_is_missing_when_a_worker_was_seen_since_the_start(site):
    site.told = ready(1)
    assert missing(site) == ""


def test_a_worker_of_the_last_start_does_not_count(site):
    site.told = ready(5)
    assert "has not been seen yet" in missing(site)
    assert "has not been seen yet" in missing(site, began_ago=0.2)


def test_only_what_is_missing_is_said_and_in_words(site):
    site.status = 503
    findings = {
        "ready": False,
        "database": {"ok": True, "words": "The database answers.", "seconds": None},
        "broker": {"ok": False, "words": "The message broker does not answer.", "seconds": None},
    }
    site.told = json.dumps(findings).encode()
    assert missing(site) == "The message broker does not answer."


def test_an_answer_that_is_none_is_said(site):
    site.status, site.told = 400, b"<h1>Bad Request</h1>"
    assert missing(site) == "/readyz answers 400 without a reason"
    port = site.server_address[1]
    site.shutdown()
    site.server_close()
    assert "gives no answer" in what_is_missing("127.0.0.1", port, since=0)
