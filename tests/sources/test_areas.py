"""Rows of England, of regions and of other areas in a file of practices."""

import pytest

from indicators.sources import profiles
from indicators.sources.areas import Place
from indicators.sources.notices import Found, counts
from indicators.sources.parsing import parse_figures
from indicators.sources.profiles import BadProfile
from tests.sources.files import csv, profile, registers

HEADINGS = (
    "Count,Denominator,Indicator ID,Parent Code,Area Code,Area Name,Area Type,Category,"
    "Time period,Value"
)
ENGLAND = ",,93553,,E92000001,England,England,,2019,21.7"
OWN = ",,93553,E4001,E5401,North Board - QZ1,ICBs,,2019,25.5"
REGION = ",,93553,E92000001,E4001,North Region,NHS regions,,2019,24"
OTHERS = (
    ",,93553,E92000001,E4002,South Region,NHS regions,,2019,18",
    ",,93553,E4002,E5402,South Board - QZ2,ICBs,,2019,19",
    ",,93553,E5401,U1,A Network,PCNs,,2019,30",
)
PRACTICE = ",,93553,E92000001,Z10001,First Surgery,GPs,,2019,32.4"
PLACE = Place("QZ1", "North Board")


def read(*rows, place=PLACE, headings=HEADINGS, the_profile=None):
    found = the_profile or profiles.load("fingertips")
    return parse_figures(csv(headings, *rows), found, "f.csv", place=place)


def values(parsed):
    pairs = zip(parsed.areas.practice.tolist(), parsed.areas.value.tolist(), strict=True)
    return sorted(pairs)


def said(parsed, found):
    return [one.sentence for one in parsed.notices if one.found == found]


def test_england_the_region_and_the_area_itself_are_told_from_practices_and_from_others():
    parsed = read(ENGLAND, OWN, REGION, *OTHERS, PRACTICE)
    assert parsed.figures.practice.tolist() == ["Z10001"]
    assert values(parsed) == [("area", 25.5), ("england", 21.7), ("region", 24)]
    assert said(parsed, Found.OTHER_AREAS) == ["ICBs: 1.", "NHS regions: 1.", "PCNs: 1."]
    assert counts(parsed.notices)[Found.OTHER_AREAS] == 3


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (Place("E5401", "Something else"), True),
        (Place("QZ1", "Something else"), True),
        (Place("XXX", "north board - qz1"), True),
        (Place("Z1", "North"), False),
        (Place("Q.1", "North"), False),
        (None, False),
    ],
)
def test_the_area_is_known_by_its_code_or_its_name_and_not_by_a_part_of_them(place, found):
    parsed = read(OWN, PRACTICE, place=place)
    assert values(parsed) == ([("area", 25.5)] if found else [])
    missing = "no row is of" in str(said(parsed, Found.FILE))
    assert missing == (place is not None and not found)


def test_only_a_region_is_taken_for_the_region():
    """A part of a board lies in the board first: that one is no region."""
    part = ",,93553,E5401,E3801,North ICB - 01A,Sub-ICB,,2019,20"
    parsed = read(part, OWN, REGION, PRACTICE, place=Place("01A", "Part"))
    assert values(parsed) == [("area", 20)]


def test_a_layout_of_ones_own_names_the_codes_of_the_source():
    text = profiles.text_of("fingertips")
    own = text.replace("[areas]", '[areas]\nown = ["E5402"]\nregion = ["e4002"]')
    parsed = read(*OTHERS, PRACTICE, place=None, the_profile=profiles.parsed("mine", own))
    assert values(parsed) == [("area", 19), ("region", 18)]


def test_without_a_column_that_says_what_a_row_is_england_is_known_by_its_code():
    the_profile = profile(missing=["", "NA"])
    content = registers("Z10001,12,400", "E92000001,50,1000", "qz1,5,50", "QZ2,1,9")
    parsed = parse_figures(content, the_profile, "f.csv", place=PLACE)
    assert parsed.figures.practice.tolist() == ["Z10001", "QZ2"]
    assert parsed.areas.practice.tolist() == ["england", "area"]
    assert parsed.areas.numerator.tolist() == [50, 5]


def test_a_value_given_twice_counts_once_and_two_that_contradict_not_at_all():
    parsed = read(ENGLAND, ENGLAND, OWN, OWN.replace("25.5", "26"), PRACTICE)
    assert values(parsed) == [("england", 21.7)]
    assert said(parsed, Found.DUPLICATE) == ["England, IMD, rows 2, 3."]
    assert said(parsed, Found.CONTRADICTION)[0].startswith("the area itself, IMD, rows 4, 5")


def test_what_is_missing_hidden_or_no_number_is_told_and_no_value():
    rows = (ENGLAND.replace("21.7", ""), OWN.replace("25.5", "*"), REGION.replace("24", "x"))
    parsed = read(*rows, PRACTICE)
    assert not len(parsed.areas)
    told = said(parsed, Found.AREA_MISSING)
    assert told == ["IMD of England, 2019.", "IMD of the area itself, 2019."]
    assert len(said(parsed, Found.NOT_A_NUMBER)) == 1


def test_parts_of_an_areas_patients_are_left_out_as_those_of_a_practice_are():
    part = ENGLAND.replace(",,2019", ",Deprivation,2019")
    parsed = read(part, PRACTICE)
    assert not len(parsed.areas) and counts(parsed.notices)[Found.IGNORED] == 1


def test_a_long_file_has_values_of_areas_too():
    headings = "PRACTICE_CODE,INDICATOR_CODE,MEASURE,VALUE"
    rows = [
        f"{code},AF006,{measure},{number}"
        for code, numbers in (("Z10001", (40, 50)), ("E92000001", (70, 100)))
        for measure, number in zip(("NUMERATOR", "DENOMINATOR"), numbers, strict=True)
    ]
    parsed = read(*rows, headings=headings, the_profile=profiles.load("qof-achievement"))
    assert parsed.figures.practice.tolist() == ["Z10001"]
    assert parsed.areas.practice.tolist() == ["england"]
    assert (parsed.areas.numerator[0], parsed.areas.denominator[0]) == (70, 100)


@pytest.mark.parametrize(
    ("areas", "problem"),
    [
        ('type = ["T"]', "say in practices what the type"),
        ("own = 1", "must be a list of texts"),
        ("colour = 1", "colour is not known"),
    ],
)
def test_areas_that_cannot_be_are_said(areas, problem):
    text = f'title = "t"\nsource = "s"\npractice = "P"\n[areas]\n{areas}'
    with pytest.raises(BadProfile, match=problem):
        profiles.parsed("mine", text)
