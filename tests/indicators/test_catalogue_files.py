"""A scorecard as one file: written and read back, and refused in words with file and line."""

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import catalogue, definitions, vocabulary
from indicators.catalogue import BadCatalogue, lines, texts, values
from indicators.catalogue.models import (
    Catalogue,
    CatalogueDomain,
    CatalogueEligibility,
    CatalogueItem,
)
from indicators.catalogue.writing import write
from indicators.definitions import DefinitionData
from indicators.models import Definition
from indicators.models.definitions import POLARITIES, SAMPLINGS, Kind, SuppliedBy

STRANGE = (
    "=1+1",
    "__import__('os')",
    'a "quoted" word',
    "two\nlines\r\n\tand\\more",
    "שלום \u202e",
    "",
)
text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
words = st.one_of(st.sampled_from(STRANGE), text)
some = words.filter(str.strip)
levels = st.floats(-1e6, 1e6)
IN_ITS_GROUP = {"comparator": "group", "comparator_group": "Localities, “old”"}
plain = st.integers() | st.text(max_size=5) | st.booleans()


def nested(inside):
    return st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=4), inside, max_size=3)


@st.composite
def definition(draw):
    low, high = sorted((draw(levels), draw(levels)))
    return DefinitionData(
        name=draw(some),
        description=draw(some),
        kind="proportion",
        polarity="high",
        numerator=draw(some),
        denominator=draw(some),
        rationale=draw(words),
        evidence=draw(words),
        multiplier=draw(st.floats(1e-6, 1e6)),
        decimals=draw(st.integers(0, 6)),
        rule=draw(st.sampled_from([{}, {"rule": "thresholds", "green": high, "red": low}])),
        targets=draw(st.lists(st.builds(_target, some, levels), max_size=3)),
        frequency=draw(st.sampled_from(vocabulary.allowed("frequency"))),
        review_on=draw(st.none() | st.dates()),
        owner=draw(words),
        **draw(st.sampled_from([{}, IN_ITS_GROUP])),
    )


def _target(name, value):
    return {"name": name, "level": "local", "value": value}


@st.composite
def card(draw):
    weights = draw(st.sampled_from([("100",), ("33.34", "33.33", "33.33"), ("99.99", "0.01", "0")]))
    numbers = [Decimal(weight) for weight in weights]
    domains = [CatalogueDomain(f"Domain {n}", w, draw(words)) for n, w in enumerate(numbers)]
    whole = Decimal(100)
    items = [
        CatalogueItem(
            f"A{n}",
            "weighted",
            domain.name,
            whole,
            draw(definition()),
            draw(st.sampled_from(["", "red", "left_out"])),
            draw(st.booleans()),
        )
        for n, domain in enumerate(domains)
    ]
    return Catalogue(
        name=draw(some),
        purpose=draw(words),
        source=draw(words),
        minimum_coverage=draw(st.floats(0, 1)),
        green_from=70.0,
        red_below=40.0,
        domains=tuple(domains),
        items=tuple(items),
        eligibilities=(CatalogueEligibility("Join", "gateway", draw(some), "green", ("A0",)),),
        purposes=("choice",),
        illustrative=draw(words),
    )


@given(card())
def test_what_was_written_reads_back_the_same(made):
    written = write(made)
    assert catalogue.parse(written.encode(), "mine.toml") == made
    _assert_lines_are_right(written)


@pytest.mark.parametrize("name", catalogue.names())
def test_every_starter_reads_back_the_same_after_writing(name):
    made = catalogue.load(name)
    written = write(made)
    assert catalogue.parse(written.encode(), "mine.toml") == made
    _assert_lines_are_right(written)
    _assert_lines_are_right((catalogue.FOLDER / f"{name}.toml").read_text())


def _assert_lines_are_right(written):
    """Every key of every table stands at the beginning of the line that is said for it."""
    found, shown = lines.find(written), written.split("\n")
    raw = tomllib.loads(written)
    for table, rows in (("", [raw]), *((name, raw.get(name, [])) for name in ("indicators",))):
        for position, row in enumerate(rows):
            for key in row:
                line = shown[found.of(table, position, key) - 1]
                assert line.lstrip("[ ").startswith((key, f"{table}.{key}", "{"))


def test_lines_are_found_around_strings_comments_brackets_and_dotted_keys():
    written = """# first
a."b c" = 1
x = [ # " [ {
 1, 2]
rows = [
  {p = 1},
  {p = [{}]}]
[[t]]
k = '''one
[[t]] # not a table
'''
j = "a#b\\"" # z
[t.sub]
q = 1
[[t]]

"k k" = 1
"""
    tomllib.loads(written)
    found = lines.find(written)
    assert found.at == {
        ("", 0, "a"): 2,
        ("", 0, "x"): 3,
        ("", 0, "rows"): 5,
        ("rows", 0, ""): 6,
        ("rows", 1, ""): 7,
        ("t", 0, ""): 8,
        ("t", 0, "k"): 9,
        ("t", 0, "j"): 12,
        ("t", 0, "sub"): 13,
        ("t", 1, ""): 15,
        ("t", 1, "k k"): 17,
    }
    assert found.of("t", 1, "missing") == 15 and found.of("none", 0) is None


GOOD = """name = "Mine"
[[domains]]
name = "Access"
weight = 100

[[indicators]]
code = "ACC01"
name = "Seen soon"
description = "How many were seen soon."
domain = "Access"
weight = 100
kind = "yes_no"
polarity = "high"
rule = { rule = "yes_no" }
"""


def _said(content):
    with pytest.raises(BadCatalogue) as caught:
        catalogue.parse(content if isinstance(content, bytes) else content.encode(), "mine.toml")
    return "\n".join(caught.value.problems)


def test_a_good_file_is_read_whatever_its_line_ends():
    assert catalogue.parse(GOOD.encode(), "mine.toml") == catalogue.parse(
        GOOD.replace("\n", "\r\n").encode(), "mine.toml"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("polarity", "polartiy", "line 13: indicator ACC01: the field 'polartiy' is not known"),
        ("weight = 100\nkind", "kind", "line 6: indicator ACC01 'Seen soon': the field weight"),
        ("weight = 100\n\n", "", "line 2: domain 'Access': the field weight is missing"),
        ('"high"', '"up"', "line 13: indicator ACC01: polarity is 'up'; use one of: high, low"),
        ('"yes_no"\np', '"maybe"\np', "line 12: indicator ACC01: kind is 'maybe'; use one of"),
        ('"ACC01"', '"A/1"', "line 7: indicator A/1: code has letters, digits"),
        ('"ACC01"', '"new"', "line 7: indicator new: code has letters, digits"),
        ('"Seen soon"', '["x"]', "line 8: indicator ACC01: name is ['x']; write it as text"),
        ('"Seen soon"', f'"{"x" * 301}"', "line 8: indicator ACC01: name has 301 characters"),
        ("Seen soon", "a\\u0000b", "line 8: indicator ACC01: name holds a character that is no"),
        ("weight = 100\nk", "weight = 1e9\nk", "line 11: indicator ACC01: weight is '1e9'"),
        ("weight = 100\nk", "weight = nan\nk", "line 11: indicator ACC01: weight is 'nan'"),
        ("weight = 100\nk", "weight = 99.999\nk", "it has at most two decimals"),
        ('rule = { rule = "yes_no" }', "rule = 5", "line 14: indicator ACC01: rule is 5; write"),
        ('{ rule = "yes_no" }', '{rule.a.b = 1, rule.c = "d"}', "rule is {'a': {'b': 1}"),
        ('name = "Mine"', 'name = "Mine"\ncolour = 1', "line 2: the field 'colour' is not known"),
        ('name = "Mine"', 'name = "Mine"\npurposes = 5', "line 2: purposes is 5; write it as a l"),
        ('name = "Mine"', 'name = "Mine"\npurposes = ["fun"]', "line 2: purposes is 'fun'"),
        (
            'name = "Mine"',
            'name = "M"\nminimum_coverage = 2',
            "minimum_coverage is a share",
        ),
        ('name = "Mine"', 'name = "M"\ngreen_from = 20', "line 2: red_below and green_from run"),
        ('name = "Mine"', 'name = "M"\noverall_by = "reds"', "line 2: counting reds needs"),
        ('name = "Mine"\n', "", "mine.toml: the field name is missing"),
        ('"Mine"', '"Mine"\nindicators = 3', "(at line 7"),
        ("[[domains]]", "[domains]", "line 2: domains is a list of tables; begin each with"),
        ('"Access"\nweight', '"Access"\nname = "B"\nweight', "Cannot overwrite a value (at line 4"),
        ("kind = ", "decimals = 300\nkind = ", "decimals is 300; it is a whole number from 0 to 6"),
        ("kind = ", "multiplier = 0\nkind = ", "line 12: indicator ACC01: multiplier is 0; it is"),
        ("kind = ", "public = 1\nkind = ", "line 12: indicator ACC01: public is true or false"),
        ("kind = ", 'stratum_of = "Z"\nstratum = "x"\nkind = ', "12: indicator ACC01: there is no"),
        ("kind = ", f"points = {'9' * 5000}\nkind = ", "mine.toml: Exceeds the limit"),
    ],
)
def test_a_bad_file_names_file_line_and_field(old, new, said):
    broken = GOOD.replace(old, new, 1)
    assert broken != GOOD
    assert said in _said(broken)


def test_problems_are_told_from_the_top_of_the_file_to_its_end():
    broken = GOOD.replace("kind", "kin").replace(
        '"Access"\nweight = 100', '"Access"\nweight = 50', 1
    )
    said = _said(broken + "[[eligibility]]\n").split("\n")
    found = [int(one.partition("line ")[2].partition(":")[0]) for one in said]
    assert found == sorted(found) and len(set(found)) > 3


def test_a_code_twice_is_named_where_it_stands_the_second_time():
    second = GOOD[GOOD.index("[[indicators]]") :].replace("ACC01", "acc01")
    assert "mine.toml, line 16: indicator ACC01 stands there more than once." in _said(
        GOOD + second
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b" \n", "The file is empty"),
        (b"PK\x03\x04rest", "an Excel workbook"),
        (GOOD.encode("utf-16"), "saved as UTF-16"),
        (GOOD.encode("utf-16-le"), "not a text file"),
        (GOOD.encode("utf-8-sig"), "byte order mark"),
        (b"name = 1\nx = \xe9", "Line 2 holds a character that is not UTF-8"),
        (b"code,name\nA,B\n", "Expected '=' after a key"),
        (b"x = " + b"[" * 5000, "nested too deeply"),
        (b"#" * (texts.MOST_BYTES + 1), "larger than 1024 kB"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_words(content, said):
    assert said in _said(content)


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_no_file_breaks_the_reader(content):
    try:
        catalogue.parse(content, "mine.toml")
    except BadCatalogue as error:
        assert error.problems


@given(st.recursive(plain, nested, max_leaves=8))
def test_no_value_in_the_wrong_place_breaks_the_reader(value):
    for key in (*definitions.FIELDS, "code", "weight", "role", "domain", "public", "if_missing"):
        raw = tomllib.loads(GOOD, parse_float=str)
        raw["indicators"][0][key] = value
        try:
            catalogue.read(raw, "mine.toml")
        except BadCatalogue as error:
            assert error.problems


def test_the_words_and_lengths_of_files_are_those_of_the_model():
    shown = {"kind": Kind.values, "supplied_by": SuppliedBy.values}
    shown |= {"polarity": [value for value, _ in POLARITIES]}
    shown |= {"sampling": [value for value, _ in SAMPLINGS]}
    assert {key: sorted(value) for key, value in shown.items()} == {
        key: sorted(value) for key, value in vocabulary.WORDS.items()
    }
    for name, longest in values.LONGEST.items():
        if name != "code":
            assert Definition._meta.get_field(name).max_length == longest
