"""Frozen figures are read through `Told` and no other way, so no channel can tell more."""

import ast

import pytest

from tests.architecture.code import ROOT, modules

FROZEN = {
    *("EditionFigure", "EditionScore", "EditionBeside", "EditionSimilar"),
    *("EditionIndicator", "EditionPractice"),
}
HERE = "scorecard/publication/"
MAY_READ = {
    f"{HERE}models/": "what they are",
    f"{HERE}services/": "where they are written",
    f"{HERE}selectors/told.py": "the one reader",
    f"{HERE}selectors/told_before.py": "what an earlier edition told, asked when one is frozen",
    f"{HERE}selectors/told_lost.py": "what a correction tells no more, for those who approve it",
    f"{HERE}selectors/told_elsewhere.py": "where another commissioner withholds otherwise",
    f"{HERE}selectors/told_changed.py": "where two editions tell the same audience otherwise",
}
# Sources of the database itself: a search for rows by what they are asked for.
_ASKS = {"objects", "_default_manager", "_base_manager"}


def asks(source):
    """`EditionFigure.objects` and the like, and rows reached from an edition backwards."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in _ASKS:
            name = getattr(node.value, "id", getattr(node.value, "attr", ""))
            if name in FROZEN:
                yield node.lineno, ast.unparse(node)
        if isinstance(node, ast.Constant) and "publication_edition" in str(node.value):
            table = str(node.value)
            if any(f"publication_{name.lower()}" in table for name in FROZEN):
                yield node.lineno, table


def figures_named(source):
    """Models of frozen numbers, by name; those of names and places are types of `Told` too."""
    numbers = FROZEN - {"EditionIndicator", "EditionPractice"}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, one.name) for one in node.names if one.name in numbers)


def others():
    return [
        path for path in modules() if not str(path.relative_to(ROOT)).startswith(tuple(MAY_READ))
    ]


def found(search, allowed=()):
    return [
        (name, line, what)
        for path in others()
        if (name := str(path.relative_to(ROOT))) not in allowed
        for line, what in search(path.read_text())
    ]


# Which practices are in an edition, for those who look at it, or are told of it, before others.
OF_STAFF = {f"{HERE}selectors/{name}.py" for name in ("editions", "reading", "notices")}


def test_nobody_else_asks_for_frozen_rows():
    assert found(asks, OF_STAFF) == []


def test_scores_are_the_only_frozen_numbers_that_others_know_by_name():
    """`EditionScore` is what `Told.scores` gives to the presenter that decides about them."""
    assert {(name, what) for name, _, what in found(figures_named)} <= {
        (f"{HERE}presenters/scores.py", "EditionScore")
    }


@pytest.mark.parametrize(
    "source",
    [
        "EditionFigure.objects.all()",
        "models.EditionScore.objects.filter(edition=1)",
        "cursor.execute('SELECT value FROM publication_editionfigure')",
    ],
)
def test_the_search_finds_them(source):
    assert list(asks(source))
