"""One JSON object a line, with the id of the request that it belongs to."""

import json
import subprocess
import sys

import pytest

PROGRAM = """
import logging, structlog
from scorecard.config import logs
logs.configure(json=True)
structlog.contextvars.bind_contextvars(request_id="abcdefgh")
structlog.get_logger("scorecard.test").info("structured", rows=3)
logging.getLogger("somebody.else").warning("plain %s", "words")
try:
    1 / 0
except ZeroDivisionError:
    structlog.get_logger("scorecard.test").exception("went wrong")
"""


FAILURE = """
from scorecard.config import logs
logs.configure(json=False)
import structlog
try:
    figure = "kept to itself"
    figure / 0
except TypeError:
    structlog.get_logger("scorecard.test").exception("went wrong")
"""


def logged(program: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return run.stderr.splitlines()


@pytest.fixture(scope="module")
def lines():
    return [json.loads(line) for line in logged(PROGRAM)]


def test_every_line_is_one_json_object_with_the_request(lines):
    assert [line["request_id"] for line in lines] == ["abcdefgh"] * 3
    assert {"event", "level", "logger", "timestamp"} <= lines[0].keys()


def test_what_other_libraries_log_looks_the_same(lines):
    assert (lines[1]["event"], lines[1]["logger"]) == ("plain words", "somebody.else")


def test_a_traceback_stays_within_its_line(lines):
    assert "ZeroDivisionError" in lines[2]["exception"]


def test_a_developer_reads_a_plain_traceback_without_values():
    lines = logged(FAILURE)
    assert "Traceback (most recent call last):" in lines
    assert "kept to itself" not in "".join(lines)


def test_the_answer_carries_the_id_of_its_request(client):
    assert len(client.get("/healthz")["X-Request-Id"]) == 32


@pytest.mark.parametrize(
    "given, kept", [("abcdef-123456", True), ("short", False), ("bad\\nline-bad\\nline", False)]
)
def test_only_a_harmless_id_of_the_proxy_is_kept(client, given, kept):
    answer = client.get("/healthz", headers={"X-Request-Id": given})
    assert (answer["X-Request-Id"] == given) is kept


REQUEST = """
import structlog
from scorecard.config import logs
logs.configure(json=True)
structlog.contextvars.bind_contextvars(request_id="abcdefgh")
logs.request_line("GET", "/results/\\u00e9\\n\\"/", 200, "abcdefgh")
structlog.get_logger("scorecard.requests").info(
    "request", method="GET", path="/results/\\u00e9\\n\\"/", status=200
)
"""


def test_the_line_of_a_request_is_the_one_that_a_logger_would_write():
    quick, slow = (json.loads(line) for line in logged(REQUEST))
    assert {**quick, "timestamp": ""} == {**slow, "timestamp": ""}
    assert len(quick["timestamp"]) == len(slow["timestamp"])
