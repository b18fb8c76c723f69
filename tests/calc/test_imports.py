"""The arithmetic runs where no framework is installed."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import scorecard.calc
import scorecard.charts

CALC = sorted(Path(scorecard.calc.__file__).parent.glob("*.py"))
CHARTS = sorted(Path(scorecard.charts.__file__).parent.glob("*.py"))


def imported_by(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found.add(node.module)
    return {name for name in found if name.split(".")[0] not in sys.stdlib_module_names}


@pytest.mark.parametrize("path", CALC, ids=lambda path: path.stem)
def test_arithmetic_imports_numpy_and_scipy_only(path):
    allowed = ("numpy", "numpy.typing", "scipy", "scorecard.calc")
    assert {name for name in imported_by(path) if not name.startswith(allowed)} == set()


@pytest.mark.parametrize("path", CHARTS, ids=lambda path: path.stem)
def test_charts_import_the_arithmetic_its_arrays_and_plotly_only(path):
    allowed = ("numpy", "plotly", "scorecard.calc", "scorecard.charts")
    assert {name for name in imported_by(path) if not name.startswith(allowed)} == set()


@pytest.mark.parametrize("files", [CALC, CHARTS], ids=["calc", "charts"])
def test_importing_them_all_loads_no_framework(files):
    package = f"scorecard.{files[0].parent.name}"
    modules = [package, *(f"{package}.{path.stem}" for path in files if path.stem != "__init__")]
    script = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    root = files[0].parents[2]
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in run.stdout.split()}
    assert loaded & {"django", "celery", "psycopg", "kombu", "openpyxl", "pandas"} == set()
