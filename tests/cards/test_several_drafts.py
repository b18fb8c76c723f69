"""Two drafts at once: a change goes to the one it was meant for, and to no other."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from indicators import catalogue
from scorecard.accounts.roles import Role
from scorecard.cards.models import CardItem, CardVersion
from scorecard.cards.services.catalogue import start_from
from scorecard.cards.services.live import close_version
from scorecard.cards.services.versions import open_draft, start_next, take_off
from tests.areas import CARD, NOW
from tests.cards.editing import NEW, filled
from tests.cards.test_pages import text_of

BY = {"by": None, "at": NOW}


@pytest.fixture
def meant(area):
    """The draft somebody works on."""
    return open_draft(commissioner=area.commissioner, **BY)


@pytest.fixture
def other(area, meant):
    """A draft that was started after it, of another scorecard."""
    given = catalogue.read(CARD, "test.toml")
    return start_from(catalogue=given, commissioner=area.commissioner, name="Suffolk", **BY)


@pytest.fixture
def analyst(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client


def page(name: str, *args: str, card: CardVersion | None = None) -> str:
    asked = f"?card={card.pk}" if card else ""
    return reverse(name, args=["Z01", *args]) + asked


def form_of(client, address: str, **changed: object) -> dict[str, str]:
    return filled(client.get(address).context["form"], **changed)


def item(version: CardVersion, code: str = "ACC01") -> CardItem | None:
    return version.items.filter(definition__indicator__code=code).first()


def test_the_page_of_a_draft_leads_to_its_own_forms(analyst, meant, other):
    shown = text_of(analyst.get(reverse("card-version", args=["Z01", meant.pk])))
    assert page("indicator", "ACC01", card=meant) in shown
    assert page("indicator-new", card=meant) in shown
    shown = text_of(analyst.get(page("indicator", "ACC01", card=meant)))
    assert str(meant) in shown and str(other) not in shown
    for name in ("indicator-edit", "indicator-off"):
        assert page(name, "ACC01", card=meant) in shown
        assert str(meant) in text_of(analyst.get(page(name, "ACC01", card=meant)))


def test_a_change_goes_to_the_draft_it_was_meant_for(analyst, meant, other):
    address = page("indicator-edit", "ACC01", card=meant)
    sent = form_of(analyst, address, weight="70", name="Seen soon")
    response = analyst.post(page("indicator-edit", "ACC01"), sent, follow=True)
    assert response.redirect_chain[-1][0] == reverse("card-version", args=["Z01", meant.pk])
    assert f"saved to the draft {meant}" in text_of(response)
    assert (item(meant).weight, item(other).weight) == (70, 100)
    assert item(other).definition.name == "Seen within two days"


def test_a_new_indicator_goes_to_the_draft_it_was_meant_for(analyst, meant, other):
    sent = form_of(analyst, page("indicator-new", card=meant), **NEW)
    assert analyst.post(page("indicator-new"), sent).status_code == 302
    assert item(meant, "ACC02") and not item(other, "ACC02")


@pytest.mark.parametrize("what", ["off", "collected"])
def test_it_is_taken_off_the_draft_it_was_meant_for(analyst, meant, other, what):
    sent = form_of(analyst, page("indicator-off", "ACC01", card=meant), what=what)
    assert analyst.post(page("indicator-off", "ACC01"), sent).status_code == 302
    assert item(meant) is None if what == "off" else item(meant).role == "collected"
    assert item(other).role == "weighted"


def test_from_the_live_version_a_change_goes_to_the_draft_of_the_same_scorecard(
    area, analyst, meant, other
):
    sent = form_of(analyst, page("indicator-edit", "ACC01", card=area.version), weight="70")
    analyst.post(page("indicator-edit", "ACC01"), sent)
    assert (item(meant).weight, item(other).weight) == (70, 100)


def test_a_change_to_a_draft_that_was_set_aside_is_refused(analyst, meant, other):
    sent = form_of(analyst, page("indicator-edit", "ACC01", card=meant), weight="70")
    close_version(version=meant, reason="Not wanted", **BY)
    shown = text_of(analyst.post(page("indicator-edit", "ACC01"), sent))
    assert f"{meant} is closed" in shown
    assert (item(meant).weight, item(other).weight) == (100, 100)


@pytest.mark.parametrize("odd", ["0", "x", "9" * 30, "9" * 5000, "²"])
def test_a_scorecard_that_nobody_has_is_not_found(analyst, area, odd):
    assert analyst.get(page("indicator-new") + f"?card={odd}").status_code == 404


def test_a_draft_of_another_scorecard_does_not_keep_the_next_version_from_starting(area, meant):
    close_version(version=meant, reason="Not wanted", **BY)
    start_from(
        catalogue=catalogue.read(CARD, "test.toml"),
        commissioner=area.commissioner,
        name="Suffolk",
        **BY,
    )
    started = start_next(version=area.version, **BY)
    assert started.scorecard == area.version.scorecard
    with pytest.raises(ValidationError, match="before you start another"):
        start_next(version=area.version, **BY)


def test_a_new_version_is_one_of_the_scorecard_on_the_page(area, analyst):
    start_from(
        catalogue=catalogue.read(CARD, "test.toml"),
        commissioner=area.commissioner,
        name="Suffolk",
        **BY,
    )
    shown = text_of(analyst.get(reverse("card-version", args=["Z01", area.version.pk])))
    address = reverse("card-next", args=["Z01", area.version.pk])
    assert address in shown
    response = analyst.post(address, follow=True)
    assert response.context["card"].version.scorecard == area.version.scorecard


class TestTakenOffMeanwhile:
    """Not to stand on the scorecard is a place too."""

    def test_it_does_not_come_back_without_a_word(self, analyst, meant):
        sent = form_of(analyst, page("indicator-edit", "ACC01"), name="Seen soon")
        take_off(version=meant, item=item(meant), **BY)
        response = analyst.post(page("indicator-edit", "ACC01"), sent)
        assert item(meant) is None
        theirs = [one.theirs for one in response.context["conflict"].lines]
        assert "not on the scorecard" in theirs
        again = filled(response.context["form"])
        assert analyst.post(page("indicator-edit", "ACC01"), again).status_code == 302
        assert item(meant).weight == 100

    def test_a_place_given_meanwhile_is_seen(self, analyst, meant):
        take_off(version=meant, item=item(meant), **BY)
        address = page("indicator-edit", "ACC01")
        place = {"role": "weighted", "domain": "Access"}
        late = form_of(analyst, address, weight="7", **place)
        early = form_of(analyst, address, weight="42", **place)
        assert analyst.post(address, early).status_code == 302
        assert "conflict" in analyst.post(address, late).context
        assert item(meant).weight == 42

    def test_taking_off_what_was_changed_meanwhile_is_asked_again(self, analyst, meant):
        off = page("indicator-off", "ACC01")
        sent = form_of(analyst, off, what="off")
        edit = page("indicator-edit", "ACC01")
        analyst.post(edit, form_of(analyst, edit, weight="42"))
        response = analyst.post(off, sent)
        assert "was changed by somebody else" in text_of(response)
        assert item(meant).weight == 42
        assert analyst.post(off, filled(response.context["form"])).status_code == 302
        assert item(meant) is None
