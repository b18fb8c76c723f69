"""A published release is read by the board, exactly as it is told of it; nothing else is."""

import pytest
from django.urls import reverse

from scorecard.accounts.roles import Role
from scorecard.publication.levels import FIRST_YEAR, OPEN, Audience, Detail, Levels
from scorecard.publication.services import editions
from tests.areas import NOW, Area
from tests.editions import DAY, draft, publish, show

NOTHING_TO_BOARD = Levels({**OPEN.table, Audience.BOARD: Detail.NOTHING})
READERS = [Role.BOARD_READER, Role.LMC_REPRESENTATIVE, Role.CLINICAL_LEAD]


@pytest.fixture
def board(area):
    return area.user(Role.BOARD_READER)


@pytest.fixture
def run(area):
    area.practices += [area.add_practice(number) for number in range(4, 9)]
    for number in range(1, 9):
        seen = 90 if number < 5 else 40
        area.record(number, "ACC01", numerator=seen, denominator=100)
    return area.band()


@pytest.fixture
def released(run, analyst, lead):
    """A first year: the public is told nothing, the board of all practices together."""
    return publish(draft(run, analyst, levels=FIRST_YEAR), analyst, lead)


def at(edition, kind="", key=""):
    name = f"board-release-{kind}" if kind else "board-release"
    return reverse(name, args=["Z01", edition.pk, *([key] if key else [])])


def every_address(edition):
    return [at(edition), at(edition, "indicator", "ACC01"), at(edition, "practice", "Z01001")]


def main(client, address):
    page = client.get(address)
    assert page.status_code == 200
    content = page.content.decode()
    return content[content.index("<main") : content.index("</main>")]


@pytest.mark.parametrize("role", READERS)
def test_whoever_reads_the_record_reads_values_of_all_together(area, client, released, role):
    client.force_login(area.user(role))
    for address in (at(released), at(released, "indicator", "ACC01")):
        said = main(client, address)
        assert "65.0% all together" in said and said.count("4 practices") == 2
        assert "Practice 1" not in said and "Z01001" not in said
    assert client.get(at(released, "practice", "Z01001")).status_code == 404


def test_practices_by_name_where_the_level_says_so(client, run, analyst, lead, board):
    edition = publish(draft(run, analyst, levels=OPEN), analyst, lead)
    client.force_login(board)
    assert "Practice 1" in main(client, at(edition))
    assert "90.0%" in main(client, at(edition, "practice", "Z01001"))
    assert "Practice 1" in main(client, at(edition, "indicator", "ACC01"))


def test_it_is_found_from_list_record_and_board_page(client, released, board):
    client.force_login(board)
    for name, rest in (("sign-offs", []), ("sign-off", [released.pk])):
        assert f'href="{at(released)}"' in main(client, reverse(name, args=["Z01", *rest]))
    releases = f'href="{reverse("sign-offs", args=["Z01"])}"'
    assert releases in main(client, reverse("area-board", args=["Z01"]))
    assert reverse("sign-off", args=["Z01", released.pk]) in main(client, at(released))


def test_who_does_not_read_the_record_is_not_led_there(area, client, released):
    client.force_login(area.user(Role.ADMINISTRATOR))
    page = main(client, reverse("area-board", args=["Z01"]))
    assert at(released) not in page and reverse("sign-offs", args=["Z01"]) not in page
    assert client.get(at(released)).status_code == 403


def propose(edition, analyst):
    show(edition, analyst)
    editions.propose(edition=edition, by=analyst, at=NOW)


UNPUBLISHED = {
    "drafted": lambda edition, analyst, lead: None,
    "in preview": lambda edition, analyst, lead: show(edition, analyst),
    "approved": lambda edition, analyst, lead: (
        propose(edition, analyst),
        editions.approve(edition=edition, by=lead, at=NOW),
    ),
    "given up": lambda edition, analyst, lead: (
        show(edition, analyst),
        editions.give_up(edition=edition, reason="Not now.", by=lead, at=NOW),
    ),
}


@pytest.mark.parametrize("state", UNPUBLISHED)
def test_what_is_not_published_is_not_there(client, run, analyst, lead, board, state):
    edition = draft(run, analyst, levels=OPEN)
    UNPUBLISHED[state](edition, analyst, lead)
    client.force_login(board)
    assert {client.get(one).status_code for one in every_address(edition)} == {404}
    for name in ("sign-offs", "area-board"):
        assert at(edition) not in main(client, reverse(name, args=["Z01"]))


def test_other_audiences_and_other_areas_stay_closed(client, released, board):
    client.force_login(board)
    for audience in ("board", "practices", "public"):
        closed = reverse("release-contents", args=["Z01", released.pk, audience])
        assert client.get(closed).status_code == 403
    client.force_login(Area(code="Y01").user(Role.BOARD_READER))
    theirs = [one.replace("/Z01/", "/Y01/") for one in every_address(released)]
    assert {client.get(one).status_code for one in every_address(released) + theirs} == {404}


def test_where_the_board_is_told_nothing_there_is_nothing(client, run, analyst, lead, board):
    edition = publish(draft(run, analyst, levels=NOTHING_TO_BOARD), analyst, lead)
    client.force_login(board)
    assert {client.get(one).status_code for one in every_address(edition)} == {404}
    for name, rest in (("sign-offs", []), ("sign-off", [edition.pk]), ("area-board", [])):
        assert at(edition) not in main(client, reverse(name, args=["Z01", *rest]))


def test_a_withdrawn_release_says_so_and_has_no_figure(client, released, lead, board):
    editions.withdraw(edition=released, reason="Practice 2 was mixed up.", by=lead, at=NOW + DAY)
    client.force_login(board)
    for address in every_address(released):
        answer = client.get(address)
        said = answer.content.decode()
        assert answer.status_code == 410
        assert "withdrawn on 16 July 2026" in said and "65.0%" not in said
        assert "Practice 2" not in said and "The reason is with the commissioner." in said
    for name, rest in (("sign-offs", []), ("sign-off", [released.pk]), ("area-board", [])):
        assert at(released) not in main(client, reverse(name, args=["Z01", *rest]))


@pytest.mark.parametrize(("levels", "why"), [(OPEN, True), (FIRST_YEAR, False)])
def test_a_corrected_release_leads_to_what_stands_in_its_place(
    area, client, run, analyst, lead, board, levels, why
):
    first = publish(draft(run, analyst, levels=levels), analyst, lead)
    again = draft(area.band(), analyst, levels=levels, corrects=first, reason="Two were mixed up.")
    client.force_login(board)
    assert "was corrected" not in main(client, at(first))
    publish(again, analyst, lead)
    old, new = main(client, at(first)), main(client, at(again))
    assert "This edition was corrected on" in old and f'href="{at(again)}"' in old
    assert "This edition corrects edition 1." in new
    assert ("Two were mixed up." in old, "Two were mixed up." in new) == (why, why)
    assert f'href="{at(again)}"' in main(client, reverse("sign-offs", args=["Z01"]))


def test_a_level_decides_for_good_what_the_board_reads(client, released, board, run, analyst):
    draft(run, analyst, levels=OPEN, corrects=released, reason="Levels decided anew.")
    client.force_login(board)
    assert "Practice 1" not in main(client, at(released))


def test_nothing_is_sent_there(client, released, board):
    client.force_login(board)
    assert client.post(at(released)).status_code == 405
