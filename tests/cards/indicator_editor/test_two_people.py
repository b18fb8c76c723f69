"""Two people at one indicator, its preview, its history, and taking it off the card."""

import pytest
from django.urls import reverse

from indicators.models import Definition
from scorecard.cards.models import Eligibility
from scorecard.cards.presenters.history import history_of_indicator
from scorecard.cards.selectors.versions import draft_version
from scorecard.cards.services.versions import open_draft
from tests.areas import NOW
from tests.cards.editing import NEW, filled, opened
from tests.cards.indicator_editor.helpers import EDIT, newest, send
from tests.cards.test_pages import text_of


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
