"""Steps that read only the folders whose tests they run leave no test out."""

import pytest

from tests.architecture.code import ROOT

STEPS = {
    "browser": ("Makefile", "tests/browser tests/journeys"),
    "brokers": (".ci/run", "tests/jobs tests/returns/test_worker_dies.py"),
}


@pytest.mark.parametrize("mark", STEPS)
def test_marked_tests_lie_where_their_step_looks_for_them(mark):
    name, places = STEPS[mark]
    assert places in (ROOT / name).read_text()
    files = [path for path in (ROOT / "tests").rglob("*.py") if path.name != "test_steps.py"]
    marked = [str(path.relative_to(ROOT)) for path in files if f"mark.{mark}" in path.read_text()]
    assert marked
    assert [path for path in marked if not path.startswith(tuple(places.split()))] == []
