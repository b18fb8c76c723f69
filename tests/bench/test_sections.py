"""The bench in sections: any of them alone, and one that fails leaves the others their turn."""

import subprocess
from importlib import import_module
from types import SimpleNamespace

from tests.bench import __main__ as bench
from tests.bench.reporting import report


def test_every_section_is_there():
    assert all(callable(import_module(f"tests.bench.{one}").measure) for one in bench.SECTIONS)


def test_one_that_fails_leaves_the_others_their_turn(monkeypatch, capfd):
    measured = []

    def run(command):
        measured.append(command[-1])
        return SimpleNamespace(returncode=int(command[-1] == "grid"))

    monkeypatch.setattr(subprocess, "run", run)
    assert bench.main([]) == 1
    assert tuple(measured) == bench.SECTIONS
    assert "Failed, or beyond a limit: grid." in capfd.readouterr().err


def test_a_section_alone_ends_with_1_beyond_its_limit(monkeypatch):
    for ratio, status in ((0.9, 0), (1.1, 1)):
        section = SimpleNamespace(measure=lambda ratio=ratio: [report("a", ratio, "b", 1.0)])
        monkeypatch.setattr(bench, "import_module", lambda name, section=section: section)
        assert bench.main(["pages"]) == status


def test_a_section_that_is_not_there_is_named(capfd):
    assert bench.main(["pages", "pagse"]) == 2
    assert "No section pagse. There are: banding," in capfd.readouterr().err
