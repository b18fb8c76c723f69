"""Every scorecard of the catalogue, from opening the file to looking at the result.

The demo's practices, an analyst, a lead and the LMC; figures that the demo lacks are invented.
"""

import datetime as dt
import re
import uuid
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from indicators import catalogue
from indicators.models import Period, Result
from practices.models import Commissioner, Practice
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.calc.types import Band
from scorecard.cards.models import CardRun, CardVersion, Score
from scorecard.cards.selectors.versions import version_for
from scorecard.cards.services.agreement import agree, open_consultation, sign_off
from scorecard.cards.services.banding import band_period
from scorecard.cards.services.catalogue import start_from
from scorecard.cards.services.comments import answer, comment
from scorecard.cards.services.live import make_live
from scorecard.cards.services.versions import set_weights
from scorecard.demo import world
from scorecard.demo.services import seed
from scorecard.demo.services.figures_for import fill_figures

TODAY = timezone.now()
STARTERS = [name for name in catalogue.names() if not name.startswith("demo")]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Three quarters of sixteen practices; each story is told in a transaction inside this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed(world.generate(quarters_count=3, practices=16, neighbours=2))
        yield
        transaction.set_rollback(True)


class Story:
    """What the people of Westmere do with one scorecard of the catalogue."""

    def __init__(self, name: str, client) -> None:
        self.catalogue, self.client = catalogue.load(name), client
        self.commissioner = Commissioner.objects.get(code="XD1")
        self.periods = list(Period.objects.filter(commissioner=self.commissioner)[:2])
        self.version: CardVersion = None
        self.earlier = self.run = None

    def user(self, role: Role) -> User:
        return User.objects.get(email=f"{role.lower().replace(' ', '.')}@xd1.example")

    def the_analyst_opens_it(self) -> None:
        analyst = self.user(Role.ANALYST)
        self.version = start_from(
            catalogue=self.catalogue, commissioner=self.commissioner, by=analyst, at=TODAY
        )
        page = self.reads(Role.ANALYST, f"/area/XD1/card/{self.version.pk}/")
        assert self.catalogue.name in page
        assert all(domain.name in page for domain in self.catalogue.domains)
        assert all(domain.section in page for domain in self.catalogue.domains)

    def the_analyst_moves_a_weight(self) -> None:
        """From the heaviest to the lightest indicator of the first domain."""
        items = list(self.version.domains.first().items.order_by("weight"))
        lightest, heaviest = items[0], items[-1]
        if lightest == heaviest:
            return
        set_weights(
            version=self.version,
            domains={},
            items={
                lightest.pk: lightest.weight + Decimal("0.01"),
                heaviest.pk: heaviest.weight - Decimal("0.01"),
            },
            by=self.user(Role.ANALYST),
            at=TODAY,
        )

    def everybody_agrees(self) -> None:
        lead, lmc = self.user(Role.COMMISSIONING_LEAD), self.user(Role.LMC_REPRESENTATIVE)
        consultation = open_consultation(
            version=self.version,
            introduction="What do you think?",
            deadline=TODAY.date() + dt.timedelta(days=14),
            by=lead,
            at=TODAY,
        )
        practice = Practice.objects.filter(commissionerlink__commissioner=self.commissioner)[0]
        said = comment(
            consultation=consultation,
            party="practice",
            name="The practice manager",
            practice=practice,
            text="Who counts these?",
            by=self.user(Role.ANALYST),
            at=TODAY,
        )
        answer(comment=said, text="It says so beside each indicator.", by=lead, at=TODAY)
        parties = (("lmc", lmc, "Secretary"), ("commissioner", lead, "Head of primary care"))
        for party, user, position in parties:
            sign_off(
                version=self.version,
                party=party,
                name=user.name,
                position=position,
                by=user,
                at=TODAY,
            )
        agree(version=self.version, reason="Everybody has answered.", by=lead, at=TODAY)
        make_live(version=self.version, covers_from=self.periods[1].starts_on, by=lead, at=TODAY)

    def it_is_banded(self) -> None:
        for period in reversed(self.periods):
            assert version_for(period) == self.version
            fill_figures(version=self.version, period=period, by=None, at=TODAY)
            self.earlier, self.run = (
                self.run,
                band_period(
                    version=self.version,
                    period=period,
                    key=uuid.uuid4(),
                    by=None,
                    at=TODAY,
                    clock=lambda: TODAY,
                ),
            )

    def every_banded_indicator_has_bands(self) -> None:
        """Whatever is banded, figures or not; what is only wanted has no figures to band."""
        results = Result.objects.of_run(self.run.run).exclude(band=Band.NONE)
        banded = set(results.values_list("definition__indicator__code", flat=True))
        expected = {
            item.code
            for item in self.catalogue.items
            if item.data.rule and item.data.availability != "wanted"
        }
        assert expected <= banded, f"never banded: {sorted(expected - banded)}"

    def the_result_is_shown(self) -> None:
        grid = self.reads(Role.ANALYST, "/area/XD1/grid/")
        assert all(domain.name in grid for domain in self.catalogue.domains)
        for practice in self.scored()[:3]:
            page = self.reads(Role.ANALYST, f"/area/XD1/practices/{practice.code}/")
            assert all(domain.name in page for domain in self.catalogue.domains)
        for item in self.catalogue.items[:3]:
            self.reads(Role.ANALYST, f"/area/XD1/indicators/{item.code}/results/")

    def scored(self) -> list[Practice]:
        scores = Score.objects.filter(card_run=self.run, domain=None).exclude(band=Band.NONE)
        found = list(Practice.objects.filter(pk__in=scores.values("practice")))
        assert found, "no practice has an overall band"
        return found

    def overall_scores(self, run: CardRun) -> dict[str, Score]:
        found = Score.objects.filter(card_run=run, domain=None).exclude(band=Band.NONE)
        return {score.practice.code: score for score in found.select_related("practice")}

    def reads(self, role: Role, address: str) -> str:
        self.client.force_login(self.user(role))
        response = self.client.get(address)
        assert response.status_code == 200, address
        return " ".join(response.content.decode().split()).replace("&#x27;", "'")


@pytest.fixture
def story(demo, db, client):
    def tell(name: str) -> Story:
        told = Story(name, client)
        told.the_analyst_opens_it()
        told.the_analyst_moves_a_weight()
        told.everybody_agrees()
        told.it_is_banded()
        return told

    return tell


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_scorecard_is_opened_adjusted_agreed_banded_and_shown(story, name):
    told = story(name)
    told.every_banded_indicator_has_bands()
    told.the_result_is_shown()


def test_tower_hamlets_has_three_sections_and_bands_by_the_number_of_reds(story):
    told = story("tower-hamlets")
    version = told.version
    sections = list(dict.fromkeys(domain.section for domain in version.domains.all()))
    assert [section[0] for section in sections] == ["A", "B", "C"]
    amber_from, red_from = version.reds_amber_from, version.reds_red_from
    overall = Score.objects.filter(card_run=told.run, domain=None).exclude(band=Band.NONE)
    assert len({score.band for score in overall}) > 1
    for score in overall.select_related("practice"):
        by_reds = (
            Band.RED
            if score.reds >= red_from
            else Band.AMBER
            if score.reds >= amber_from
            else Band.GREEN
        )
        assert score.band == by_reds
    score = overall[0]
    page = told.reads(Role.ANALYST, f"/area/XD1/practices/{score.practice.code}/")
    assert all(section in page for section in sections)
    reds = f"{score.reds} red{'' if score.reds == 1 else 's'}"
    assert f"{reds}, amber from {amber_from}, red from {red_from}" in page


def test_northamptonshire_shows_movement_inside_a_level(story):
    told = story("northamptonshire")
    now = told.overall_scores(told.run)
    before = told.overall_scores(told.earlier)
    stayed = [
        code for code, score in now.items() if code in before and before[code].band == score.band
    ]
    moved = next(code for code in stayed if abs(now[code].score - before[code].score) >= 1)
    page = told.reads(Role.ANALYST, f"/area/XD1/practices/{moved}/")
    way = "above" if now[moved].score > before[moved].score else "below"
    assert re.search(rf"\d+(\.\d+)? points? {way}", page), page
