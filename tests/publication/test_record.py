"""The sign-off record: the whole chain, and no more of a practice than its reader may know."""

import csv
import datetime as dt
import io
import re

import pytest
from django.urls import reverse

from indicators.models import Figure, Query
from indicators.services.queries import decline, raise_query
from scorecard.accounts.roles import Role
from scorecard.publication.levels import AMONG_PRACTICES, FIRST_YEAR
from scorecard.publication.presenters.record import PRACTICES_AT_ONCE, record_of
from scorecard.publication.reply_time import left_out, reply_by, working_days
from scorecard.publication.selectors.record import facts_of
from scorecard.publication.services import editions
from scorecard.publication.services.comments import accept_comment, decline_comment, put_side
from scorecard.publication.services.letters import deliver_letters, send_letters
from scorecard.publication.services.looks import note_first_look
from scorecard.publication.services.more_time import give_more_time
from scorecard.publication.services.preview_notices import tell_practices
from tests.areas import NOW
from tests.editions import DAY, draft, publish, show

NAME = "Practice 1"


@pytest.fixture
def run(area):
    for number, seen in ((1, 90), (2, 70), (3, 2)):
        area.record(number, "ACC01", numerator=seen, denominator=100)
    return area.band()


def lived(area, run, analyst, lead, levels=FIRST_YEAR):
    """An edition in which everything has happened."""
    edition = draft(run, analyst, levels=levels)
    until = NOW + 50 * DAY
    step = editions.open_preview(edition=edition, until=until, by=analyst, at=NOW)
    manager = area.user(Role.PRACTICE_MANAGER, area.practices[0])
    tell_practices(step=step, at=NOW)
    note_first_look(edition=edition, practice=area.practices[0], by=manager, at=NOW + DAY)
    said(edition, area, manager, lead)
    queried(area, manager, lead)
    later = until + DAY
    editions.propose(edition=edition, by=analyst, at=later, note="Practice 1 was loud.")
    editions.approve(edition=edition, by=lead, at=later)
    editions.publish(edition=edition, by=lead, at=later)
    send_letters(edition=edition, by=lead, at=later)
    deliver_letters(edition=edition, at=later)
    return edition


def said(edition, area, manager, lead):
    given = {"edition": edition, "practice": area.practices[0], "by": manager, "at": NOW + DAY}
    decline_comment(
        comment=put_side(text="No.", **given), reason="Too short.", by=lead, at=NOW + DAY
    )
    accept_comment(comment=put_side(text="Yes, two left.", **given), by=lead, at=NOW + DAY)


def queried(area, manager, lead):
    figure = Figure.objects.get(practice=area.practices[0], indicator__code="ACC01")
    raise_query(figure=figure, reason="Twice", proposed="85", by=manager, at=NOW + DAY)
    decline(query=Query.objects.get(), reason="Counted once.", by=lead, at=NOW + DAY)


def everything(record):
    return "\n".join(" | ".join(row) for row in record.as_rows())


def test_the_sentence_says_who_saw_it_and_who_approved(area, run, analyst, lead):
    edition = lived(area, run, analyst, lead)
    sentence = record_of(facts_of(edition), staff=False).sentence
    assert "was open to 3 practices for reply from 15 July 2026 to 3 September 2026" in sentence
    assert "(35 working days, without 31 August 2026, Late Summer Bank Holiday)" in sentence
    assert "1 of them was told by e-mail and 1 looked at it before it was published." in sentence
    assert "put their side 1 time (1 accepted, 0 declined)" in sentence
    assert "queried 1 figure (0 upheld, 1 declined)" in sentence
    assert "analyst proposed it on 4 September 2026 and commissioning lead approved it" in sentence
    assert sentence.endswith("It was published on 4 September 2026.")


def test_who_looks_after_publication_did_not_look_before(area, run, analyst, lead):
    edition = lived(area, run, analyst, lead)
    late = area.user(Role.PRACTICE_MANAGER, area.practices[1])
    note_first_look(edition=edition, practice=area.practices[1], by=late, at=NOW + 60 * DAY)
    found = everything(record_of(facts_of(edition), staff=False))
    assert "1 looked at it before it was published." in found
    assert "Looked at it |  |  | 2 of 3 practices" in found


def test_the_record_has_the_whole_chain(area, run, analyst, lead):
    found = everything(record_of(facts_of(lived(area, run, analyst, lead)), staff=True))
    for part in (
        "Banding run | ",
        "Small scorecard, version 1",
        "Decision 1 on who sees what.",
        "Frozen as a draft | analyst",
        "Shown to the practices | analyst",
        "Proposed | analyst | 4 September 2026, 11:00 | Practice 1 was loud.",
        "Approved by a second person | commissioning lead",
        "Published | commissioning lead",
        "Looked at it |  |  | 1 of 3 practices",
        "Letters by e-mail | commissioning lead | 4 September 2026, 11:00 | 1 sent, 2 nobody",
        "Practice 1 (Z01001) |  | 16 July 2026, 11:00 by a practice manager",
    ):
        assert part in found


def test_a_first_year_names_no_practice_to_board_and_lmc(area, run, analyst, lead):
    found = everything(record_of(facts_of(lived(area, run, analyst, lead)), staff=False))
    assert NAME not in found and "Z01001" not in found
    assert "1 of 3 practices" in found


def test_practices_are_named_where_the_board_is_told_of_them(area, run, analyst, lead):
    edition = lived(area, run, analyst, lead, AMONG_PRACTICES)
    found = everything(record_of(facts_of(edition), staff=False))
    assert "Practice 1 (Z01001)" in found
    assert "loud" not in found  # what staff wrote for one another


def test_reasons_that_the_public_does_not_read_stay_with_the_commissioner(area, run, analyst, lead):
    first = publish(draft(run, analyst, levels=FIRST_YEAR), analyst, lead)
    again = {"levels": FIRST_YEAR, "corrects": first, "reason": "Practice 1 sent a new count."}
    second = publish(draft(area.band(), analyst, **again), analyst, lead)
    editions.withdraw(edition=second, reason="Practice 2 was mixed up.", by=lead, at=NOW)
    for edition in (first, second):
        told = everything(record_of(facts_of(edition), staff=False))
        assert "Practice" not in told.replace("Practices", "").replace("Practice by practice", "")
        assert "with the commissioner" in told
    staff = everything(record_of(facts_of(second), staff=True))
    assert "Practice 1 sent a new count." in staff and "Practice 2 was mixed up." in staff


def test_it_counts_what_is_told_and_what_is_withheld(area, run, analyst, lead):
    edition = publish(draft(run, analyst), analyst, lead)
    found = everything(record_of(facts_of(edition), staff=False))
    assert "3 measures: every practice by name. Of " in found
    assert "1 withheld so that nobody can be recognised" in found
    assert "2 with a band" in found


def test_a_second_preview_stands_beside_the_first(area, run, analyst, lead):
    edition = show(draft(run, analyst), analyst)
    editions.propose(edition=edition, by=analyst, at=NOW)
    back = {"reason": "Look again.", "until": NOW + 10 * DAY, "by": lead, "at": NOW}
    editions.send_back(edition=edition, **back)
    rows = list(record_of(facts_of(edition), staff=True).as_rows())
    assert sum(row[1] == "Shown to the practices" for row in rows) == 2
    assert "It is in preview now." in record_of(facts_of(edition), staff=True).sentence


@pytest.mark.parametrize("role", [Role.BOARD_READER, Role.LMC_REPRESENTATIVE, Role.CLINICAL_LEAD])
def test_board_lmc_and_staff_open_it(area, run, analyst, lead, client, role):
    edition = lived(area, run, analyst, lead)
    client.force_login(area.user(role))
    assert client.get(reverse("sign-offs", args=["Z01"])).status_code == 200
    page = client.get(reverse("sign-off", args=["Z01", edition.pk])).content.decode()
    file = csv_of(client, edition)
    staff = role == Role.CLINICAL_LEAD
    assert (NAME in page, NAME in file) == (staff, staff)
    assert ("release-comments" in page) is False
    assert (reverse("release-comments", args=["Z01", edition.pk]) in page) == staff


def csv_of(client, edition):
    response = client.get(reverse("sign-off-csv", args=["Z01", edition.pk]))
    text = b"".join(response.streaming_content).decode()
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert header == ["Part", "What", "Who", "When", "Detail"] and len(rows) > 10
    return text


def test_what_no_practice_was_shown_has_no_record(area, run, analyst, client):
    edition = draft(run, analyst)
    client.force_login(area.user(Role.BOARD_READER))
    assert client.get(reverse("sign-off", args=["Z01", edition.pk])).status_code == 404


def test_the_record_asks_the_same_however_many_practices(
    area, run, analyst, lead, client, django_assert_max_num_queries
):
    edition = lived(area, run, analyst, lead, AMONG_PRACTICES)
    client.force_login(area.user(Role.BOARD_READER))
    with django_assert_max_num_queries(26):
        client.get(reverse("sign-off", args=["Z01", edition.pk]))
    assert PRACTICES_AT_ONCE < 6_400


def test_bank_holidays_left_out_are_named():
    shown = dt.date(2026, 12, 1)
    until = reply_by(shown)
    assert working_days(shown, until) == 30
    assert [name for _, name in left_out(shown, until)] == [
        "Christmas Day",
        "Boxing Day (observed)",
        "New Year's Day",
    ]


def row_of(record, what):
    return [row[4] for row in record.as_rows() if row[1] == what]


def test_more_time_is_counted_from_the_day_that_was_told_before(run, analyst):
    edition = draft(run, analyst)
    told, later = NOW + 2 * DAY, NOW + 9 * DAY  # Friday, and the Friday after it
    editions.open_preview(edition=edition, until=told, by=analyst, at=NOW)
    given = {"edition": edition, "by": analyst, "at": NOW + DAY, "reason": "Holidays."}
    give_more_time(until=later, **given)
    record = record_of(facts_of(edition), staff=True)
    (said,) = row_of(record, "More time to reply")
    assert said.startswith("5 working days more: until 24 July 2026 instead of 17 July 2026.")
    assert len(row_of(record, "Shown to the practices")) == 1


def test_a_correction_says_how_many_figures_it_changes(area, run, analyst, lead):
    first = publish(draft(run, analyst), analyst, lead)
    area.record(2, "ACC01", numerator=50, denominator=100)
    again = draft(area.band(), analyst, corrects=first, reason="Practice 2 counted anew.")
    show(again, analyst)
    changed = row_of(record_of(facts_of(again), staff=True), "Changed by the correction")
    assert len(changed) == 3, "the other practices, the board, the public"
    assert "the public is told by name 1 figure or its band is not as in edition 1" in changed[2]
    assert len(row_of(record_of(facts_of(again), staff=False), "Changed by the correction")) == 1


def test_what_the_board_is_not_told_by_name_is_not_counted_for_it(area, run, analyst, lead):
    first = publish(draft(run, analyst, levels=FIRST_YEAR), analyst, lead)
    again = draft(area.band(), analyst, levels=FIRST_YEAR, corrects=first, reason="Nothing.")
    show(again, analyst)
    assert row_of(record_of(facts_of(again), staff=False), "Changed by the correction") == []


def test_the_sentence_says_how_many_figures_were_under_query(area, run, analyst, lead):
    edition = show(draft(run, analyst), analyst)
    figure = Figure.objects.get(practice=area.practices[0], indicator__code="ACC01")
    raise_query(figure=figure, reason="Twice", proposed="85", by=analyst, at=NOW)
    editions.propose(edition=edition, by=analyst, at=NOW, queried=1)
    editions.approve(edition=edition, by=lead, at=NOW, queried=1)
    sentence = record_of(facts_of(edition), staff=True).sentence
    assert "approved it on 15 July 2026, with 1 figure under query." in sentence


@pytest.mark.parametrize(
    ("role", "entry"), [(Role.ANALYST, "Releases"), (Role.LMC_REPRESENTATIVE, "Sign-off")]
)
def test_the_menu_shows_where_the_record_is_found(area, client, role, entry):
    client.force_login(area.user(role))
    page = client.get(reverse("sign-offs", args=[area.commissioner.code])).content.decode()
    (current,) = re.findall(r'aria-current="[a-z]+"[^>]*>\s*<strong[^>]*>([^<]*)<', page)
    assert current == entry
