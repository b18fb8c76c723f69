"""Keeping the weights that were tried, also after somebody else saved."""

import re
from decimal import Decimal

import pytest

from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.cards.services.versions import open_draft, set_weights
from tests.cards.what_if.helpers import BY, address, item, sent_by, text_of


def test_the_weights_can_be_kept_in_a_draft_and_then_add_to_100(area, analyst):
    draft = open_draft(commissioner=area.commissioner, **BY)
    pk = item(area, "ACC01", draft).pk
    typed = {f"item-{pk}": "20", f"level-{pk}-green": "95"}
    response = analyst.post(address(area, "card-what-if-keep", draft), typed)
    assert response.status_code == 302
    assert item(area, "ACC01", draft).weight == Decimal("33.33")
    assert item(area, "ACC02", draft).weight == Decimal("66.67")
    assert item(area, "ACC01", draft).definition.rule["green"] == 80
    assert AuditEvent.objects.filter(action="set weights").exists()


def test_who_keeps_weights_after_somebody_else_saved_is_told_and_loses_nothing(area, analyst):
    draft = open_draft(commissioner=area.commissioner, **BY)
    pk = item(area, "ACC01", draft).pk
    typed = {f"item-{pk}": "20", "revision": str(draft.revision)}
    set_weights(version=draft, domains={}, items={pk: Decimal(55)}, **BY)
    page = text_of(analyst.post(address(area, "card-what-if-keep", draft), typed))
    assert "changed by somebody else meanwhile. Nothing has been saved." in page
    assert "Weight of ACC01: from 55 to 20" in page
    assert item(area, "ACC01", draft).weight == 55


def test_keeping_after_trying_does_not_undo_what_somebody_else_saved_meanwhile(area, analyst):
    draft = open_draft(commissioner=area.commissioner, **BY)
    mine, theirs = item(area, "ACC01", draft).pk, item(area, "ACC02", draft).pk
    opened = sent_by(analyst.get(address(area, version=draft)))
    set_weights(version=draft, domains={}, items={theirs: Decimal(70)}, **BY)
    tried = analyst.post(address(area, version=draft), {**opened, f"item-{mine}": "30"})
    assert "Somebody else saved this meanwhile" in text_of(tried)
    assert "ACC02" in text_of(tried)
    keep = address(area, "card-what-if-keep", draft)
    assert analyst.post(keep, sent_by(tried)).status_code == 302
    assert item(area, "ACC02", draft).weight == 70
    assert item(area, "ACC01", draft).weight == 30


def test_keeping_again_after_a_refusal_keeps_what_somebody_else_saved(area, analyst):
    draft = open_draft(commissioner=area.commissioner, **BY)
    mine, theirs = item(area, "ACC01", draft).pk, item(area, "ACC02", draft).pk
    opened = sent_by(analyst.get(address(area, version=draft)))
    set_weights(version=draft, domains={}, items={theirs: Decimal(70)}, **BY)
    keep = address(area, "card-what-if-keep", draft)
    refused = analyst.post(keep, {**opened, f"item-{mine}": "30"})
    assert "changed by somebody else meanwhile. Nothing has been saved." in text_of(refused)
    assert item(area, "ACC01", draft).weight == 60
    assert analyst.post(keep, sent_by(refused)).status_code == 302
    assert (item(area, "ACC01", draft).weight, item(area, "ACC02", draft).weight) == (30, 70)


def test_a_weight_that_both_changed_is_shown_both_ways_before_it_is_kept(area, analyst):
    draft = open_draft(commissioner=area.commissioner, **BY)
    pk = item(area, "ACC01", draft).pk
    opened = sent_by(analyst.get(address(area, version=draft)))
    set_weights(version=draft, domains={}, items={pk: Decimal(55)}, **BY)
    tried = analyst.post(address(area, version=draft), {**opened, f"item-{pk}": "30"})
    page = text_of(tried)
    assert "Changed by both" in page
    row = "<td>Weight of ACC01</td><td>55</td><td>30</td>"
    assert row in re.sub(r' class="[^"]*"', "", page)
    assert f'name="item-{pk}" value="30"' in page


@pytest.mark.parametrize(
    "base", ["[" * 100_000, "7", '{"revision": "0", "period": "x"}', '{"item-1": [[]]}', "{"]
)
def test_what_the_form_showed_may_be_unreadable(area, analyst, base):
    typed = {"base": base, f"item-{item(area, 'ACC01').pk}": "20"}
    response = analyst.post(address(area), typed)
    assert response.status_code == 200
    assert "Weight of ACC01: from 60 to 20" in text_of(response)


def test_a_live_version_keeps_its_weights(area, analyst):
    assert "Keep these weights" not in text_of(analyst.get(address(area)))
    pk = item(area, "ACC01").pk
    page = text_of(analyst.post(address(area, "card-what-if-keep"), {f"item-{pk}": "20"}))
    assert "start a new version to change it" in page
    assert 'value="20"' in page
    assert item(area, "ACC01").weight == 60


@pytest.mark.parametrize("role", [Role.COMMISSIONING_LEAD, Role.CLINICAL_LEAD])
def test_leads_may_try_but_not_keep(area, client, role):
    client.force_login(area.user(role))
    draft = open_draft(commissioner=area.commissioner, **BY)
    assert "Keep these weights" not in text_of(client.get(address(area, version=draft)))
    assert client.post(address(area, "card-what-if-keep", draft)).status_code == 403


def test_the_links_of_a_version_lead_to_both_pages(area, analyst):
    page = text_of(analyst.get(address(area, "card-version")))
    assert address(area) in page
    assert address(area, "card-robustness") in page
