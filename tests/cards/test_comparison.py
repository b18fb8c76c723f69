"""What differs between two versions, in words, and the reasons that are given for it."""

import dataclasses
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from indicators import catalogue
from indicators.definitions import FIELDS, DefinitionData
from indicators.models import Definition
from indicators.models.definitions import Kind as FigureKind
from indicators.selectors.definitions import data_of
from scorecard.audit.models import AuditEvent
from scorecard.cards import words
from scorecard.cards.comparison import Change, FieldChange, Kind, compare
from scorecard.cards.content import (
    SETTINGS,
    CardContent,
    DomainContent,
    ItemContent,
    RuleContent,
    content_hash,
)
from scorecard.cards.models import CardItem, CardVersion, Eligibility
from scorecard.cards.presenters.changes import change_rows, own_changes
from scorecard.cards.selectors.changes import base_of, changes_from, reasons_of, unexplained
from scorecard.cards.selectors.content import content_of, hash_of
from scorecard.cards.services import versions
from scorecard.cards.services.catalogue import start_from
from scorecard.cards.services.indicators import save_indicator
from scorecard.cards.services.reasons import explain
from tests.areas import CARD, NOW

BY = {"by": None, "at": NOW}
DATA = DefinitionData(
    name="Seen in time",
    description="Seen.",
    kind="proportion",
    polarity="high",
    unit="%",
    rule={"rule": "thresholds", "green": 80, "red": 60},
)
ITEM = ItemContent("ACC01", "weighted", "Access", Decimal(100), "", True, DATA)
DOMAIN = DomainContent("Access", "", Decimal(100))
OLD = CardContent(
    scorecard="Card",
    settings={
        "minimum_coverage": 0.5,
        "green_from": 70.0,
        "red_below": 40.0,
        "overall_by": "score",
        "reds_amber_from": None,
        "reds_red_from": None,
        "band_points": [0, 1, 2],
        "purposes": [],
    },
    domains=(DOMAIN,),
    items=(ITEM,),
    rules=(),
)


def changed(**more: object) -> CardContent:
    return dataclasses.replace(OLD, **more)


def redefined(**more: object) -> CardContent:
    return changed(items=(dataclasses.replace(ITEM, data=dataclasses.replace(DATA, **more)),))


def only(new: CardContent, old: CardContent = OLD) -> Change:
    (change,) = compare(old, new)
    return change


def test_an_indicator_that_is_new_is_added_with_its_levels_and_weight():
    new = dataclasses.replace(ITEM, code="ACC02", weight=Decimal("33.30"))
    change = only(changed(items=(ITEM, new)))
    assert (change.kind, change.key) == (Kind.ADDED, "indicator ACC02")
    assert change.subject == "ACC02 Seen in time"
    levels, weight = change.fields
    assert levels.now == "Green at 80% or more, red below 60%, amber between."
    assert weight.now == "33.3 in Access"


def test_an_indicator_that_is_gone_is_removed():
    assert only(changed(items=())) == Change("indicator ACC01", Kind.REMOVED, "ACC01 Seen in time")


def test_what_is_collected_but_no_longer_counts_is_retired_still_collected():
    retired = dataclasses.replace(ITEM, role="collected", domain="", weight=Decimal(0))
    change = only(changed(items=(retired,)))
    assert change.kind == Kind.RETIRED
    assert FieldChange("Domain", "Access", "nothing") in change.fields
    back = only(OLD, old=changed(items=(retired,)))
    assert back.kind == Kind.ALTERED


def test_levels_are_compared_as_the_sentence_that_people_read():
    change = only(redefined(rule={"rule": "thresholds", "green": 85, "red": 60}))
    assert change.fields == (
        FieldChange(
            "Levels",
            "Green at 80% or more, red below 60%, amber between.",
            "Green at 85% or more, red below 60%, amber between.",
        ),
    )


def test_a_level_written_as_80_or_as_80_0_is_the_same():
    new = redefined(rule={"rule": "thresholds", "green": 80.0, "red": 60.0})
    assert compare(OLD, new) == ()
    assert content_hash(OLD) == content_hash(new)


@pytest.mark.parametrize(
    ("more", "field", "was", "now"),
    [
        ({"name": "Seen soon"}, "Name", "Seen in time", "Seen soon"),
        ({"supplied_by": "national"}, "Who supplies it", "the practice, in its return", None),
        ({"frequency": "yearly"}, "How often", "not said", "yearly"),
        ({"minimum_denominator": 1000.0}, "Smallest denominator that is banded", "0", "1,000"),
        ({"comparator": "england"}, "Compared with", "the whole area", "England"),
        (
            {"targets": [{"name": "Plan", "level": "local", "value": 82.5}]},
            "Further targets",
            "nothing",
            "Plan (local): 82.5",
        ),
        (
            {"target_profile": {"Q1": {"green": 20, "red": 10.5}}},
            "Levels",
            "Green at 80% or more, red below 60%, amber between.",
            None,
        ),
    ],
)
def test_every_other_field_is_said_in_words(more, field, was, now):
    (found,) = only(redefined(**more)).fields
    assert (found.field, found.was) == (field, was)
    assert now is None or found.now == now


def test_weights_domains_and_what_is_missing():
    moved = dataclasses.replace(ITEM, domain="Quality", weight=Decimal("50"), if_missing="red")
    new = changed(domains=(DomainContent("Quality", "B", Decimal(100)),), items=(moved,))
    removed, added, item = compare(OLD, new)
    assert (removed.kind, removed.subject) == (Kind.REMOVED, "Domain Access")
    assert (added.kind, added.subject) == (Kind.ADDED, "Domain Quality")
    assert item.fields == (
        FieldChange("Domain", "Access", "Quality"),
        FieldChange("Weight in its domain", "100", "50"),
        FieldChange(
            "When it is not returned",
            "left out of the score",
            "compulsory: red when not returned",
        ),
    )


def test_settings_are_said_in_words():
    settings = {**OLD.settings, "minimum_coverage": 0.29, "overall_by": "reds"}
    coverage, by = compare(OLD, changed(settings=settings))
    assert coverage.fields == (FieldChange("", "50%", "29%"),)
    assert by.fields == (FieldChange("", "its score", "its number of reds"),)
    assert by.key == "setting overall_by"


def test_conditions_are_compared_by_name():
    gate = RuleContent("Gate", "gateway", "Payment", "amber", ("ACC01",))
    higher = dataclasses.replace(gate, at_least="green")
    assert only(changed(rules=(gate,))).kind == Kind.ADDED
    change = only(changed(rules=(higher,)), old=changed(rules=(gate,)))
    assert change.fields == (FieldChange("At least", "amber", "green"),)
    assert len(only(changed(rules=(dataclasses.replace(gate, name="x" * 200),))).key) == 130


codes = st.lists(st.sampled_from("ABCDEF"), unique=True)
weights = st.decimals(0, 100, places=2)


@st.composite
def cards(draw):
    items = tuple(
        dataclasses.replace(
            ITEM,
            code=code,
            weight=draw(weights),
            data=dataclasses.replace(DATA, minimum_denominator=draw(st.sampled_from([0.0, 30.0]))),
        )
        for code in draw(codes)
    )
    return changed(items=items)


@given(cards(), cards())
def test_every_difference_is_listed_and_nothing_else(old, new):
    found = {change.key.removeprefix("indicator "): change.kind for change in compare(old, new)}
    before, after = ({item.code: item for item in card.items} for card in (old, new))
    assert {code for code, kind in found.items() if kind == Kind.ADDED} == set(after) - set(before)
    assert {code for code, kind in found.items() if kind == Kind.REMOVED} == set(before) - set(
        after
    )
    altered = {code for code in set(before) & set(after) if before[code] != after[code]}
    assert {code for code, kind in found.items() if kind == Kind.ALTERED} == altered
    assert (compare(old, new) == ()) == (content_hash(old) == content_hash(new))


@given(cards(), st.randoms())
def test_the_order_of_display_is_not_what_was_signed(card, random):
    items = list(card.items)
    random.shuffle(items)
    shuffled = dataclasses.replace(card, items=tuple(items))
    assert content_hash(shuffled) == content_hash(card)
    assert compare(card, shuffled) == ()


def test_every_field_setting_and_choice_has_its_words():
    assert set(words.FIELDS) == set(FIELDS)
    assert set(words.SETTINGS) == set(SETTINGS)
    assert dict(CardItem.Role.choices) == words.ROLES
    assert set(words.IF_MISSING) == {"", *CardItem.IfMissing.values}
    assert dict(CardVersion._meta.get_field("overall_by").choices) == words.OVERALL_BY
    for name in ("kind", "polarity", "sampling", "supplied_by"):
        for stored, label in Definition._meta.get_field(name).choices:
            assert words.shown(name, stored) == label
    assert FigureKind.values


def test_a_version_reads_as_the_plain_content_that_is_compared(area):
    content = content_of(area.version)
    assert [domain.name for domain in content.domains] == ["Access", "Value for money"]
    assert [item.code for item in content.items] == ["ACC01", "VFM01", "FAC01"]
    assert len(hash_of(area.version)) == 64


def test_eligibility_is_part_of_what_is_signed(area):
    before = hash_of(area.version)
    rule = Eligibility.objects.create(
        version=area.version, name="Gate", kind="gateway", leads_to="X", at_least="amber", order=1
    )
    with_rule = hash_of(area.version)
    rule.items.add(area.version.items.first())
    assert len({before, with_rule, hash_of(area.version)}) == 3


@pytest.fixture
def draft(area):
    """Version 2: other weights, one indicator redefined, one gone."""
    draft = versions.open_draft(commissioner=area.commissioner, **BY)
    data = data_of(area.definition("ACC01"))
    save_indicator(
        commissioner=area.commissioner,
        code="ACC01",
        data=dataclasses.replace(data, minimum_denominator=50.0),
        role="weighted",
        domain="Access",
        weight=Decimal(100),
        is_new=False,
        **BY,
    )
    draft.items.filter(definition__indicator__code="FAC01").delete()
    return draft


def test_a_draft_is_compared_with_what_it_was_copied_from(area, draft):
    assert base_of(draft) == area.version
    assert base_of(area.version) is None
    kinds = [(change.key, change.kind) for change in changes_from(area.version, draft)]
    assert kinds == [("indicator FAC01", Kind.REMOVED), ("indicator ACC01", Kind.ALTERED)]
    assert changes_from(None, area.version) == ()


def test_versions_of_two_scorecards_are_compared_too(area, draft):
    other = start_from(
        catalogue=catalogue.read({**CARD, "name": "Another"}, "t.toml"),
        commissioner=area.commissioner,
        **BY,
    )
    assert compare(content_of(area.version), content_of(other)) == ()
    assert compare(content_of(draft), content_of(other))


def test_reasons_are_kept_by_change_and_an_empty_one_is_taken_away(area, draft):
    assert unexplained(draft) == 2
    reasons = {"indicator FAC01": " Not asked for. ", "indicator ACC01": ""}
    explain(version=draft, summary="Simpler.", reasons=reasons, **BY)
    assert reasons_of(draft) == {"indicator FAC01": "Not asked for."}
    assert unexplained(draft) == 1
    rows = list(change_rows(draft, area.version))
    assert rows[0] == ("Removed", "FAC01 Opening hours", "", "", "", "Not asked for.")
    assert rows[1][2:5] == ("Smallest denominator that is banded", "30", "50")
    explain(version=draft, summary="Simpler.", reasons={"indicator FAC01": ""}, **BY)
    assert reasons_of(draft) == {}
    assert [group.heading for group in own_changes(draft).groups] == ["Removed", "Altered"]
    assert AuditEvent.objects.filter(action="explain changes").count() == 2


def test_reasons_are_given_only_while_it_is_a_draft(area):
    with pytest.raises(ValidationError, match="is live, so you cannot change it"):
        explain(version=area.version, summary="", reasons={}, **BY)
