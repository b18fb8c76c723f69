"""The generated demo: how much there is, what is odd in it, and that it never changes."""

from collections import Counter

import pytest

from scorecard.accounts.roles import Role
from scorecard.demo import world
from scorecard.demo.places import CLOSED, EMPTY, HOMELESS, MERGED, SMALL, SUCCESSOR
from scorecard.demo.world import DemoArea, World

# Anyone who changes the demo's data on purpose changes this line with it.
DIGEST = "6cd56238a43afc0eef93df63ca5eea6ee276742c56f804c3ed3d9f2926c7d856"


def first(demo: World) -> DemoArea:
    return demo.areas[0]


def test_the_first_area_has_five_networks_forty_practices_and_thirteen_quarters(demo):
    assert len(demo.areas) == 2
    assert len(first(demo).commissioner.networks) == 5
    assert len(first(demo).commissioner.practices) == 40
    assert [q.code for q in demo.quarters] == [
        *("2023-24-Q2", "2023-24-Q3", "2023-24-Q4", "2024-25-Q1", "2024-25-Q2", "2024-25-Q3"),
        *("2024-25-Q4", "2025-26-Q1", "2025-26-Q2", "2025-26-Q3", "2025-26-Q4", "2026-27-Q1"),
        "2026-27-Q2",
    ]


def test_the_card_has_24_weighted_indicators_in_four_domains_and_six_facts(demo):
    items = first(demo).catalogue.items
    assert Counter(item.role for item in items) == {"weighted": 24, "fact": 6, "context": 4}
    domains = Counter(item.domain for item in items if item.role == "weighted")
    assert domains == {"Capacity": 6, "Access": 6, "Quality": 6, "Value for money": 6}


def test_the_neighbour_is_smaller_and_shares_no_code(demo):
    neighbour = demo.areas[1]
    assert len(neighbour.commissioner.networks) == 2
    assert len(neighbour.commissioner.practices) == 8
    assert not codes(neighbour) & codes(first(demo))


def codes(area: DemoArea) -> set[str]:
    places = (*area.commissioner.networks, *area.commissioner.practices)
    return {area.commissioner.code, *(place.code for place in places)}


def test_weights_add_to_100_in_every_catalogue(demo):
    for area in demo.areas:
        assert sum(domain.weight for domain in area.catalogue.domains) == 100
        for domain in area.catalogue.domains:
            items = [item for item in area.catalogue.items if item.domain == domain.name]
            assert sum(item.weight for item in items) == 100


def test_every_kind_of_indicator_is_there(demo):
    items = [item.data for item in first(demo).catalogue.items if item.role == "weighted"]
    assert {data.kind for data in items} == {"proportion", "rate", "ratio", "mean", "yes_no"}
    assert {data.sampling for data in items} == {"proportion", "poisson", "mean", "none"}
    assert {data.polarity for data in items} == {"high", "low", "none"}
    assert {data.rule["rule"] for data in items} == {"thresholds", "range", "yes_no"}
    assert {data.supplied_by for data in items} == {"practice", "national", "commissioner"}


def registered(area: DemoArea, position: int, quarter: int) -> int | None:
    code = area.commissioner.practices[position].code
    found = [s.registered for s in area.lists if (s.practice, s.quarter) == (code, quarter)]
    return found[0] if found else None


@pytest.mark.parametrize("name", ["demo", "small_demo"])
def test_one_practice_closes_and_its_patients_go_to_its_network(name, request):
    demo = request.getfixturevalue(name)
    practices = first(demo).commissioner.practices
    closed = practices[CLOSED]
    number = next(q.index for q in demo.quarters if q.starts_on == closed.closed_on)
    assert registered(first(demo), CLOSED, number) is None
    left = registered(first(demo), CLOSED, number - 1)
    near = [n for n, p in enumerate(practices) if p.network == closed.network and n != CLOSED]
    before = sum(registered(first(demo), n, number - 1) for n in near)
    after = sum(registered(first(demo), n, number) for n in near)
    assert after - before == pytest.approx(left, rel=0.25)


@pytest.mark.parametrize("name", ["demo", "small_demo"])
def test_the_list_of_a_merged_practice_moves_to_its_successor(name, request):
    demo = request.getfixturevalue(name)
    practices = first(demo).commissioner.practices
    merged = practices[MERGED]
    assert merged.successor == practices[SUCCESSOR].code
    number = next(q.index for q in demo.quarters if q.starts_on == merged.closed_on)
    left = registered(first(demo), MERGED, number - 1)
    grown = registered(first(demo), SUCCESSOR, number) - registered(
        first(demo), SUCCESSOR, number - 1
    )
    assert grown == pytest.approx(left, rel=0.1)


def test_a_closed_practice_has_no_figures_afterwards(demo):
    closed = first(demo).commissioner.practices[CLOSED]
    last = max(f.quarter for f in first(demo).figures if f.practice == closed.code)
    assert demo.quarters[last + 1].starts_on == closed.closed_on


def test_small_empty_and_atypical_practices_exist(demo):
    practices = first(demo).commissioner.practices
    assert practices[SMALL].patients == 600
    assert {registered(first(demo), EMPTY, q.index) for q in demo.quarters} == {0}
    assert practices[HOMELESS].atypical == "serves homeless people"
    assert sum(bool(p.atypical) for p in practices) == 1


def test_figures_are_missing_in_every_way(demo):
    states = Counter(figure.state for figure in first(demo).figures)
    assert set(states) == {"present", "suppressed", "not_applicable", "no_data"}
    sent = {(row.practice, row.quarter) for row in first(demo).returns}
    asked = {quarter.index for quarter in demo.quarters if quarter.has_returns}
    expected = {(row.practice, row.quarter) for row in first(demo).lists if row.quarter in asked}
    assert sent < expected
    late = [row for row in first(demo).returns if row.is_late]
    assert late
    for row in late:
        assert row.sent_at.date() > demo.quarters[row.quarter].deadline


@pytest.mark.parametrize("name", ["demo", "small_demo"])
def test_the_newest_return_is_still_due_from_some_practices(name, request):
    demo = request.getfixturevalue(name)
    for area in demo.areas:
        newest = {row.practice for row in area.returns if row.quarter == demo.quarters[-1].index}
        assert newest
        assert area.commissioner.practices[0].code not in newest


def test_queries_are_open_upheld_and_declined(demo):
    assert {query.upheld for query in first(demo).queries} == {None, True, False}
    for query in first(demo).queries:
        assert (query.corrected is not None) == (query.upheld is True)


def test_most_practices_have_looked_at_what_is_released_and_some_have_not(demo):
    shown = [quarter.index for quarter in demo.quarters[-3:-1]]
    for number in shown:
        looked = {one.practice for one in first(demo).looks if one.quarter == number}
        assert 18 <= len(looked) < len(first(demo).commissioner.practices)
    assert {one.role for one in first(demo).looks} == {
        Role.PRACTICE_MANAGER,
        Role.PRACTICE_READER,
    }
    assert {one.quarter for one in first(demo).looks} == set(shown)


def test_england_stands_beside_what_national_sources_count(demo):
    area = first(demo)
    units = {item.code: item.data for item in area.catalogue.items}
    assert {one.quarter for one in area.england} == {q.index for q in demo.quarters[-3:-1]}
    assert all(units[one.indicator].supplied_by == "national" for one in area.england)
    shares = [one for one in area.england if units[one.indicator].unit == "%"]
    assert shares and all(0 < one.value < 100 for one in shares)


def test_there_is_one_account_for_each_role_in_each_organisation(demo):
    for area in demo.areas:
        roles = Counter(person.kind for person in area.people)
        assert roles["commissioner"] == 6
        assert roles["network"] == len(area.commissioner.networks)
        assert roles["practice"] == 2 * len(area.commissioner.practices)
    people = [person for area in demo.areas for person in area.people]
    assert len({person.email for person in people}) == len(people)
    assert all(person.email.endswith(".example") for person in people)


def test_two_generations_are_equal_and_equal_to_the_one_on_record(demo):
    assert world.generate() == demo
    assert world.digest(demo) == DIGEST


def test_another_seed_gives_another_demo(small_demo):
    other = world.generate(seed=1, quarters_count=3, practices=8, neighbours=2)
    assert world.digest(other) != world.digest(small_demo)


def test_practices_of_the_small_demo_are_those_of_the_large_one(demo, small_demo):
    large = {p.code: (p.name, p.deprivation) for p in first(demo).commissioner.practices}
    for practice in first(small_demo).commissioner.practices:
        assert large[practice.code] == (practice.name, practice.deprivation)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"quarters_count": 2}, "3 to 13 quarters, not 2"),
        ({"quarters_count": 14}, "3 to 13 quarters, not 14"),
        ({"practices": 7}, "8 to 40 practices"),
        ({"neighbours": 0}, "2 to 8 practices"),
    ],
)
def test_a_demo_of_an_impossible_size_is_refused(arguments, said):
    with pytest.raises(ValueError, match=said):
        world.generate(**arguments)
