"""The spread of the generated figures: by deprivation, by list size, over time, within limits."""

import numpy as np
import pytest

from indicators.returns.adjustments import REASONS
from scorecard.demo.world import DemoArea, World


def values(area: DemoArea, code: str) -> dict[tuple[str, int], float]:
    """Value by practice and quarter, unrounded, without its multiplier."""
    found = {}
    for figure in area.figures:
        if figure.indicator == code and figure.state == "present" and figure.denominator != 0:
            value = figure.value
            if value is None:
                value = figure.numerator / figure.denominator
            found[figure.practice, figure.quarter] = value
    return found


def correlation(demo: World, code: str, trait: str) -> float:
    area = demo.areas[0]
    traits = {p.code: getattr(p, trait) for p in area.commissioner.practices if not p.atypical}
    pairs = [(traits[p], v) for (p, _), v in values(area, code).items() if p in traits]
    return float(np.corrcoef(np.array(pairs).T)[0, 1])


@pytest.mark.parametrize("code", ["ACC01", "ACC06", "QUA03", "QUA04", "CON02"])
def test_deprived_practices_have_lower_shares(demo, code):
    assert correlation(demo, code, "deprivation") < -0.25


@pytest.mark.parametrize("code", ["ACC04", "CAP05", "VFM02", "CON03"])
def test_deprived_practices_have_more_attendances_and_admissions(demo, code):
    assert correlation(demo, code, "deprivation") > 0.25


def test_patients_of_large_practices_find_access_harder(demo):
    assert correlation(demo, "ACC03", "patients") < -0.1


def test_a_good_practice_is_possible_in_a_deprived_place(demo):
    area = demo.areas[0]
    deprivation = {p.code: p.deprivation for p in area.commissioner.practices}
    latest = {p: v for (p, q), v in values(area, "QUA01").items() if q == 11}
    deprived = [v for p, v in latest.items() if deprivation[p] > 30]
    assert max(deprived) > np.median(list(latest.values()))


def test_online_services_grow_over_the_years(demo):
    by_quarter = [
        np.mean([v for (_, q), v in values(demo.areas[0], "ACC06").items() if q == quarter])
        for quarter in (0, 12)
    ]
    assert by_quarter[1] > by_quarter[0] + 0.05


def test_generic_prescribing_is_topped_out(demo):
    latest = [v for (_, q), v in values(demo.areas[0], "VFM03").items() if q == 12]
    assert min(latest) > 0.9


def test_no_share_is_above_one_and_nothing_is_below_zero(demo):
    shares = {item.code for item in demo.areas[0].catalogue.items if item.data.kind == "proportion"}
    for area in demo.areas:
        for figure in area.figures:
            if figure.numerator is not None:
                assert figure.numerator >= 0
                if figure.indicator in shares:
                    assert figure.numerator <= figure.denominator


def test_the_empty_practice_has_nothing_over_nothing(demo):
    area = demo.areas[0]
    empty = next(p.code for p in area.commissioner.practices if not p.patients)
    parts = {
        (f.numerator, f.denominator)
        for f in area.figures
        if f.practice == empty and f.numerator is not None
    }
    assert parts == {(0, 0)}


def test_small_admission_counts_are_hidden_by_their_source(demo):
    counts = [
        figure.numerator
        for figure in demo.areas[0].figures
        if figure.indicator == "VFM02" and figure.numerator is not None
    ]
    assert not [count for count in counts if 0 < count <= 7]


def test_every_figure_has_exactly_what_its_state_promises(demo):
    for area in demo.areas:
        for figure in area.figures:
            content = (figure.numerator, figure.value, figure.text or None)
            present = figure.state == "present"
            assert (sum(part is not None for part in content) == 1) == present


def test_who_was_left_out_of_care_is_said_by_reason_and_now_and_then_not_at_all(demo):
    area = demo.areas[0]
    asked = {item.code for item in area.catalogue.items if item.data.adjustments}
    assert asked == {"QUA01", "QUA02"}
    counted = [one for one in area.figures if one.indicator in asked and one.denominator]
    said = [one for one in counted if one.adjustments is not None]
    assert 0.9 < len(said) / len(counted) < 1
    for one in said:
        assert set(one.adjustments) == set(REASONS)
        assert 0 <= sum(one.adjustments.values()) < one.denominator / 3
    assert not [one for one in area.figures if one.adjustments and one.indicator not in asked]
