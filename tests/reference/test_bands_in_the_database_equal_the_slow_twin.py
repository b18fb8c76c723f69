"""Random scorecards banded from stored figures to stored results and scores, as on paper."""

import datetime as dt
import random
import uuid
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from indicators import catalogue
from indicators.inputs import Benchmark
from indicators.judging import Judgement
from indicators.models import Objective
from indicators.selectors.results import results_of
from indicators.services.agreements import record_outside_value
from indicators.services.figures import FigureRow, record_figures
from indicators.services.periods import add_period, open_collection
from practices.models.links import ListKind
from practices.services import organisations
from practices.services.lists import ListSizeRow, record_list_sizes
from scorecard.cards.models import CardItem, Score
from scorecard.cards.services.banding import band_period
from scorecard.cards.services.catalogue import start_from
from tests.reference import drawing
from tests.reference.test_fast_run_equals_the_slow_twin import (
    close,
    floats,
    same_judgement,
    same_scores,
    scored,
    shuffled,
    twin,
)

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 7, 15, 10, tzinfo=dt.UTC)
BY = {"by": None, "at": NOW}
START, END = dt.date(2026, 4, 1), dt.date(2026, 6, 30)
STATES = {"held": "present", "not applicable": "not_applicable", "suppressed": "suppressed"}


def storable(card):
    """The card as an area can hold it: the first indicator is due, the others are not.

    In so small an area all others who are like the others are the most similar ones.
    """
    return replace(
        card,
        indicators=[
            replace(
                one,
                levels={},
                held_here=one.data.comparator == "area",
                rows=[
                    replace(
                        row,
                        denominator=None if is_half(row) else row.denominator,
                        state=missing("no data" if is_half(row) else row.state, due=at == 0),
                        similar=tuple(
                            other
                            for other, peer in enumerate(one.rows)
                            if other != here and peer.peer
                        ),
                    )
                    for here, row in enumerate(one.rows)
                ],
            )
            for at, one in enumerate(card.indicators)
        ],
    )


def is_half(row):
    """A denominator alone is no figure, and is not kept."""
    return row.state == "held" and row.numerator is None and row.value is None


def missing(state, due):
    return ("not returned" if due else "no data") if state in ("no data", "not returned") else state


class Stored:
    """A card in an area of its own, with all that its figures are judged by; and its run."""

    def __init__(self, code, card):
        self.card, self.code = card, code
        self.commissioner = organisations.add_commissioner(code=code, name=f"Area {code}", **BY)
        self.period = add_period(
            commissioner=self.commissioner,
            code="2026-27-Q1",
            name="April to June 2026",
            starts_on=START,
            ends_on=END,
            **BY,
        )
        self._practices(card.indicators[0].rows)
        self._version()
        for number, one in enumerate(card.indicators):
            self._figures(self.definitions[number], one)
        self.run = band_period(
            version=self.version, period=self.period, key=uuid.uuid4(), clock=lambda: NOW, **BY
        )

    def _practices(self, rows):
        networks = {
            number: organisations.add_network(
                code=f"N{self.code}{number}",
                name=f"Network {number}",
                commissioner=self.commissioner,
                **BY,
            )
            for number in {row.network for row in rows} - {None}
        }
        self.practices = []
        for number, row in enumerate(rows):
            practice = organisations.add_practice(
                code=f"{self.code}{number:03}",
                name=f"Practice {number}",
                atypical="" if row.peer else "Serves homeless people",
                **BY,
            )
            place = {"practice": practice, "starts_on": START, **BY}
            organisations.place_in_commissioner(commissioner=self.commissioner, **place)
            if row.network is not None:
                organisations.place_in_network(network=networks[row.network], **place)
            self.practices.append(practice)
        kind, source = ListKind.REGISTERED, "Drawn"
        record_list_sizes(
            rows=[
                ListSizeRow(one.pk, kind, END, Decimal(5000 + 10 * at), source)
                for at, one in enumerate(self.practices)
            ],
            **BY,
        )

    def _version(self):
        """Weights are put in afterwards: nobody may agree them as they are drawn."""
        places = range(len(self.card.domain_weights))
        items = [
            {
                **{
                    name: value
                    for name, value in vars(one.data).items()
                    if value not in (None, "", {}, [])
                },
                "name": f"Drawn {number}",
                "code": f"D{number:02}",
                "role": "weighted",
                "domain": f"Domain {one.place}",
                "weight": 1,
            }
            for number, one in enumerate(self.card.indicators)
        ]
        domains = [{"name": f"Domain {place}", "weight": 1} for place in places]
        read = catalogue.read(
            {"name": "Drawn", "domains": domains, "indicators": items}, "d", draft=True
        )
        self.version = start_from(catalogue=read, commissioner=self.commissioner, **BY)
        self.version.minimum_coverage = float(self.card.minimum)
        self.version.band_points = list(self.card.points)
        self.version.save()
        for place in places:
            weight = self.card.domain_weights[place]
            self.version.domains.filter(name=f"Domain {place}").update(weight=weight)
        self.definitions = []
        for number, one in enumerate(self.card.indicators):
            item = self.version.items.filter(definition__name=f"Drawn {number}")
            if_missing = CardItem.IfMissing.RED if one.missing_is_red else item.get().if_missing
            item.update(weight=one.weight, if_missing=if_missing)
            self.definitions.append(item.get().definition)
        open_collection(
            period=self.period,
            definitions=self.definitions[:1],
            opens_on=START,
            deadline=END,
            **BY,
        )

    def _figures(self, definition, one):
        names = ("numerator", "denominator", "value", "spread")
        rows = []
        for practice, row in zip(self.practices, one.rows, strict=True):
            if row.state in STATES:
                held = {name: getattr(row, name) for name in names} if row.state == "held" else {}
                rows.append(
                    FigureRow(
                        practice.pk,
                        definition.indicator_id,
                        self.period.pk,
                        STATES[row.state],
                        **{name: None if v is None else float(v) for name, v in held.items()},
                    )
                )
            if row.own_levels:
                Objective.objects.create(
                    practice=practice,
                    indicator=definition.indicator,
                    levels=row.own_levels,
                    agreed="Drawn",
                    starts_on=START,
                    recorded_at=NOW,
                )
        record_figures(rows=rows, file=None, **BY)
        if one.outside is not None and one.data.comparator == "england":
            record_outside_value(
                indicator=definition.indicator,
                period=self.period,
                area="england",
                value=one.outside,
                source="Drawn",
                **BY,
            )

    def judged(self, number):
        """The stored results of an indicator, in the order of the practices."""
        definition = self.definitions[number]
        found = {
            one.practice_id: one for one in results_of(self.run.run).filter(definition=definition)
        }
        rows = [found[practice.pk] for practice in self.practices]

        def column(name):
            return floats([getattr(row, name) for row in rows])

        of_all = self.run.run.definitions.get(definition=definition)
        own = column("own_benchmark")
        each = definition.comparator in ("network", "similar") and definition.level == "practice"
        common = np.nan if of_all.benchmark is None else of_all.benchmark
        return Judgement(
            value=column("value"),
            lower=column("lower"),
            upper=column("upper"),
            bands=column("band").astype(np.int8),
            states=column("no_band").astype(np.int8),
            comparisons=column("comparison").astype(np.int8),
            ranks=column("rank"),
            percentiles=column("percentile"),
            ranked_of=of_all.ranked_of,
            benchmark=Benchmark(common, of_all.benchmark_name, own if each else None),
        )

    def scores(self, place=None):
        """Score, coverage, reds per practice: overall, or of the domain at this place."""
        domain = None if place is None else self.version.domains.get(name=f"Domain {place}")
        found = {
            one.practice_id: one for one in Score.objects.filter(card_run=self.run, domain=domain)
        }
        rows = [found[practice.pk] for practice in self.practices]
        return [
            floats([getattr(row, name) for row in rows]) for name in ("score", "coverage", "reds")
        ]


@pytest.mark.parametrize("seed", range(300, 305))
def test_what_is_stored_is_what_paper_and_pencil_say(seed):
    card = storable(drawing.card(seed))
    stored = Stored(f"Z{seed}", card)
    judged = [stored.judged(number) for number in range(len(card.indicators))]
    answers = []
    for one, found in zip(card.indicators, judged, strict=True):
        expected = twin(one)
        same_judgement(found, *expected, f"{one.data} of seed {seed}")
        answers.append(expected[0])
    grids = (
        np.column_stack([getattr(one, name) for one in judged]) for name in ("bands", "states")
    )
    found = scored(card, *grids)
    same_scores(card, answers, found, f"seed {seed}")
    overall = (found.overall_scores, np.nan_to_num(found.overall_banded), found.reds)
    for left, right in zip(stored.scores(), overall, strict=True):
        close(left, right, f"overall of seed {seed}")
    for place in range(len(card.domain_weights)):
        coverage = np.nan_to_num(found.domain_coverage[:, place])
        one = (found.domain_scores[:, place], coverage, found.domain_reds[:, place])
        for left, right in zip(stored.scores(place), one, strict=True):
            close(left, right, f"domain {place} of seed {seed}")


def test_the_order_in_which_practices_are_stored_changes_nothing():
    card = storable(drawing.card(302))
    order = list(range(len(card.indicators[0].rows)))
    random.Random(1).shuffle(order)
    other = replace(card, indicators=[shuffled(one, order) for one in card.indicators])
    before, after = Stored("Z001", card), Stored("Z002", other)
    for number in range(len(card.indicators)):
        left, right = before.judged(number), after.judged(number)
        for name in ("bands", "states", "comparisons", "ranks", "value", "lower", "upper"):
            close(getattr(right, name), getattr(left, name)[order], f"{name} of {number}")
    for left, right in zip(before.scores(), after.scores(), strict=True):
        close(right, left[order], "overall")
