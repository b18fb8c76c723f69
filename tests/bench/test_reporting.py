"""A figure is one JSON line with a ratio."""

import json

from tests.bench.reporting import report


def test_a_figure_is_one_line_of_json(capsys):
    figure = report("queries of the grid", 5 / 6, "of the 6 allowed", 1, queries=5)
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    assert json.loads(printed) == {
        "figure": "queries of the grid",
        "ratio": 0.833,
        "unit": "of the 6 allowed",
        "limit": 1,
        "within": True,
        "queries": 5,
    }
    assert figure.within


def test_a_figure_beyond_its_limit_says_so():
    assert not report("pages", 1.01, "of the allowed size", 1).within
    assert report("anything", 99, "times", None).within
