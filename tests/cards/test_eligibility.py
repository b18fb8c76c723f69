"""Conditions apart from the band: who meets them, and editing them on a draft."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from indicators.services.periods import open_collection
from scorecard.accounts.roles import Role
from scorecard.calc.types import Band, NoBand
from scorecard.cards.eligibility import Held, Standing, judge
from scorecard.cards.forms.builder import ArrangeForm
from scorecard.cards.forms.eligibility import ConditionForm
from scorecard.cards.services.builder import arrange
from scorecard.cards.services.eligibility import save_condition
from scorecard.cards.services.versions import copy_version
from tests.areas import CARD, NOW, Area

BY = {"by": None, "at": NOW}
RED, AMBER, GREEN = (Held(band.name, band) for band in (Band.RED, Band.AMBER, Band.GREEN))
NO_DATA = Held("none", Band.NONE, NoBand.NO_DATA)
SILENT = Held("silent", Band.NONE, NoBand.NOT_RETURNED, counts_silent=True)
LEFT_OUT = Held("left out", Band.NONE, NoBand.NOT_RETURNED)
NOT_ASKED = Held("not asked", Band.NONE, NoBand.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("held", "at_least", "standing", "short", "missing"),
    [
        ([GREEN, AMBER], "amber", Standing.MET, [], []),
        ([GREEN, AMBER], "green", Standing.NOT_MET, [AMBER], []),
        ([GREEN, NO_DATA], "green", Standing.UNKNOWN, [], [NO_DATA]),
        ([RED, NO_DATA], "amber", Standing.NOT_MET, [RED], [NO_DATA]),
        ([GREEN, SILENT], "amber", Standing.NOT_MET, [SILENT], []),
        ([GREEN, LEFT_OUT], "amber", Standing.UNKNOWN, [], [LEFT_OUT]),
        ([GREEN, NOT_ASKED], "green", Standing.MET, [], []),
        ([NOT_ASKED], "green", Standing.UNKNOWN, [], []),
        ([], "green", Standing.UNKNOWN, [], []),
    ],
)
def test_a_condition_is_met_not_met_or_cannot_be_said(held, at_least, standing, short, missing):
    found = judge(held, at_least)
    assert (found.standing, list(found.short), list(found.missing)) == (standing, short, missing)


KNOWN = st.sampled_from([RED, AMBER, GREEN, NO_DATA, SILENT, NOT_ASKED])
RANK = {Standing.NOT_MET: 0, Standing.UNKNOWN: 1, Standing.MET: 2}


@given(st.lists(KNOWN, min_size=1), st.sampled_from(["amber", "green"]))
def test_a_better_band_never_closes_what_was_open(held, at_least):
    before = judge(held, at_least)
    after = judge([GREEN, *held[1:]], at_least)
    if held[0] is not NOT_ASKED:
        assert RANK[after.standing] >= RANK[before.standing]
    lower = judge(held, "amber")
    assert RANK[lower.standing] >= RANK[judge(held, "green").standing]


GATE = {
    "name": "Development programme",
    "kind": "gateway",
    "leads_to": "Join the programme.",
    "at_least": "green",
    "indicators": ["ACC01", "VFM01"],
}


@pytest.fixture
def area(db):
    area = Area(card={**CARD, "eligibility": [GATE]})
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.record(1, "VFM01", numerator=14000, denominator=100)
    area.record(2, "ACC01", numerator=50, denominator=100)
    area.record(2, "VFM01", numerator=14000, denominator=100)
    area.record(3, "ACC01", numerator=90, denominator=100)
    area.band()
    return area


@pytest.fixture
def draft(area):
    return copy_version(version=area.version, **BY)


@pytest.fixture
def analyst(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_area_reads_who_meets_it_and_why_not(area, analyst):
    page = text_of(analyst.get(reverse("eligibility", args=["Z01"])))
    assert "Of 3 practices, 1 meets it and 1 not; of 1 it cannot be said." in page
    assert "It is all or nothing: one that is short closes it." in page
    assert "Short: Seen within two days (red)." in page
    assert "No band: Spending per patient (no data)." in page
    assert "Of 3 practices, 1 meets it" in text_of(analyst.get(reverse("area", args=["Z01"])))


def test_a_practice_reads_its_standing_apart_from_its_band(area, client):
    client.force_login(area.user(Role.PRACTICE_MANAGER, area.practices[1]))
    page = text_of(client.get(reverse("practice-results", args=["Z01002"])))
    assert "Conditions, apart from the band" in page
    assert "<strong>Not met.</strong> Short: Seen within two days (red)." in page
    assert client.get(reverse("eligibility", args=["Z01"])).status_code == 404


def test_silence_that_counts_as_red_closes_a_gateway(db, client):
    card = {**CARD, "eligibility": [GATE]}
    card["indicators"] = [{**CARD["indicators"][0], "if_missing": "red"}, *CARD["indicators"][1:]]
    area = Area(card=card)
    open_collection(
        period=area.period(),
        definitions=[area.definition("ACC01")],
        opens_on=NOW.date(),
        deadline=NOW.date(),
        **BY,
    )
    area.record(1, "VFM01", numerator=14000, denominator=100)
    area.band()
    client.force_login(area.user(Role.ANALYST))
    page = text_of(client.get(reverse("eligibility", args=["Z01"])))
    assert "Short: Seen within two days (not returned)." in page


def address(draft, condition=None):
    if condition:
        return reverse("card-condition", args=["Z01", draft.pk, condition.pk])
    return reverse("card-condition-new", args=["Z01", draft.pk])


def sent(draft, condition=None, **changed):
    draft.refresh_from_db()
    form = ConditionForm(version=draft, condition=condition)
    data = {one.html_name: "" if one.value() is None else one.value() for one in form}
    return {**data, **changed}


def test_a_condition_is_added_changed_and_removed(analyst, draft):
    one = draft.items.get(definition__indicator__code="ACC01")
    new = sent(
        draft,
        name="Extended hours",
        kind="prerequisite",
        leads_to="Be paid for them.",
        at_least="amber",
        items=[str(one.pk)],
    )
    page = text_of(analyst.post(address(draft), new, follow=True))
    assert "The condition Extended hours is saved." in page
    assert "Met when 1 indicator is amber or green." in page
    made = draft.eligibilities.get(name="Extended hours")
    analyst.post(address(draft, made), sent(draft, made, at_least="green"))
    made.refresh_from_db()
    assert made.at_least == "green" and list(made.items.all()) == [one]
    analyst.post(address(draft, made), {**sent(draft, made), "remove": "yes"})
    assert not draft.eligibilities.filter(name="Extended hours").exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": "development PROGRAMME"}, "There is a condition called development PROGRAMME"),
        ({"items": []}, "Choose indicators that have to reach it"),
        ({"items": ["999999999"]}, "from the list"),
        ({"kind": "x\x00"}, "from the list"),
        ({"leads_to": ""}, "Enter what a practice may do that meets it"),
        ({"name": "a\x00"}, "cannot be shown"),
    ],
)
def test_what_is_no_condition_is_refused_in_words(analyst, draft, changed, said):
    one = draft.items.get(definition__indicator__code="ACC01")
    good = {"name": "New", "kind": "gateway", "leads_to": "x", "at_least": "green"}
    data = sent(draft, **{**good, "items": [str(one.pk)], **changed})
    assert said in text_of(analyst.post(address(draft), data))
    assert draft.eligibilities.count() == 1


def test_only_what_has_a_band_can_be_a_condition(draft):
    fact = draft.items.get(definition__indicator__code="FAC01")
    with pytest.raises(ValidationError, match="Tick at least one indicator that has a band"):
        save_condition(
            version=draft,
            condition=None,
            name="New",
            kind="gateway",
            leads_to="x",
            at_least="green",
            items=[fact.pk],
            **BY,
        )


def test_a_condition_of_an_older_state_is_not_saved_over_a_newer_one(analyst, draft):
    gate = draft.eligibilities.get()
    mine = sent(draft, gate, leads_to="Mine.")
    analyst.post(address(draft, gate), sent(draft, gate, leads_to="Theirs."))
    page = text_of(analyst.post(address(draft, gate), mine))
    assert "Somebody else saved this meanwhile" in page and "Theirs." in page and "Mine." in page
    gate.refresh_from_db()
    assert gate.leads_to == "Theirs."


def test_what_a_condition_rests_on_is_not_taken_off(draft):
    data = {}
    for bound in ArrangeForm(version=draft):
        data[bound.html_name] = "" if bound.value() is None else bound.value()
    one = draft.items.get(definition__indicator__code="ACC01")
    form = ArrangeForm({**data, f"item-{one.pk}-place": "off"}, version=draft)
    assert form.is_valid()
    with pytest.raises(ValidationError, match="ACC01: It is a condition of Development programme"):
        arrange(version=draft, domains=form.domain_rows(), items=form.item_rows(), **BY)


def test_a_live_version_shows_its_conditions_and_has_no_form(analyst, area):
    page = text_of(analyst.get(reverse("card-conditions", args=["Z01", area.version.pk])))
    assert "Development programme" in page and "Add a condition" not in page
    assert analyst.get(address(area.version)).status_code == 404
