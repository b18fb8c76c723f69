"""Every practice of an edition in one drawing, by shape and colour, small enough for a nation."""

import gzip
import re

from scorecard.calc.types import Band
from scorecard.charts.dots import HEIGHT, Dots, drawn


def places(svg):
    return [float(y) for y in re.findall(r"M[\d.]+ ([\d.]+)m", svg)]


def test_each_value_is_one_mark_in_the_path_of_its_band():
    values = [(10.0, Band.RED), (20.0, Band.AMBER), (30.0, Band.GREEN), (25.0, Band.NONE)]
    svg = drawn(Dots(values, "%", 1, line=22.0))
    assert all(f"mark--{key}" in svg for key in ("red", "amber", "green", "none"))
    assert len(places(svg)) == 4 and "dots__line" in svg and "30.0%" in svg


def test_a_nation_is_some_hundred_kilobytes():
    svg = drawn(Dots([(at / 64, Band(1 + at % 3)) for at in range(6_400)], "%", 1))
    assert len(places(svg)) == 6_400 and len(svg) < 450_000
    assert len(gzip.compress(svg.encode(), 6)) < 40_000  # at worst: no two neighbours alike


def test_alike_single_and_negative_values_stay_inside():
    for values in ([5.0], [5.0] * 9, [-3.0, -1.0], [0.0]):
        svg = drawn(Dots([(one, Band.GREEN) for one in values], "£", 2))
        assert all(0 <= y <= HEIGHT for y in places(svg))


def test_without_a_value_nothing_is_drawn():
    assert drawn(Dots([], "%", 1)) == ""


def test_a_unit_cannot_break_the_drawing():
    assert "&lt;" in drawn(Dots([(1.0, Band.GREEN)], "<", 0))
