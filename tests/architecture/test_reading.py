"""No web process reads a file that somebody uploaded: it does not even load what could."""

import ast
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.models import ReceivedFile
from indicators.returns import containers, delimited, formats, workbook
from scorecard.accounts.roles import Role
from tests.architecture.code import ROOT, modules
from tests.returns.area import GOOD, Area
from tests.returns.files import csv_file, xlsx_file

READERS = ("check", "formats", "delimited", "workbook")
# Every address of the site with its view, and every handler of jobs that a view may ask for.
WEB = """
import django, sys
django.setup()
from django.urls import get_resolver
from scorecard.jobs.registry import load_tasks
get_resolver().url_patterns, load_tasks()
readers = {f"indicators.returns.{name}" for name in %r}
print(sorted(readers & sys.modules.keys()))
"""
# Calls that take a file apart, and the only modules that may make them.
READING = {"read_sheets", "read_workbook", "read_delimited", "check_return", "load_workbook"}
MAY_READ = {
    "indicators/returns/attachments.py": "a look at evidence files",
    "indicators/returns/check.py": "the check of a return",
    "indicators/returns/entry.py": "where the child process comes in",
    "indicators/returns/formats.py": "a reader",
    "indicators/returns/workbook.py": "a reader",
    "indicators/sources/tables.py": "a reader of published files, after a child has tried them",
    "indicators/sources/workbooks.py": "a reader",
}


def test_a_web_process_loads_no_reader():
    asked = [sys.executable, "-c", WEB % (READERS,)]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_only_readers_read():
    found = {
        str(path.relative_to(ROOT))
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in READING
    }
    assert found - MAY_READ.keys() == set()


@pytest.mark.parametrize(
    ("name", "content"), [("r.csv", csv_file([GOOD])), ("r.xlsx", xlsx_file([GOOD]))]
)
def test_an_upload_is_checked_although_this_process_cannot_read(
    db, client, monkeypatch, name, content, django_capture_on_commit_callbacks
):
    """The job runs in this process, as all do in tests; only its reading has left it."""

    def forbidden(*args, **kwargs):
        raise AssertionError("A file was read in the process that received it.")

    for module in (containers, delimited, formats, workbook):
        for function in ("check_kind", "read_delimited", "read_workbook", "read_sheets"):
            monkeypatch.setattr(module, function, forbidden, raising=False)
    area = Area()
    client.force_login(area.person(Role.PRACTICE_MANAGER))
    address = f"/practice/{area.practice.code}/returns/{area.period.code}/"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"file": SimpleUploadedFile(name, content)})
    assert ReceivedFile.objects.get().state == ReceivedFile.State.READY
