"""Rules of the house as searches in the syntax tree. Each gives (line, what was found)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("scorecard", "practices", "indicators")

CREATES = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}
CLOCKS = {"now", "localdate", "localtime", "today", "utcnow"}
CONVERT = {"localdate", "localtime"}  # with an argument they only convert it
WRITING_SQL = re.compile(r"^\s*(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|COPY)\s")


def modules() -> list[Path]:
    """Every module of the product, without migrations."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def kind(path: Path) -> str:
    """What a module is by its place: services, selectors, models, management, views ..."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    known = {"services", "selectors", "models", "management", "presenters", "calc", "charts"}
    return next((part for part in parts if part in known), parts[-1])


def writes(source: str) -> Iterator[tuple[int, str]]:
    """Rows being written: ORM calls that write and SQL that does."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes(node):
            yield node.lineno, f".{node.func.attr}("
        elif isinstance(node, ast.Constant) and (match := WRITING_SQL.match(str(node.value))):
            yield node.lineno, match.group().strip()


def _writes(call: ast.Call) -> bool:
    """A queryset's `update` has only names, that of a dict or hash has not; `delete` has none."""
    name = getattr(call.func, "attr", "")
    if name == "update":
        return bool(call.keywords) and not call.args
    if name == "delete":
        return not call.args and not call.keywords
    return name in CREATES


def managers(source: str) -> Iterator[tuple[int, str]]:
    """`Model.objects`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            yield node.lineno, ast.unparse(node)


def clocks(source: str) -> Iterator[tuple[int, str]]:
    """The clock being read. A clock that is handed in may be read: it can be set in a test."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _reads_clock(node):
            yield node.lineno, ast.unparse(node)


def _reads_clock(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", "")
    return name in CLOCKS and not (name in CONVERT and call.args)
