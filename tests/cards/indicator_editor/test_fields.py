"""What is typed in the editor comes back as it was."""

import datetime as dt

import pytest
from django.urls import reverse

from indicators import definitions
from indicators.rules import RULES
from indicators.selectors.definitions import data_of
from practices.services.groups import make_group_set
from scorecard.cards.forms.indicators import IndicatorForm, initial_of
from scorecard.cards.models import CardItem
from tests.areas import NOW
from tests.cards.editing import NEW, filled, opened
from tests.cards.indicator_editor.helpers import EDIT, FULL, newest, send
from tests.cards.test_pages import text_of


def test_an_indicator_is_compared_by_a_set_of_groups_and_an_empty_set_is_a_warning(area, analyst):
    by = {"by": None, "at": NOW}
    make_group_set(commissioner=area.commissioner, name="Localities", why="Agreed.", **by)
    changed = {"comparator": "group", "comparator_group": "Localities"}
    response = send(analyst, **{**FULL, **changed, "comparator_value": "75"}, follow=True)
    saved = newest(area, FULL["code"])
    assert (saved.comparator_group, saved.comparator_value) == ("Localities", None)
    assert "The set of groups “Localities” has no practice in its groups yet" in text_of(response)
    again = opened(analyst, saved.code, comparator="area")
    assert again["comparator_group"] == "Localities"
    send(analyst, "indicator-edit", ("Z01", saved.code), **again)
    assert newest(area, saved.code).comparator_group == ""


def test_practices_that_scatter_more_than_chance_are_said_on_the_form(area, analyst):
    send(analyst, **{**NEW, "over_dispersed": "additive"})
    saved = newest(area, NEW["code"])
    assert saved.over_dispersed == "additive"
    again = opened(analyst, saved.code, over_dispersed="multiplicative", sampling="none")
    refused = send(analyst, "indicator-edit", ("Z01", saved.code), **again)
    assert "interval that scatter can widen" in text_of(refused)
    send(analyst, "indicator-edit", ("Z01", saved.code), **{**again, "sampling": "proportion"})
    assert newest(area, saved.code).over_dispersed == "multiplicative"


def test_a_new_count_of_contacts_is_widened_unless_somebody_says_otherwise(area, analyst):
    rate = {
        "kind": "rate",
        "numerator": "Contacts with a nurse",
        "sampling": "poisson",
        "over_dispersed": "usual",
    }
    blank = analyst.get(reverse("indicator-new", args=["Z01"])).context["form"]
    assert blank["over_dispersed"].value() == "usual"
    send(analyst, **{**NEW, **rate})
    assert newest(area, NEW["code"]).over_dispersed == "multiplicative"
    again = opened(analyst, NEW["code"], over_dispersed="")
    send(analyst, "indicator-edit", ("Z01", NEW["code"]), **again)
    stated = newest(area, NEW["code"])
    assert stated.over_dispersed == ""
    send(analyst, "indicator-edit", ("Z01", NEW["code"]), **opened(analyst, NEW["code"]))
    assert newest(area, NEW["code"]) == stated


def test_little_is_needed_to_begin(area, analyst):
    few = ("code", "name", "description", "kind", "polarity")
    blank = IndicatorForm(domains=["Access"])
    given = filled(blank, **{k: NEW[k] for k in few})
    given |= {"kind": "count", "sampling": "none", "role": "context"}
    assert send(analyst, **given).status_code == 302
    assert newest(area).name == "Calls answered"


def test_every_field_of_a_definition_is_on_the_form_and_comes_back_as_it_was(area, analyst):
    assert send(analyst, **FULL).status_code == 302
    saved = data_of(newest(area))
    assert saved.target_profile == {"Q1": {"green": 20, "red": 10}, "Q4": {"green": 90}}
    assert saved.targets[1] == {"name": "Ours", "level": "local", "value": 88.5}
    assert saved.review_on == dt.date(2027, 3, 31) and saved.comparator_value == 75
    plain = definitions.DefinitionData("", "", "proportion", "high")
    same = set(definitions.FIELDS) - set(definitions.changes(plain, saved))
    # A fixed number excludes a set of groups, and a figure of networks a scatter of practices.
    assert same == {
        "kind",
        "polarity",
        "decimals",
        "fact_type",
        "comparator_group",
        "over_dispersed",
    }
    item = CardItem.objects.get(definition=newest(area))
    assert (item.if_missing, item.public, item.weight) == ("red", False, 50)
    again = filled(
        IndicatorForm(domains=["Access"], others=["ACC01"], initial=initial_of(newest(area), item))
    )
    form = IndicatorForm(again, domains=["Access"], others=["ACC01"])
    assert form.is_valid(), form.errors
    assert form.data_of(form.cleaned_data) == saved


def test_saving_without_a_change_makes_no_new_version(area, analyst):
    before = newest(area, "ACC01")
    assert send(analyst, "indicator-edit", EDIT, **opened(analyst, "ACC01")).status_code == 302
    assert newest(area, "ACC01") == before


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_there_is_can_be_chosen_with_its_own_levels(analyst, rule):
    page = text_of(analyst.get(reverse("indicator-new", args=["Z01"])))
    assert f'name="rule" type="radio" value="{rule}"' in page
    for level in RULES[rule].__dataclass_fields__:
        assert f'name="{level}"' in page


def test_agreed_levels_and_comparisons_are_told_apart(analyst):
    page = text_of(analyst.get(reverse("indicator-new", args=["Z01"])))
    assert "Agreed level. Amber is a little short of the target" in page
    assert "Comparison. For example the best fifth is green" in page


def test_a_weighted_comparison_is_saved_with_a_warning(area, analyst):
    levels = {"rule": "quantile", "k": "5", "green_to": "1", "red_from": "5"}
    response = analyst.post(reverse("indicator-new", args=["Z01"]), {**NEW, **levels}, follow=True)
    assert newest(area).rule == {"rule": "quantile", "k": 5, "green_to": 1, "red_from": 5}
    assert "Its band is a comparison and counts in the score" in text_of(response)


def test_a_review_date_in_the_past_is_a_warning(area, analyst):
    response = analyst.post(
        reverse("indicator-new", args=["Z01"]), {**NEW, "review_on": "2020-01-31"}, follow=True
    )
    assert "The review date, 31 January 2020, is in the past." in text_of(response)
    assert newest(area).review_on == dt.date(2020, 1, 31)
