"""Source profiles: every one loads, and what is wrong with one is said."""

import pytest

from indicators import catalogue
from indicators.sources import profiles
from indicators.sources.profiles import BadProfile


@pytest.mark.parametrize("name", profiles.names())
def test_every_profile_loads_and_is_for_something(name):
    found = profiles.load(name)
    assert found.title and found.source
    assert found.brings and found.version


def test_every_indicator_of_the_open_data_scorecard_has_a_source():
    sources = [spec for name in profiles.names() for spec in profiles.load(name).figures]
    exact = {spec.indicator for spec in sources}
    begins = tuple(s.indicator.removesuffix("{group}") for s in sources if s.group)
    for item in catalogue.load("open-data").items:
        assert item.code in exact or item.code.startswith(begins)


def test_an_unknown_profile_names_those_there_are():
    with pytest.raises(BadProfile, match=r"no source profile 'qof'.*qof-prevalence"):
        profiles.load("qof")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", r"mine\.toml: the field 'practice' is missing"),
        ("practice = ", "mine.toml"),
        ('practice = "P"\ncolour = "red"', "colour is not known"),
        ('practice = "P"\n[[figures]]\nindicator = "A"\nnumber = "B"', "number is not known"),
        ('practice = "P"\n[[lists]]\nkind = "registered"', "patients"),
    ],
)
def test_a_bad_profile_of_ones_own_says_what_is_wrong(tmp_path, content, said):
    path = tmp_path / "mine.toml"
    path.write_text(f'title = "t"\nsource = "s"\n{content}', encoding="utf-8")
    with pytest.raises(BadProfile, match=said):
        profiles.load(str(path))


def test_a_profile_of_ones_own_is_given_by_its_path(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('title = "t"\nsource = "s"\npractice = "P"\n', encoding="utf-8")
    assert profiles.load(str(path)).name == "mine"
