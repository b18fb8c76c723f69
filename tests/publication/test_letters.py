"""A letter to each practice: what it says, as PDF and by e-mail, once."""

import io
import zipfile

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from scorecard.accounts.roles import Role
from scorecard.publication.levels import FIRST_YEAR
from scorecard.publication.models import LetterDelivery, LetterFile, LetterState
from scorecard.publication.presenters.letter import FITTING, letter_of, letter_pdf, with_room_for
from scorecard.publication.selectors.editions import last_step
from scorecard.publication.selectors.letters import without_file
from scorecard.publication.services import editions
from scorecard.publication.services.comments import accept_comment, put_side, take_off
from scorecard.publication.services.letter_files import make_files
from scorecard.publication.services.letters import deliver_letters, send_letters
from tests.areas import NOW
from tests.editions import DAY, draft, publish, show
from tests.packs.test_side import pages_of
from tests.pdf_text import pdf_text

weasyprint = pytest.importorskip("weasyprint", reason="PDFs need Debian's pango", exc_type=OSError)


@pytest.fixture
def run(area):
    # Of practice 3 so few were seen that the figure is withheld.
    for number, seen in ((1, 90), (2, 70), (3, 2)):
        area.record(number, "ACC01", numerator=seen, denominator=100)
    return area.band()


@pytest.fixture
def published(run, analyst, lead):
    return publish(draft(run, analyst), analyst, lead)


def letter_to(edition, practice):
    return letter_of(edition, practice, last_step(edition), NOW.date())


def words_of(letter):
    return " ".join(pdf_text(letter_pdf(letter)).split())


def test_a_letter_has_the_results_and_how_to_challenge_them(area, published):
    said = words_of(letter_to(published, area.practices[0]))
    assert "First: the results of Practice 1" in said
    assert "These results were published on 15 July 2026." in said
    assert "Overall" in said and "Access, 60% of the whole" in said
    assert "Seen within two days 90.0%" in said
    assert "If a figure is wrong, sign in" in said
    assert "Nothing is due" in said
    assert "The public is told of your practice by name." in said


def test_what_is_withheld_is_withheld_in_the_letter_too(area, published):
    said = words_of(letter_to(published, area.practices[2]))
    assert "2.0%" not in said
    assert "Withheld" in said


def test_a_letter_says_what_the_practice_says(area, run, analyst, lead):
    edition = show(draft(run, analyst), analyst)
    about = {"edition": edition, "practice": area.practices[0], "by": analyst, "at": NOW}
    accept_comment(comment=put_side(text="Two doctors left.", **about), by=lead, at=NOW)
    said = words_of(letter_to(edition, area.practices[0]))
    assert "Two doctors left." in said
    assert "Preview: these results have not been published yet" in said
    assert "You can put your side beside a figure until 15 July 2026" in said


def test_a_first_year_says_that_the_public_is_told_of_no_practice(area, run, analyst, lead):
    edition = publish(draft(run, analyst, levels=FIRST_YEAR), analyst, lead)
    said = words_of(letter_to(edition, area.practices[0]))
    assert "The public is told of no practice by name. The most it is told: nothing." in said


def test_a_letter_takes_two_sides_at_most(area, published):
    assert pages_of(letter_pdf(letter_to(published, area.practices[0]))) in ([1], [2])


def test_what_has_no_room_is_counted_and_the_worst_is_kept(area, published):
    letter = letter_to(published, area.practices[0])
    cut = with_room_for(letter, 1)
    kept = [one.line["code"] for part in cut.parts for one in part.lines]
    assert kept == ["VFM01"] and "1 more measure" in cut.rest
    assert FITTING[-1] == 0


def test_letters_go_once_to_each_practice_with_a_manager(area, published, lead):
    area.user(Role.PRACTICE_MANAGER, area.practices[0])
    assert send_letters(edition=published, by=lead, at=NOW) == 3
    assert deliver_letters(edition=published, at=NOW) == {"sent": 1, "nobody": 2}
    assert deliver_letters(edition=published, at=NOW) == {"nobody": 2}
    (message,) = mail.outbox
    html = message.alternatives[0].content
    assert message.subject == "Practice 1: your letter on First"
    assert all("Overall:" in said and "90" not in said for said in (message.body, html))


def test_who_has_no_manager_yet_gets_the_letter_later(area, published, lead):
    send_letters(edition=published, by=lead, at=NOW)
    deliver_letters(edition=published, at=NOW)
    assert "Invite one" in LetterDelivery.objects.first().why
    for practice in area.practices:
        area.user(Role.PRACTICE_MANAGER, practice)
    assert send_letters(edition=published, by=lead, at=NOW) == 3
    assert deliver_letters(edition=published, at=NOW) == {"sent": 3}
    with pytest.raises(ValidationError, match="Every practice has got its letter"):
        send_letters(edition=published, by=lead, at=NOW)


def test_a_refused_message_is_kept_as_failed_and_tried_again(area, published, lead, monkeypatch):
    area.user(Role.PRACTICE_MANAGER, area.practices[0])
    send_letters(edition=published, by=lead, at=NOW)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
        assert deliver_letters(edition=published, at=NOW) == {"failed": 1, "nobody": 2}
    failed = LetterDelivery.objects.get(state=LetterState.FAILED)
    assert "Send the letters again" in failed.why
    assert deliver_letters(edition=published, at=NOW)["sent"] == 1


def refuse(message):
    raise ConnectionRefusedError


def test_the_same_letter_has_the_same_number_each_time(area, published, lead, monkeypatch):
    """A worker may die after the mail server took a message: the copy can be told to be one."""
    area.user(Role.PRACTICE_MANAGER, area.practices[0])
    send_letters(edition=published, by=lead, at=NOW)
    deliver_letters(edition=published, at=NOW)
    LetterDelivery.objects.update(state=LetterState.WAITING)
    deliver_letters(edition=published, at=NOW)
    first, second = (one.extra_headers["Message-ID"] for one in mail.outbox)
    assert first == second


def test_no_letter_goes_before_publication_or_after_withdrawal(area, run, analyst, lead):
    edition = show(draft(run, analyst), analyst)
    with pytest.raises(ValidationError, match="once the release is published"):
        send_letters(edition=edition, by=lead, at=NOW)
    editions.propose(edition=edition, by=analyst, at=NOW)
    editions.approve(edition=edition, by=lead, at=NOW)
    editions.publish(edition=edition, by=lead, at=NOW)
    area.user(Role.PRACTICE_MANAGER, area.practices[0])
    send_letters(edition=edition, by=lead, at=NOW)
    editions.withdraw(edition=edition, reason="Mixed up.", by=lead, at=NOW)
    assert deliver_letters(edition=edition, at=NOW) == {}
    assert not mail.outbox


def test_letters_go_with_a_publication_at_its_time_where_that_was_set(area, run, analyst, lead):
    edition = show(draft(run, analyst), analyst)
    editions.propose(edition=edition, by=analyst, at=NOW)
    editions.approve(edition=edition, by=lead, at=NOW)
    editions.schedule(edition=edition, publish_at=NOW + DAY, by=lead, at=NOW, letters=True)
    assert not LetterDelivery.objects.exists()
    editions.publish_due(at=NOW + DAY)
    assert LetterDelivery.objects.filter(asked_by=None, state=LetterState.WAITING).count() == 3


def test_all_letters_are_taken_away_as_one_file(area, published, lead, client):
    client.force_login(lead)
    at = reverse("release-letters-zip", args=["Z01", published.pk])
    assert client.get(at).status_code == 302
    assert make_files(edition=published, at=timezone.now()) == 3
    assert make_files(edition=published, at=timezone.now()) == 0
    response = client.get(at)
    packed = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert packed.testzip() is None
    assert packed.namelist() == [f"{one.code}.pdf" for one in area.practices]
    for practice in area.practices:
        said = " ".join(pdf_text(packed.read(f"{practice.code}.pdf")).split())
        letter = letter_of(published, practice, last_step(published), timezone.localdate())
        assert said == words_of(letter)


def test_files_are_made_anew_after_the_next_step_or_word(area, run, analyst, lead):
    edition = show(draft(run, analyst), analyst)
    make_files(edition=edition, at=NOW)
    about = {"edition": edition, "practice": area.practices[0], "by": analyst}
    said = put_side(text="Two doctors left.", at=NOW + DAY / 48, **about)
    assert len(without_file(edition, last_step(edition))) == 3
    make_files(edition=edition, at=NOW + DAY / 24)
    accept_comment(comment=said, by=lead, at=NOW + DAY / 24)
    editions.propose(edition=edition, by=analyst, at=NOW + DAY / 24)
    assert len(without_file(edition, last_step(edition))) == 3
    assert LetterFile.objects.count() == 3


def test_files_are_made_anew_after_a_comment_was_taken_off(area, run, analyst, lead):
    """Somebody is recognised in it: nobody takes it away any more."""
    edition = show(draft(run, analyst), analyst)
    about = {"edition": edition, "practice": area.practices[0], "by": analyst}
    said = put_side(text="Two doctors left.", at=NOW, **about)
    accept_comment(comment=said, by=lead, at=NOW)
    make_files(edition=publish_shown(edition, analyst, lead), at=NOW + DAY)
    assert without_file(edition, last_step(edition)) == []
    later = {"by": lead, "at": NOW + 2 * DAY}
    take_off(comment=said, reason="Everybody knows whom it means.", **later)
    assert len(without_file(edition, last_step(edition))) == 3


def publish_shown(edition, analyst, lead):
    editions.propose(edition=edition, by=analyst, at=NOW)
    editions.approve(edition=edition, by=lead, at=NOW)
    editions.publish(edition=edition, by=lead, at=NOW)
    return edition


def test_a_practice_reads_its_own_letter_and_no_other(area, published, client):
    client.force_login(area.user(Role.PRACTICE_READER, area.practices[0]))
    own = [area.practices[0].code, published.pk]
    assert b"90.0%" in client.get(reverse("practice-letter", args=own)).content
    pdf = client.get(reverse("practice-letter-pdf", args=own))
    assert pdf["Content-Type"] == "application/pdf"
    other = [area.practices[1].code, published.pk]
    assert client.get(reverse("practice-letter", args=other)).status_code == 404
    assert client.get(reverse("practice-letter-pdf", args=other)).status_code == 404


def test_the_page_of_letters_shows_what_failed_and_how_to_mend_it(area, published, lead, client):
    client.force_login(lead)
    page = reverse("release-letters", args=["Z01", published.pk])
    assert b"Send the letters" in client.get(page).content
    client.post(reverse("release-letters-send", args=["Z01", published.pk]))
    deliver_letters(edition=published, at=NOW)
    shown = client.get(page).content.decode()
    assert "0 of 3 letters have been sent." in shown
    assert "Nobody to send it to" in shown and "Invite one" in shown


def test_the_page_of_letters_asks_the_same_however_many_practices(
    area, published, lead, client, django_assert_max_num_queries
):
    client.force_login(lead)
    page = reverse("release-letters", args=["Z01", published.pk])
    client.get(page)
    with django_assert_max_num_queries(16):
        client.get(page)
