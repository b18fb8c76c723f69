"""Drafts, weights and the version in force."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from indicators import catalogue
from indicators.selectors.definitions import data_of
from scorecard.audit.models import AuditEvent
from scorecard.cards.models import CardItem
from scorecard.cards.selectors.versions import (
    draft_version,
    items_of,
    live_version,
    status_of,
    version_problems,
)
from scorecard.cards.services import versions
from scorecard.cards.services.catalogue import start_from
from scorecard.cards.services.indicators import save_indicator
from scorecard.cards.services.live import make_live
from scorecard.cards.services.weights import spread_rest
from tests.areas import CARD, NOW

BY = {"by": None, "at": NOW}


def test_a_catalogue_is_copied_into_a_live_version(area):
    assert live_version(area.commissioner) == area.version
    assert [item.definition.code for item in items_of(area.version)] == ["ACC01", "VFM01", "FAC01"]
    with pytest.raises(ValidationError, match="already has a scorecard"):
        start_from(catalogue=catalogue.read(CARD, "again"), commissioner=area.commissioner, **BY)


def test_a_live_version_does_not_change_any_more(area):
    with pytest.raises(ValidationError, match="is live; start a new version"):
        versions.set_weights(version=area.version, domains={}, items={}, **BY)


def test_changing_an_indicator_opens_a_draft_and_leaves_the_live_version_alone(area):
    before = area.definition("ACC01")
    data = data_of(before)
    item = save_indicator(
        commissioner=area.commissioner,
        code="acc01",
        data=data.__class__(**{**data.__dict__, "minimum_denominator": 50.0}),
        role="weighted",
        domain="Access",
        weight=Decimal(100),
        is_new=False,
        **BY,
    )
    draft = draft_version(area.commissioner)
    assert item.version == draft and draft.number == 2
    assert item.definition.number == 2
    assert area.version.items.get(definition=before)
    event = AuditEvent.objects.filter(action="define indicator").first()
    assert event.details == {"minimum_denominator": {"from": 30.0, "to": 50.0}}


def test_a_code_that_differs_only_in_case_is_taken(area):
    data = data_of(area.definition("ACC01"))
    with pytest.raises(ValidationError, match="There is an indicator acc01 already"):
        save_indicator(
            commissioner=area.commissioner,
            code="acc01",
            data=data,
            role="weighted",
            domain="Access",
            weight=Decimal(1),
            is_new=True,
            **BY,
        )
    assert draft_version(area.commissioner) is None


def test_weights_must_add_up_before_a_draft_goes_live(area):
    draft = versions.open_draft(commissioner=area.commissioner, **BY)
    item = draft.items.get(definition__indicator__code="ACC01")
    versions.set_weights(version=draft, domains={}, items={item.pk: Decimal("33.33")}, **BY)
    assert version_problems(draft) == [
        "The weights in Access add to 33.33, not 100. Add 66.67 to some of them."
    ]
    with pytest.raises(ValidationError):
        make_live(version=draft, unagreed_reason="To be tried.", **BY)
    spread_rest(domain=item.domain, **BY)
    make_live(version=draft, unagreed_reason="To be tried.", **BY)
    assert live_version(area.commissioner) == draft
    assert status_of(area.version) == "closed"


@pytest.mark.parametrize("weight", ["-1", "100.01", "33.333"])
def test_a_weight_outside_its_range_is_refused_and_nothing_is_saved(area, weight):
    draft = versions.open_draft(commissioner=area.commissioner, **BY)
    first, second = draft.items.filter(role="weighted")
    wanted = {first.pk: Decimal(50), second.pk: Decimal(weight)}
    with pytest.raises(ValidationError), transaction.atomic():
        versions.set_weights(version=draft, domains={}, items=wanted, **BY)
    assert set(draft.items.filter(role="weighted").values_list("weight", flat=True)) == {100}


def test_the_database_refuses_a_weighted_item_without_domain(area):
    draft = versions.open_draft(commissioner=area.commissioner, **BY)
    with pytest.raises(IntegrityError, match="only_weighted_items"), transaction.atomic():
        CardItem.objects.filter(version=draft, role="weighted").update(domain=None)
