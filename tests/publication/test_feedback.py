"""What readers write: what is refused, how much is taken, who reads and answers it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.publication.about_people import DATE, EMAIL, NHS_NUMBER, PHONE, about_people
from scorecard.publication.models import Done, Feedback, FeedbackSender
from scorecard.publication.services import feedback as service
from scorecard.publication.services.feedback import (
    TooMuchFeedback,
    answer_feedback,
    digest_of,
    receive_feedback,
)
from tests.areas import NOW

HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    "text, words",
    [
        ("My number is 943 476 5919.", NHS_NUMBER),
        ("My number is ９４３４７６５９１９", NHS_NUMBER),
        ("She was born on 3/4/1961", DATE),
        ("born 03.04.61", DATE),
        ("born 1961-04-03", DATE),
        ("born 3rd of April 1961", DATE),
        ("born April 3, 1961", DATE),
        ("write to me@example.org", EMAIL),
        ("me@\u200bexample.org", EMAIL),
        ("call 020 7946 0018", PHONE),
        ("call +44 7700 900 123", PHONE),
        ("call (0113) 496-0000", PHONE),
    ],
)
def test_what_may_be_about_a_person_is_refused_in_words_that_repeat_none_of_it(text, words):
    assert words in about_people(text)


@pytest.mark.parametrize(
    "text",
    [
        "The chart for April to June 2026 is too small at 320 px.",
        "In 2025/26 you said 90.5% of 12,345 patients; 1.2.3 is no date.",
        "Say what “too close to call” means. A 24-hour line @ the practice would help.",
    ],
)
def test_ordinary_remarks_are_taken(text):
    assert about_people(text) == []


def send(area, text="Bigger letters, please.", *, address="192.0.2.1", at=NOW, page=""):
    given = {"commissioner": area.commissioner, "page": page, "text": text}
    return receive_feedback(**given, address=address, at=at)


def test_of_one_connection_only_so_many_are_taken_within_an_hour(area):
    for _ in range(service.MOST_OF_ONE):
        send(area)
    with pytest.raises(TooMuchFeedback, match="within an hour"):
        send(area)
    send(area, address="192.0.2.2")
    send(area, at=NOW + HOUR)


def test_of_everybody_together_only_so_many_are_taken(area, monkeypatch):
    monkeypatch.setattr(service, "MOST_OF_ALL", 2)
    for number in range(2):
        send(area, address=f"192.0.2.{number}")
    with pytest.raises(TooMuchFeedback, match="Many people"):
        send(area, address="192.0.2.9")


def test_nothing_of_the_sender_is_kept_beside_the_words_or_for_longer_than_an_hour(area):
    feedback = send(area)
    columns = [one.name for one in Feedback._meta.get_fields() if one.concrete]
    assert columns == ["id", "commissioner", "page", "text", "received_at"]
    assert "192" not in str(FeedbackSender.objects.values().get())
    assert service.forget_senders(at=NOW + HOUR) == 1
    assert not FeedbackSender.objects.exists()
    event = AuditEvent.objects.get(action="receive feedback")
    assert event.subject_id == str(feedback.pk) and "Bigger" not in str(vars(event))


def test_the_same_address_looks_different_on_another_day():
    day = dt.timedelta(days=1)
    assert digest_of("192.0.2.1", NOW) == digest_of("192.0.2.1", NOW + dt.timedelta(minutes=5))
    assert digest_of("192.0.2.1", NOW) != digest_of("192.0.2.1", NOW + day)


def test_a_refused_text_is_kept_nowhere(area):
    with pytest.raises(ValidationError):
        send(area, "My number is 943 476 5919.")
    assert not Feedback.objects.exists() and not FeedbackSender.objects.exists()


def test_an_answer_says_what_was_done_by_whom_and_why(area, client):
    analyst = area.user(Role.ANALYST)
    send(area, page="/results/x/")
    client.force_login(analyst)
    place = f"/area/{area.commissioner.code}/feedback/"
    assert "1</strong> without an answer" in client.get(place).text
    feedback = Feedback.objects.get()
    page = client.post(f"{place}{feedback.pk}/", {"done": Done.CHANGED, "reason": ""})
    assert "Enter why" in page.text and not feedback.answers.exists()
    client.post(f"{place}{feedback.pk}/", {"done": Done.CHANGED, "reason": "It was small."})
    answer = feedback.answers.get()
    assert (answer.by, answer.reason) == (analyst, "It was small.")
    page = client.get(place).text
    assert "Changed as suggested" in page and "0</strong> without an answer" in page


def test_an_answer_can_take_the_words_out(area):
    feedback = send(area, "My neighbour Jo is ill.")
    given = {"by": area.user(Role.ANALYST), "at": NOW}
    answer_feedback(feedback=feedback, done=Done.TAKEN_OUT, reason="About a person.", **given)
    assert Feedback.objects.get().text == ""


def test_messages_are_counted_by_page_and_month(area, client):
    for page in ("/results/a/", "/results/a/", "/results/b/"):
        send(area, page=page)
    send(area, at=NOW + dt.timedelta(days=40))
    client.force_login(area.user(Role.COMMISSIONING_LEAD))
    page = client.get(f"/area/{area.commissioner.code}/feedback/").text
    cells = [one.split("</td>")[0] for one in page.split('numeric">')[2:]]
    assert cells == ["1", "2", "1"]


def test_what_was_written_is_inert(area, client, django_assert_max_num_queries):
    for number in range(4):
        send(area, "<script>alert(1)</script> http://bad.example/", address=str(number))
    client.force_login(area.user(Role.ANALYST))
    with django_assert_max_num_queries(14):
        page = client.get(f"/area/{area.commissioner.code}/feedback/").text
    assert "&lt;script&gt;alert(1)" in page and 'href="http://bad' not in page
