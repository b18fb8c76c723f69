"""Building a draft: settings, order, places, weights; two people at once; bad input."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.cards.burden import Asked, burden
from scorecard.cards.forms.builder import ArrangeForm, SettingsForm
from scorecard.cards.forms.cards import WeightsForm
from scorecard.cards.selectors.versions import items_of
from scorecard.cards.services.builder import arrange
from scorecard.cards.services.versions import open_draft
from scorecard.cards.services.weights import save_weights
from tests.areas import CARD, NOW, PROPORTION, SPENDING, Area

BY = {"by": None, "at": NOW}
MORE = [{**PROPORTION, "code": f"ACC0{n}", "name": f"Measure {n}", "weight": 0} for n in (2, 3, 4)]
LARGER = {**CARD, "indicators": [*CARD["indicators"], *MORE]}


@pytest.fixture
def area(db):
    return Area(card=LARGER)


@pytest.fixture
def draft(area):
    return open_draft(commissioner=area.commissioner, **BY)


@pytest.fixture
def analyst(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client


def domain(draft, name="Access"):
    return draft.domains.get(name=name)


def item(draft, code):
    return draft.items.get(definition__indicator__code=code)


def sent(form_class, draft, **changed):
    """What a browser sends from the page: every field as it stands, some of them typed over."""
    draft.refresh_from_db()
    form = form_class(version=draft)
    data = {}
    for bound in form:
        value = bound.value()
        data[bound.html_name] = "" if value is None else value
    return {**data, **changed}


def address(draft, page):
    return reverse(f"card-{page}", args=["Z01", draft.pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def weights_in(draft, name):
    return [one.weight for one in domain(draft, name).items.order_by("order")]


class TestWeights:
    def test_the_rest_goes_to_the_empty_ones(self, analyst, draft):
        keys = {code: f"item-{item(draft, code).pk}" for code in ("ACC01", "ACC02", "ACC03")}
        typed = {keys["ACC01"]: "33.33", keys["ACC02"]: "", keys["ACC03"]: ""}
        fill = f"fill-{domain(draft).pk}"
        data = sent(WeightsForm, draft, **typed, spread=fill)
        page = text_of(analyst.post(address(draft, "weights"), data, follow=True))
        assert "The weights in Access now add to 100." in page
        assert weights_in(draft, "Access") == [
            Decimal("33.33"),
            Decimal("33.34"),
            Decimal("33.33"),
            Decimal(0),
        ]

    def test_domains_share_the_rest_too(self, analyst, draft):
        data = sent(WeightsForm, draft, spread="fill-domains")
        data[f"domain-{domain(draft).pk}"] = ""
        analyst.post(address(draft, "weights"), data)
        assert domain(draft).weight == 60

    def test_an_empty_weight_elsewhere_is_an_error(self, analyst, draft):
        data = sent(WeightsForm, draft, spread="fill-domains")
        data[f"item-{item(draft, 'ACC01').pk}"] = ""
        page = text_of(analyst.post(address(draft, "weights"), data))
        assert "enter a number from 0 to 100; 0 means it does not count" in page

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("-1", "it cannot be below 0"),
            ("33.3333333", "use at most two decimals"),
            ("100.005", "use at most two decimals"),
            ("100.01", "it cannot be above 100"),
            ("abc", "enter a number from 0 to 100, for example 12.5"),
            ("1\x00", "enter a number from 0 to 100, for example 12.5"),
            ("", "enter a number from 0 to 100; 0 means it does not count"),
            ("NaN", "enter a number from 0 to 100, for example 12.5"),
        ],
    )
    def test_what_is_no_weight_is_refused_in_words_and_stays_in_the_form(
        self, analyst, draft, typed, said
    ):
        data = sent(WeightsForm, draft, **{f"item-{item(draft, 'ACC01').pk}": typed})
        page = text_of(analyst.post(address(draft, "weights"), data))
        assert f"Weight of ACC01 Seen within two days: {said}" in page
        assert item(draft, "ACC01").weight == 100

    def test_what_cannot_be_spread_is_kept_as_it_was_typed(self, draft):
        typed = {one.pk: Decimal(60) for one in domain(draft).items.all()}
        said = save_weights(
            version=draft, domains={}, items=typed, how="fill", domain=domain(draft).pk, **BY
        )
        assert "stay as they were typed: they add to 240 already" in said
        assert set(weights_in(draft, "Access")) == {60}


class TestTwoPeople:
    def test_what_the_other_saved_stands_beside_what_was_typed(self, analyst, draft):
        one, two = item(draft, "ACC01"), item(draft, "ACC02")
        mine = sent(WeightsForm, draft, **{f"item-{one.pk}": "70"})
        other = sent(WeightsForm, draft, **{f"item-{one.pk}": "55.5", f"item-{two.pk}": "44.5"})
        analyst.post(address(draft, "weights"), other)
        response = analyst.post(address(draft, "weights"), mine)
        page = text_of(response)
        assert "Somebody else saved this meanwhile" in page
        assert "Last saved by analyst.z01@test.example on" in page
        assert '<td class="app-as-written">55.50</td><td class="app-as-written">70</td>' in page
        assert "Weight of ACC02 Measure 2: 44.50" in page
        assert (item(draft, "ACC01").weight, item(draft, "ACC02").weight) == (55.5, 44.5)
        again = {bound.html_name: bound.value() for bound in response.context["card"].form}
        analyst.post(address(draft, "weights"), again)
        assert (item(draft, "ACC01").weight, item(draft, "ACC02").weight) == (70, 44.5)

    def test_settings_of_an_older_state_are_not_saved(self, analyst, draft):
        mine = sent(SettingsForm, draft, green_from="80")
        analyst.post(address(draft, "settings"), sent(SettingsForm, draft, green_from="75"))
        page = text_of(analyst.post(address(draft, "settings"), mine))
        assert 'Green from, in points of 100</td><td class="app-as-written">75</td>' in page
        draft.refresh_from_db()
        assert draft.green_from == 75

    def test_a_domain_added_by_the_other_is_taken_over(self, analyst, draft):
        mine = sent(ArrangeForm, draft, **{f"domain-{domain(draft).pk}-name": "Getting seen"})
        other = sent(ArrangeForm, draft, **{"new-name": "Safety"})
        analyst.post(address(draft, "arrange"), other)
        response = analyst.post(address(draft, "arrange"), mine)
        form = response.context["form"]
        assert not form.errors and form.data[f"domain-{domain(draft).pk}-name"] == "Getting seen"
        analyst.post(address(draft, "arrange"), form.data.dict())
        assert set(draft.domains.values_list("name", flat=True)) == {
            "Getting seen",
            "Safety",
            "Value for money",
        }


class TestSettings:
    def test_they_are_saved_and_recorded(self, analyst, draft):
        data = sent(
            SettingsForm,
            draft,
            purposes=["development", "choice"],
            purpose="To learn.",
            overall_by="both",
            reds_amber_from="3",
            reds_red_from="6",
            points_amber="1.5",
            coverage="66.67",
        )
        page = text_of(analyst.post(address(draft, "settings"), data, follow=True))
        draft.refresh_from_db()
        assert draft.purposes == ["development", "choice"]
        assert draft.scorecard.purpose == "To learn."
        assert (draft.overall_by, draft.reds_amber_from, draft.reds_red_from) == ("both", 3, 6)
        assert draft.band_points == [0, 1.5, 2]
        assert draft.minimum_coverage == pytest.approx(0.6667)
        assert "The worse of two bands counts." in page and "To learn." in page
        event = AuditEvent.objects.filter(action="change settings").get()
        assert event.details["reds_red_from"] == 6 and "green_from" not in event.details

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"red_below": "71"}, "Red must not begin above green"),
            ({"overall_by": "reds"}, "say from how many a practice is amber"),
            (
                {"overall_by": "both", "reds_amber_from": "5", "reds_red_from": "4"},
                "Red must not begin before amber",
            ),
            ({"reds_amber_from": "0"}, "enter a whole number from 1 to 999"),
            ({"points_red": "3"}, "The points must rise from red over amber to green"),
            ({"points_red": "0", "points_amber": "0", "points_green": "0"}, "points must rise"),
            ({"coverage": "100.5"}, "it cannot be above 100"),
            ({"green_from": "70.1234567"}, "use at most two decimals"),
            ({"overall_by": "x\x00"}, "from the list"),
            ({"purposes": ["sport"]}, "from the list"),
            ({"purpose": "a\x00b"}, "cannot be shown"),
            ({"purpose": "x" * 5001}, "at most 5000 characters"),
        ],
    )
    def test_settings_that_cannot_be_are_refused_in_words(self, analyst, draft, changed, said):
        data = sent(SettingsForm, draft, **changed)
        page = text_of(analyst.post(address(draft, "settings"), data))
        assert said in page
        revision = draft.revision
        draft.refresh_from_db()
        assert draft.revision == revision

    def test_a_live_version_has_no_form(self, analyst, area):
        for page in ("settings", "arrange"):
            response = analyst.get(address(area.version, page))
            assert response.status_code == 404
            assert "is live; start a new version" in text_of(response)


class TestPlaces:
    def post(self, analyst, draft, **changed):
        return analyst.post(address(draft, "arrange"), sent(ArrangeForm, draft, **changed))

    def test_numbers_put_indicators_and_domains_in_order(self, analyst, draft):
        first, money = item(draft, "ACC01"), domain(draft, "Value for money")
        self.post(
            analyst,
            draft,
            **{f"item-{first.pk}-order": "99", f"domain-{money.pk}-order": "0"},
        )
        codes = [one.definition.code for one in items_of(draft)]
        assert codes == ["VFM01", "ACC02", "ACC03", "ACC04", "ACC01", "FAC01"]

    def test_domains_of_one_section_stand_together(self, analyst, draft):
        access, money = domain(draft), domain(draft, "Value for money")
        self.post(analyst, draft, **{"new-name": "Safety", "new-section": "A"})
        sections = {f"domain-{access.pk}-section": "A", f"domain-{money.pk}-section": "B"}
        self.post(analyst, draft, **sections)
        found = list(draft.domains.values_list("section", "name"))
        assert found == [("A", "Access"), ("A", "Safety"), ("B", "Value for money")]
        page = text_of(analyst.get(reverse("card-version", args=["Z01", draft.pk])))
        assert page.count('section-heading">A</h2>') == 1

    def test_an_indicator_moves_to_another_domain_with_its_weight_and_policy(self, analyst, draft):
        one, money = item(draft, "ACC01"), domain(draft, "Value for money")
        place = {f"item-{one.pk}-place": str(money.pk), f"item-{one.pk}-missing": "red"}
        self.post(analyst, draft, **place)
        moved = item(draft, "ACC01")
        assert (moved.domain, moved.weight, moved.if_missing) == (money, 100, "red")

    @pytest.mark.parametrize("role", ["collected", "context"])
    def test_what_leaves_the_score_has_no_weight_any_more(self, analyst, draft, role):
        place = {f"item-{item(draft, 'ACC01').pk}-place": role}
        self.post(analyst, draft, **place)
        moved = item(draft, "ACC01")
        assert (moved.role, moved.domain, moved.weight, moved.if_missing) == (role, None, 0, "")

    def test_an_indicator_can_be_taken_off(self, analyst, draft):
        self.post(analyst, draft, **{f"item-{item(draft, 'ACC04').pk}-place": "off"})
        assert not draft.items.filter(definition__indicator__code="ACC04").exists()

    def test_a_fact_cannot_be_weighted(self, analyst, draft):
        place = {f"item-{item(draft, 'FAC01').pk}-place": str(domain(draft).pk)}
        page = text_of(self.post(analyst, draft, **place))
        assert "FAC01: A fact in words has no band, so it cannot be weighted." in page

    def test_only_an_empty_domain_is_removed(self, analyst, draft):
        access = domain(draft)
        page = text_of(self.post(analyst, draft, remove=str(access.pk)))
        assert "Access cannot be removed, because there are 4 indicators in it." in page
        self.post(analyst, draft, **{"new-name": "Safety"})
        self.post(analyst, draft, remove=str(domain(draft, "Safety").pk))
        assert set(draft.domains.values_list("name", flat=True)) == {"Access", "Value for money"}

    def test_two_domains_can_exchange_their_names_but_not_share_one(self, analyst, draft):
        access, money = domain(draft), domain(draft, "Value for money")
        names = {access.pk: "Value for money", money.pk: "Access"}
        self.post(analyst, draft, **{f"domain-{pk}-name": name for pk, name in names.items()})
        assert domain(draft).pk == money.pk
        page = text_of(self.post(analyst, draft, **{f"domain-{money.pk}-name": "value for MONEY"}))
        assert "There are two domains called Value for money." in page

    @pytest.mark.parametrize(
        ("field", "typed", "said"),
        [
            ("name", "", "Enter name of Access"),
            ("name", "x" * 101, "at most 100 characters"),
            ("name", "a\x00", "cannot be shown"),
            ("order", "-1", "enter a whole number from 0 to 9999"),
            ("order", "1.5", "enter a whole number from 0 to 9999"),
            ("order", "\x00", "enter a whole number from 0 to 9999"),
        ],
    )
    def test_what_cannot_be_is_refused_in_words(self, analyst, draft, field, typed, said):
        page = text_of(self.post(analyst, draft, **{f"domain-{domain(draft).pk}-{field}": typed}))
        assert said in page

    @pytest.mark.parametrize("remove", ["\x00", "abc", "999999999"])
    def test_an_unknown_domain_to_remove_is_refused_in_words(self, analyst, draft, remove):
        response = self.post(analyst, draft, remove=remove)
        assert response.status_code == 200
        said = "The domain that you want to remove is not on this draft."
        assert response.context["form"].non_field_errors() == [said]

    def test_nothing_is_changed_when_something_is_refused(self, draft):
        form = ArrangeForm(sent(ArrangeForm, draft), version=draft)
        assert form.is_valid(), form.errors
        fact, access = item(draft, "FAC01"), domain(draft)
        rows = [
            row.__class__(row.pk, access.pk if row.pk == fact.pk else row.place, 9 - row.order)
            for row in form.item_rows()
        ]
        before = list(draft.items.values_list("pk", "order", "role"))
        with pytest.raises(ValidationError, match="A fact in words"):
            arrange(version=draft, domains=form.domain_rows(), items=rows, **BY)
        assert list(draft.items.values_list("pk", "order", "role")) == before


def test_the_page_says_what_is_asked_of_each_practice(analyst, draft):
    page = text_of(analyst.get(reverse("card-version", args=["Z01", draft.pk])))
    # Four proportions of two numbers and one fact; spending comes from a national source.
    assert "Each practice types <strong>9 figures</strong> itself" in page
    assert "for 5 indicators" in page


def test_the_burden_counts_what_practices_type():
    found = burden(
        [
            Asked("proportion", "practice", frequency="quarterly"),
            Asked("rate", "practice", denominator_list="registered", frequency="yearly"),
            Asked("yes_no", "practice"),
            Asked("proportion", "national", frequency="monthly"),
            Asked("proportion", "practice", availability="wanted"),
            Asked("rate", "practice", level="area"),
        ]
    )
    assert (found.figures, found.indicators, found.a_year) == (4, 3, 9)


def test_weighted_comparisons_and_many_indicators_are_warned_of(db, client):
    compared = {**SPENDING, "rule": {"rule": "quantile", "k": 4, "green_to": 1, "red_from": 4}}
    many = [
        {**PROPORTION, "code": f"M{n:02}", "name": f"Measure {n}", "weight": 4 if n < 25 else 0}
        for n in range(25)
    ]
    area = Area(card={**CARD, "indicators": [*many, compared]})
    client.force_login(area.user(Role.ANALYST))
    page = text_of(client.get(reverse("card", args=["Z01"])))
    assert "more than about 25 weighted indicators" in page
    assert "Comparisons are scored" in page and "VFM01 Spending per patient</li>" in page
