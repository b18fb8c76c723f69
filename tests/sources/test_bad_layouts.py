"""A layout that would hang the reader or could not be used is refused in words, and at once."""

import time

import pytest

from indicators.sources import profiles
from indicators.sources.profiles import BadProfile

PLAIN = (
    'title = "T"\nsource = "s"\npractice = "p"\nperiod = "period"\n'
    '[[figures]]\nindicator = "A"\nnumerator = "n"\ndenominator = "d"\n'
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a." * 9_000 + "a = 1", "8 parts"),
        (f'x = {{ y = """a"""", {"a." * 5_000}a = 1 }}', "8 parts"),
        ("[" + "a." * 300 + "b]", "8 parts"),
        ("title = " + "[" * 9_000, "nested"),
        ("title = " + '["a", ' * 3_000, "nested"),
        ("x = 1\n" * 4_000, "24,000 characters"),
        ('"\\' * 9_000, "mine"),
    ],
)
def test_a_text_that_would_hang_the_reader_is_refused_at_once(text, said):
    began = time.monotonic()
    with pytest.raises(BadProfile, match=said):
        profiles.parsed("mine", text, "mine")
    assert time.monotonic() - began < 1


def test_dots_and_brackets_within_texts_and_comments_are_no_matter():
    text = f"# {'[' * 50} {'.' * 50}\n{PLAIN}text = ['{'[.' * 50}']\n"
    assert profiles.parsed("mine", text).figures[0].text == ("[." * 50,)


@pytest.mark.parametrize(
    "line",
    [
        "version = 3",
        "sheet = 3",
        "dates = 3",
        'dates = "%Q"',
        'dates = "%Y%Y"',
        'period_dates = "%"',
        'header = "no"',
        "heading_row = 99999999999999999999",
        "heading_row = 0",
        "heading_row = true",
        'delimiter = ""',
        'delimiter = "ab"',
        "missing = [1]",
        'missing = "NA"',
        "suppressed = 3",
        "encodings = [1]",
        "encodings = []",
        'encodings = ["nope"]',
        'encodings = ["punycode"]',
        "telephones = 3",
        'ignore = "x"',
        'only = [{ column = "c", values = "abc", says = "x" }]',
        "lists = 3",
        'lists = [{ kind = 3, patients = "n" }]',
        "long = 3",
        'long = { measure = "m", value = [] }',
        "closures = 3",
        "closures = { name = 1.5 }",
    ],
)
def test_a_value_that_its_field_does_not_take_is_named(line):
    name = line.split(" ")[0]
    with pytest.raises(BadProfile, match=rf"^The profile: {name} .*\.$"):
        profiles.parsed("mine", f"{line}\n{PLAIN}")


@pytest.mark.parametrize(
    "line",
    [
        'scale = "x"',
        "scale = nan",
        "scale = 0",
        "unit = 3",
        'share = "yes"',
        "modelled = 3",
        "modelled = [3]",
        'codes = "x"',
        "codes = { a = 1 }",
        "value = 0",
        "value = { a = 1 }",
        "value = [[1]]",
        "group = 1.5",
    ],
)
def test_a_value_of_a_kind_of_figures_too(line):
    name = line.split(" ")[0]
    with pytest.raises(BadProfile, match=rf"figures \(number 1\) is not right: {name} must be"):
        profiles.parsed("mine", f"{PLAIN}{line}\n")


@pytest.mark.parametrize("value", ["3", '""', f'"{"{group}" * 2}"', f'"{"A" * 201}"'])
def test_an_indicator_is_a_code_with_one_group_at_most(value):
    with pytest.raises(BadProfile, match=r"at most one \{group\}"):
        profiles.parsed("mine", PLAIN.replace('"A"', value))


def test_titles_columns_and_figures_are_what_they_must_be():
    for one, other in (('"T"', "3"), ('"p"', "{ a = 1 }"), ('"period"', "[1, 2]")):
        with pytest.raises(BadProfile, match="must be"):
            profiles.parsed("mine", PLAIN.replace(one, other))
    with pytest.raises(BadProfile, match="list of tables"):
        profiles.parsed("mine", 'title = "T"\nsource = "s"\npractice = "p"\nfigures = "abc"')


def test_a_layout_takes_three_hundred_kinds_of_figures_and_no_more():
    many = ",".join(['{indicator="A",value="n"}'] * 301)
    text = f'title = "T"\nsource = "s"\npractice = "p"\nfigures = [{many}]'
    with pytest.raises(BadProfile, match=r"301 entries.*at most 300"):
        profiles.parsed("mine", text)
