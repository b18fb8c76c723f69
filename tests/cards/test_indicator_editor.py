"""The editor of indicators: every field, refusals in words, two people, previews."""

import datetime as dt

import pytest
from django.urls import reverse

from indicators import definitions
from indicators.models import Definition
from indicators.rules import RULES
from indicators.selectors.definitions import data_of, latest_definition
from practices.services.groups import make_group_set
from scorecard.accounts.roles import Role
from scorecard.cards.forms.indicators import IndicatorForm, initial_of
from scorecard.cards.models import CardItem, Eligibility, StatusRow
from scorecard.cards.presenters.history import history_of_indicator
from scorecard.cards.selectors.versions import draft_version
from scorecard.cards.services.versions import open_draft
from tests.areas import NOW
from tests.cards.editing import NEW, filled, opened
from tests.cards.test_pages import text_of

EDIT = ["Z01", "ACC01"]
FULL = {
    **NEW,
    "rationale": "It is what patients ask for.",
    "evidence": "A survey",
    "priority": "Access",
    "stratum_of": "ACC01",
    "stratum": "Frail patients",
    "minimum_denominator": "20",
    "bands_agreed": "The group, May 2026",
    "source": "Telephone system",
    "supplied_by": "commissioner",
    "valid_for_months": "12",
    "level": "network",
    "period_type": "year_to_date",
    "frequency": "quarterly",
    "q1-green": "20",
    "q1-red": "10",
    "q4-green": "90",
    "denominator_list": "weighted",
    "target-0-name": "National",
    "target-0-level": "national",
    "target-0-value": "85",
    "target-1-name": "Ours",
    "target-1-level": "local",
    "target-1-value": "88.5",
    "comparator": "fixed",
    "comparator_value": "75",
    "adjustments": "kept",
    "availability": "partly",
    "points": "4.5",
    "owner": "Analysts",
    "reviewer": "Clinical leads",
    "review_on": "2027-03-31",
    "if_missing": "red",
    "public": "",
}


@pytest.fixture
def analyst(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client


def send(client, address="indicator-new", args=("Z01",), follow=False, **given):
    return client.post(reverse(address, args=args), given, follow=follow)


def newest(area, code="ACC02") -> Definition:
    return latest_definition(area.commissioner, code)


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


class TestTwoPeople:
    @pytest.fixture
    def late(self, area, analyst):
        """What the second person typed, on a form opened before the first one saved."""
        typed = opened(analyst, "ACC01", numerator="Seen by anybody", minimum_denominator="50")
        early = opened(analyst, "ACC01", numerator="Seen by a doctor", why="The LMC asked")
        assert send(analyst, "indicator-edit", EDIT, **early).status_code == 302
        return typed

    def test_the_second_sees_both_and_nothing_is_overwritten(self, area, analyst, late):
        response = send(analyst, "indicator-edit", EDIT, **late)
        page = text_of(response)
        assert response.status_code == 200
        assert "analyst saved version 2" in page
        line = {one.name: one for one in response.context["conflict"].lines}
        assert line["Numerator"].before == "Patients seen within two days"
        assert line["Numerator"].theirs == "Seen by a doctor"
        assert line["Numerator"].yours == "Seen by anybody"
        assert "Minimum denominator" in line and len(line) == 2
        assert newest(area, "ACC01").numerator == "Seen by a doctor"

    def test_saving_again_puts_it_on_top_and_keeps_theirs(self, area, analyst, late):
        response = send(analyst, "indicator-edit", EDIT, **late)
        again = filled(response.context["form"])
        assert again["numerator"] == "Seen by anybody"
        assert send(analyst, "indicator-edit", EDIT, **again).status_code == 302
        assert newest(area, "ACC01").numerator == "Seen by anybody"
        kept = Definition.objects.get(indicator__code="ACC01", number=2)
        assert kept.numerator == "Seen by a doctor"

    def test_a_weight_that_was_changed_meanwhile_is_seen_too(self, area, analyst):
        send(analyst, "indicator-edit", EDIT, **opened(analyst, "ACC01", weight="90"))
        late = opened(analyst, "ACC01", name="Seen soon")
        send(analyst, "indicator-edit", EDIT, **opened(analyst, "ACC01", weight="80"))
        response = send(analyst, "indicator-edit", EDIT, **late)
        line = {one.name: one for one in response.context["conflict"].lines}
        assert (line["Weight"].theirs, line["Weight"].yours) == ("80.00", "90.00")
        assert draft_version(area.commissioner).items.get(domain__name="Access").weight == 80


class TestPreview:
    def preview(self, client, code="ACC01", **changed):
        sent = {**opened(client, code, **changed), "preview": "yes"}
        response = send(client, "indicator-edit", ["Z01", code], **sent)
        assert response.status_code == 200
        return response

    def counts(self, response):
        return {words.word: n for words, n in response.context["preview"].counts if n}

    def test_it_counts_practices_by_band_and_reason_and_saves_nothing(self, area, analyst):
        area.record(1, "ACC01", numerator=90, denominator=100)
        area.record(2, "ACC01", numerator=9, denominator=10)
        before = newest(area, "ACC01")
        response = self.preview(analyst)
        assert self.counts(response) == {"Green": 1, "Too few to band": 1, "No data": 1}
        assert self.counts(self.preview(analyst, green=95)) == {
            "Amber": 1, "Too few to band": 1, "No data": 1
        }  # fmt: skip
        assert newest(area, "ACC01") == before and draft_version(area.commissioner) is None
        assert 'data-chart="strip"' in text_of(response)

    def test_it_reads_as_the_public_will(self, area, analyst):
        area.record(1, "ACC01", numerator=90, denominator=100)
        page = text_of(self.preview(analyst, rationale="Waiting worries."))
        assert "<strong>Why it matters.</strong> Waiting worries." in page
        assert "Green at 80% or more, red below 60%, amber between." in page
        assert "This rule has agreed levels: every practice can reach green." in page

    def test_a_new_indicator_without_figures_has_words(self, area, analyst):
        response = send(analyst, **NEW, preview="yes")
        assert "No figure of this indicator is held yet" in text_of(response)
        area.record(1, "ACC01", numerator=90, denominator=100)
        area.band()
        assert "No figure of this indicator is held yet" in text_of(
            send(analyst, **NEW, preview="yes")
        )
        assert newest(area) is None

    @pytest.mark.parametrize(
        "rule",
        [
            {"rule": "target", "target": "85", "tolerance": "10"},
            {"rule": "payment", "lower": "40", "upper": "90"},
            {"rule": "range", "green_low": "70", "green_high": "80", "amber_low": "60",
             "amber_high": "90"},
            {"rule": "quantile", "k": "3", "green_to": "1", "red_from": "3"},
            {"rule": "interval", "confidence": "95"},
            {"rule": "funnel"},
            {"rule": ""},
        ],
    )  # fmt: skip
    def test_every_rule_can_be_looked_at(self, area, analyst, rule):
        for number in (1, 2, 3):
            area.record(number, "ACC01", numerator=60 + 10 * number, denominator=100)
        response = self.preview(analyst, **rule)
        assert sum(self.counts(response).values()) == 3
        assert response.context["preview"].chart.figure


class TestHistory:
    def lines(self, area):
        return history_of_indicator(newest(area, "ACC01"))

    def test_it_says_who_changed_what_from_what_to_what_and_why(self, area, analyst):
        given = opened(analyst, "ACC01", green="85", weight="90", why="NICE changed it")
        send(analyst, "indicator-edit", EDIT, **given)
        definition = next(line for line in self.lines(area) if line.what == "Version 2")
        assert definition.who == "analyst" and definition.why == "NICE changed it"
        (change,) = definition.changes
        assert change.name == "Bands"
        assert change.before.startswith("Green at 80%") and change.after.startswith("Green at 85%")
        page = text_of(analyst.get(reverse("indicator", args=EDIT)))
        assert "NICE changed it" in page and "Green at 85% or more" in page

    def test_a_weight_alone_stands_in_it_too(self, area, analyst):
        send(analyst, "indicator-edit", EDIT, **opened(analyst, "ACC01", weight="90"))
        send(analyst, "indicator-edit", EDIT, **opened(analyst, "ACC01", weight="80", why="Less"))
        last = self.lines(area)[0]
        assert [(c.name, c.before, c.after) for c in last.changes] == [("Weight", "90", "80")]
        assert last.why == "Less"


class TestTakingOff:
    def take(self, client, **given):
        return send(client, "indicator-off", EDIT, **given)

    def test_it_leaves_the_draft_and_stays_in_the_live_version(self, area, analyst):
        area.record(1, "ACC01", numerator=90, denominator=100)
        assert self.take(analyst, what="off", why="Topped out").status_code == 302
        draft = draft_version(area.commissioner)
        assert not draft.items.filter(definition__indicator__code="ACC01").exists()
        assert area.version.items.filter(definition__indicator__code="ACC01").exists()
        page = text_of(analyst.get(reverse("indicator", args=EDIT)))
        assert "It is not on the scorecard." in page
        assert "Taken off the draft" in page and "Topped out" in page

    def test_it_can_be_retired_and_still_collected(self, area, analyst):
        self.take(analyst, what="collected")
        item = draft_version(area.commissioner).items.get(definition__indicator__code="ACC01")
        assert (item.role, item.domain, item.weight) == ("collected", None, 0)

    def test_what_a_rule_rests_on_stays(self, area, analyst):
        draft = open_draft(commissioner=area.commissioner, by=None, at=NOW)
        rule = Eligibility.objects.create(
            version=draft, name="Gateway", kind="gateway", leads_to="pay", at_least="green", order=1
        )
        item = draft.items.get(definition__indicator__code="ACC01")
        rule.items.add(item)
        page = text_of(self.take(analyst, what="off"))
        assert "ACC01 is part of Gateway. Take it out there first." in page
        assert draft.items.filter(pk=item.pk).exists()

    def test_what_is_not_on_the_scorecard_cannot_be_taken_off(self, area, analyst):
        self.take(analyst, what="off")
        assert "ACC01 is not on the scorecard." in text_of(self.take(analyst, what="off"))
        assert "Choose what becomes of it" in text_of(self.take(analyst, what=""))
