"""The house rules that a reader would otherwise have to remember."""

import ast
import re
import sys

import pytest

from tests.architecture.addresses import every_address
from tests.architecture.code import PACKAGES, ROOT, clocks, kind, managers, modules, writes

# What looks like a write but writes no row, with its reason.
NO_ROWS = {
    ("scorecard/ui/writers.py", ".save("): "a workbook to a file",
    ("scorecard/ui/fill_in.py", ".save("): "a workbook to a file",
    ("scorecard/ui/marked.py", ".save("): "a workbook to a file",
}


def found_in(paths, search):
    return [
        (str(path.relative_to(ROOT)), line, what)
        for path in paths
        for line, what in search(path.read_text())
    ]


def test_only_services_write():
    others = [path for path in modules() if kind(path) not in ("services", "managers")]
    found = found_in(others, writes)
    assert [entry for entry in found if (entry[0], entry[2]) not in NO_ROWS] == []


def test_views_read_through_selectors():
    views = {address.view.__module__ for address in every_address()}
    ours = [sys.modules[name].__file__ for name in views if name.split(".")[0] in PACKAGES]
    named = [path for path in modules() if str(path) in ours or path.name == "views.py"]
    assert found_in(named, managers) == []


def test_only_interfaces_read_the_clock():
    inner = {"services", "selectors", "models", "presenters", "calc", "charts"}
    assert found_in([path for path in modules() if kind(path) in inner], clocks) == []


def test_files_and_functions_stay_readable():
    long_files = [str(p) for p in modules() if len(p.read_text().splitlines()) > 300]
    assert long_files == []


def test_settings_name_no_host_but_this_machine():
    hosts = re.compile(
        r"\b[a-z0-9-]+\.(?:com|org|net|uk|io|dev|cloud)\b|https?://(?!localhost|127)"
    )
    config = [path for path in modules() if "config" in path.parts]
    found = [
        (path.name, match.group())
        for path in config
        for match in hosts.finditer(_strings(path.read_text()))
    ]
    assert found == []


def _strings(source: str) -> str:
    values = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
    return "\n".join(value for value in values if isinstance(value, str))


@pytest.mark.parametrize(
    "source",
    [
        "user.save()",
        "Job.objects.create(kind='a')",
        "Job.objects.filter(pk=1).update(state='done')",
        "Job.objects.all().delete()",
        "Job.objects.bulk_create(rows)",
        "cursor.execute('UPDATE jobs_job SET state = 1')",
        "cursor.copy('COPY figures (a) FROM STDIN')",
    ],
)
def test_the_search_finds_writes(source):
    assert list(writes(source))


@pytest.mark.parametrize(
    "source",
    ["names.update({'a': 1})", "digest.update(b'a')", "table.update", "'update the page'"],
)
def test_the_search_leaves_other_things_alone(source):
    assert not list(writes(source))


def test_the_searches_find_managers_and_clocks():
    assert list(managers("Job.objects.first()"))
    assert list(clocks("timezone.now()"))
