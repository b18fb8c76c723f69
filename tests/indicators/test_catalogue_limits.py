"""Files that would hold up the site or break its pages are refused, quickly and in words."""

import time

import pytest

from indicators import catalogue, definitions
from indicators.catalogue import BadCatalogue, texts
from indicators.definitions import DefinitionData
from scorecard.calc import weighting

TOP = 'name = "Mine"\n'
DOMAIN = '[[domains]]\nname = "Access"\nweight = 100\n'


def indicator(code, more=""):
    weight = "" if "role" in more else 'domain = "Access"\nweight = 100\n'
    return (
        f'[[indicators]]\ncode = "{code}"\nname = "Seen soon"\ndescription = "How many."\n'
        f'{weight}kind = "yes_no"\npolarity = "high"\n{more}'
    )


def context(code, more=""):
    return indicator(code, f'role = "context"\n{more}')


GOOD = TOP + DOMAIN + indicator("Q1")


def problems_of(content):
    with pytest.raises(BadCatalogue) as caught:
        catalogue.parse(content.encode(), "mine.toml")
    return caught.value.problems


def said_of(content):
    return "\n".join(problems_of(content))


# --- Points of the bands ---------------------------------------------------------------------


@pytest.mark.parametrize("points", ["[0, 1, 1e308]", "[0, 1, 1000]", "[-1, 0, 1]", "[0, 0, 0]"])
def test_points_of_bands_have_the_limits_of_the_form(points):
    said = said_of(GOOD.replace(TOP, f"{TOP}band_points = {points}\n"))
    assert "line 2: band_points are three numbers" in said and "0 to 999" in said


def test_points_that_are_whole_numbers_of_any_length_can_be_scored():
    """The database hands back 1e308 as a whole number of 309 digits."""
    assert weighting.worth_of((0, 0, 10**308))[1:].tolist() == [0.0, 0.0, 100.0]


# --- Strata ----------------------------------------------------------------------------------


def stratum(of):
    return f'stratum_of = "{of}"\nstratum = "frail"\n'


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (context("Q2", stratum("Q2")), "line 20: indicator Q2: an indicator is not a stratum of"),
        (context("Q2", stratum("q2")), "an indicator is not a stratum of itself"),
        (
            context("Q3", stratum("Q4")) + context("Q4", stratum("Q3")),
            "indicator Q3: a stratum has no strata of its own, and Q4 is one of Q3",
        ),
        (
            context("Q3", stratum("q4")) + context("Q4", stratum("Q1")),
            "indicator Q3: a stratum has no strata of its own, and Q4 is one of Q1",
        ),
    ],
)
def test_strata_that_run_in_a_circle_are_refused(rows, said):
    assert said in said_of(GOOD + rows)


def test_the_whole_of_a_stratum_is_found_however_its_code_is_written():
    read = catalogue.parse((GOOD + context("Q2", stratum("q1"))).encode(), "mine.toml")
    assert read.items[1].data.stratum_of == "Q1"


def test_conditions_find_indicators_however_their_codes_are_written():
    rule = (
        '[[eligibility]]\nname = "Join"\nkind = "gateway"\nleads_to = "Joining."\n'
        'at_least = "green"\nindicators = ["q1"]\n'
    )
    read = catalogue.parse((GOOD + rule).encode(), "mine.toml")
    assert read.eligibilities[0].indicators == ("Q1",)


# --- Size ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (".".join("a" * 50_000) + " = 1\n", "a key of more than 8 parts"),
        (" . ".join(['"a"'] * 50_000) + " = 1\n", "a key of more than 8 parts"),
        (f"[{'.'.join('a' * 50_000)}]\n", "a key of more than 8 parts"),
        (f"x = {{ {'.'.join('a' * 50_000)} = 1 }}\n", "a key of more than 8 parts"),
        ("x = [" + "{},\n" * 60_000 + "]\n", "more than 10,000 brackets"),
        ("[[indicators]]\n" * 501, "501 [[indicators]]; there is room for 500"),
        ("[[domains]]\n" * 101, "101 [[domains]]; there is room for 100"),
        ("[[eligibility]]\n" * 101, "101 [[eligibility]]; there is room for 100"),
    ],
)
def test_a_file_that_would_hold_up_the_site_is_refused_at_once(content, said):
    began = time.process_time()
    (problem,) = problems_of(TOP + content)
    assert said in problem and time.process_time() - began < 2


def test_the_lines_of_many_tables_in_one_list_are_found_in_one_walk():
    many = "x = [" + "{},\n" * 9_000 + "]\n"
    began = time.process_time()
    assert "line 2: the field 'x' is not known" in said_of(GOOD.replace(TOP, TOP + many))
    assert time.process_time() - began < 2


def test_dots_in_text_and_comments_are_no_long_keys():
    dots = "a.b.c.d.e.f.g.h.i.j"
    read = catalogue.parse(
        GOOD.replace("How many.", dots).replace(TOP, f"# {dots} isn't [[[\n{TOP}").encode(),
        "mine.toml",
    )
    assert read.items[0].data.description == dots
    texts.check_size(f"'''\n{dots}\n''' # \" {dots}\n")


# --- What is said ----------------------------------------------------------------------------


def test_of_very_many_problems_the_first_are_told_and_the_rest_counted():
    many = "".join(f"key{n} = 1\n" for n in range(60_000))
    told = problems_of(GOOD.replace(TOP, TOP + many))
    assert len(told) == 51 and "line 2: the field 'key0'" in told[0]
    assert told[-1] == "There are 59,950 more problems. Mend these first."


@pytest.mark.parametrize("value", ["999999999999", "-5", "0", "1.9", "true", '"many"', "[1]"])
@pytest.mark.parametrize("key", ["reds_amber_from", "reds_red_from"])
def test_numbers_of_reds_are_whole_and_named_with_their_line(key, value):
    said = said_of(GOOD.replace(TOP, f"{TOP}{key} = {value}\n"))
    assert f"line 2: {key} is " in said
    assert "it is a whole number from 1 to 999" in said or "which is not a number" in said


@pytest.mark.parametrize("weight", ["101", "-1", "0.001", "nan", '"much"', "true"])
def test_a_wrong_weight_is_told_once_and_not_as_a_sum_too(weight):
    (problem,) = problems_of(GOOD.replace("weight = 100\nkind", f"weight = {weight}\nkind"))
    assert "line 10: indicator Q1: weight is" in problem
    (problem,) = problems_of(GOOD.replace("weight = 100\n[", f"weight = {weight}\n["))
    assert "line 4: domain 'Access': weight is" in problem


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (TOP, 'name = "  "\n', "the field name is missing"),
        ('"Seen soon"', '" "', "indicator Q1: the field name is missing"),
        ('"How many."', '"\\t"', "indicator Q1: the field description is missing"),
        ('"Mine"', '"M\\u0007"', "line 1: name holds a character that is no text (U+0007)"),
        ("How", "\\u0085H", "description holds a character that is no text (U+0085)"),
    ],
)
def test_blank_names_and_control_characters_are_refused(old, new, said):
    broken = GOOD.replace(old, new, 1)
    assert broken != GOOD and said in said_of(broken)


# --- Long texts and vast numbers -------------------------------------------------------------

BANDED = GOOD.replace('"yes_no"', '"count"').replace('"Q1"', '"Q1"\nminimum_denominator = 0')


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("How many.", "x" * 5001, "line 9: indicator Q1: description has 5001 characters"),
        (TOP, f'{TOP}purpose = "{"x" * 5001}"\n', "line 2: purpose has 5001 characters"),
        ("tor = 0", "tor = 1e308", "line 7: indicator Q1: minimum_denominator: Enter a number"),
        ("kind", "comparator = 'fixed'\ncomparator_value = 1e308\nkind", "comparator_value: Ent"),
        ("kind", "points = 1e308\nkind", "points: Enter a number from 0 to 1,000,000."),
        (
            "kind",
            'rule = { rule = "thresholds", green = 1e308, red = -1e308 }\nkind',
            "line 12: indicator Q1: rule: Every level must be a number between -1,000,000,000,000",
        ),
        (
            "kind",
            'targets = [{name = "Best", level = "local", value = 1e308}]\nkind',
            "targets: Best: the value must be a number between",
        ),
    ],
)
def test_long_texts_and_vast_numbers_are_refused(old, new, said):
    broken = BANDED.replace(old, new, 1)
    assert broken != BANDED and said in said_of(broken)


def test_a_definition_from_anywhere_has_the_same_limits():
    data = DefinitionData("x", "x" * 5001, "count", "high", minimum_denominator=1e308)
    assert set(definitions.problems(data)) == {"description", "minimum_denominator"}
