"""What the editor refuses, in words, with nothing typed lost."""

import pytest
from django.urls import reverse

from indicators.models import Definition
from scorecard.cards.models import StatusRow
from scorecard.cards.services.versions import open_draft
from tests.areas import NOW
from tests.cards.editing import NEW, filled, opened
from tests.cards.indicator_editor.helpers import EDIT, FULL, newest, send
from tests.cards.test_pages import text_of


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"red": "95"}, "High is good, so green must not be below red"),
        ({"polarity": "low"}, "Low is good, so green must not be above red"),
        ({"green": ""}, "Green level: enter a number, for example 80"),
        ({"green": "nan"}, "Enter green level as a number"),
        (
            {"rule": "range", "green_low": "40", "green_high": "60", "amber_low": "45",
             "amber_high": "70"},
            "must hold the green range",
        ),
        (
            {"rule": "range", "green_low": "60", "green_high": "40", "amber_low": "10",
             "amber_high": "70"},
            "The green range runs backwards",
        ),
        ({"kind": "yes_no", "rule": "yes_no", "sampling": "poisson"}, "Only a rate, a ratio or"),
        ({"kind": "mean", "sampling": "poisson"}, "Only a rate, a ratio or a count"),
        ({"kind": "rate", "sampling": "mean"}, "Only a mean or a score"),
        ({"kind": "yes_no", "sampling": "none"}, "A yes or no is banded by its answer"),
        ({"rule": "interval", "confidence": "95", "sampling": "none"}, "varies by chance. Choose"),
        ({"rule": "interval", "confidence": "90"}, "must be 95 or 99.8 per cent"),
        ({"q1-green": "20"}, "Only a figure for the year so far has levels per quarter."),
        ({"comparator": "fixed"}, "Enter the number that practices are compared with."),
        ({"comparator": "group"}, "Choose the set of groups, for example Localities."),
        ({"comparator": "group", "comparator_group": "Nowhere"}, "Choose a set of groups from"),
        ({"target-0-name": "National"}, "Target 1: enter its value, or empty the row"),
        ({"target-0-value": "much", "target-0-name": "N", "target-0-level": "local"}, "Enter"),
        ({"stratum": "Frail"}, "Name the indicator that this is a part of."),
        ({"weight": "33.1234567"}, "Use at most two decimals in the weight"),
        ({"weight": "-1"}, "The weight cannot be below 0"),
        ({"domain": ""}, "Choose the domain that it counts in"),
        ({"kind": "fact", "rule": "", "sampling": "none"}, "A fact in words cannot be weighted"),
        ({"name": "n" * 301}, "Use at most 300 characters here; there are 301"),
        ({"name": "a\x00b"}, "Remove the characters that cannot be shown"),
        ({"code": "acc01"}, "There is an indicator acc01 already. Use another code."),
        ({"code": "=1+1"}, "Use letters, digits, dots, dashes or underscores only"),
        ({"code": "new"}, "“new” is the address of this page. Use another code"),
        ({"multiplier": "0"}, "The multiplier must be above 0"),
        ({"decimals": "7"}, "Show from 0 to 6 decimal places"),
        ({"minimum_denominator": "-1"}, "The minimum denominator cannot be below 0"),
        ({"kind": "nonsense"}, "Choose kind from the list"),
        ({"decimals": "many"}, "Enter decimal places shown as a whole number"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_refused_in_words_and_nothing_typed_is_lost(
    area, analyst, given, sentence
):
    sent = {**FULL, "period_type": "period", "q1-green": "", "q1-red": "", "q4-green": ""}
    sent |= {"comparator_value": "", "comparator": "area", "stratum_of": "", "stratum": ""}
    sent |= {"target-0-name": "", "target-0-level": "", "target-0-value": "", **given}
    response = send(analyst, **sent)
    assert response.status_code == 200
    assert sentence in text_of(response)
    form = response.context["form"]
    kept = {bound.html_name: bound.data for bound in form if bound.html_name in sent}
    lost = {n: v for n, v in kept.items() if (v or "") != sent[n] and n != "public"}
    assert not lost
    assert Definition.objects.filter(indicator__code="ACC02").count() == 0


def test_a_stratum_needs_a_whole_that_is_not_a_stratum_itself(area, analyst):
    send(analyst, **{**FULL, "role": "context"})
    part = {**NEW, "code": "ACC03", "stratum_of": "ACC02", "stratum": "Very frail"}
    assert "Choose the whole indicator from the list" in text_of(send(analyst, **part))
    assert newest(area, "ACC03") is None


def test_what_has_strata_does_not_become_one(area, analyst):
    send(analyst, **{**NEW, "stratum_of": "ACC01", "stratum": "Frail"})
    given = opened(analyst, "ACC01", stratum_of="VFM01", stratum="Some")
    page = text_of(send(analyst, "indicator-edit", EDIT, **given))
    assert "A stratum has no strata of its own." in page
    assert newest(area, "ACC01").stratum_of == ""


def test_adding_a_stratum_starts_from_the_whole(area, analyst):
    address = reverse("indicator-new", args=["Z01"])
    form = analyst.get(address, {"stratum_of": "ACC01"}).context["form"]
    given = filled(form, code="ACC01F", stratum="Frail patients", name="Frail", weight=10)
    assert send(analyst, **given).status_code == 302
    part, whole = newest(area, "ACC01F"), newest(area, "ACC01")
    assert (part.stratum_of, part.rule, part.numerator) == ("ACC01", whole.rule, whole.numerator)
    page = text_of(analyst.get(reverse("indicator", args=EDIT)))
    assert "Frail patients" in page and reverse("indicator", args=["Z01", "ACC01F"]) in page


@pytest.mark.parametrize("text", ["=1+1", "__import__('os')", "<script>alert(1)</script>"])
def test_formula_like_text_is_text(area, analyst, text):
    send(analyst, **{**NEW, "name": text})
    assert newest(area).name == text
    page = text_of(analyst.get(reverse("indicator", args=["Z01", "ACC02"])))
    assert "<script>alert" not in page


def test_one_spare_row_for_targets_is_always_there(analyst):
    assert "target-0-name" in text_of(analyst.get(reverse("indicator-new", args=["Z01"])))
    page = text_of(send(analyst, **FULL, preview="yes"))
    assert "target-2-name" in page and "target-3-name" not in page


@pytest.mark.parametrize("name", ["indicator", "indicator-edit"])
def test_a_code_that_nobody_has_is_not_found(analyst, name):
    assert analyst.get(reverse(name, args=["Z01", "NOPE"])).status_code == 404
    assert analyst.get(reverse(name, args=["Z01", "a\x00b"])).status_code == 404
    odd = reverse("indicator-new", args=["Z01"]) + "?stratum_of=%00"
    assert analyst.get(odd).status_code == 200


def test_a_version_that_others_comment_on_is_not_changed_under_them(area, analyst):
    draft = open_draft(commissioner=area.commissioner, by=None, at=NOW)
    StatusRow.objects.create(version=draft, status="consultation", at=NOW)
    page = text_of(send(analyst, "indicator-edit", EDIT, **opened(analyst, "ACC01", name="Soon")))
    assert "is in consultation; return it to draft first." in page and 'value="Soon"' in page
    assert newest(area, "ACC01").number == 1
