"""A practice hears by e-mail that the commissioner asks about its return or decided its query."""

import pytest
from django.core import mail

from indicators.models import QueryDecision, ReturnDecision
from indicators.services.decisions import query_return
from indicators.services.queries import decline, raise_query, uphold
from scorecard.accounts.roles import Role
from tests.returns.area import AT, BY_NOBODY, GOOD

SECRET = "Is 8123 right?"


@pytest.fixture
def manager(area):
    return area.person(Role.PRACTICE_MANAGER)


@pytest.fixture
def by(area):
    area.person(Role.PRACTICE_READER)
    area.person(Role.PRACTICE_MANAGER, area.neighbour)
    return {"by": area.person(Role.ANALYST), "at": AT}


@pytest.fixture
def sent(area):
    return area.submitted(GOOD)


@pytest.fixture
def query(area, sent):
    return raise_query(figure=area.figure(), reason="Counted twice", **BY_NOBODY)


def only_message():
    (message,) = mail.outbox
    return message


def test_a_question_about_a_return_is_told_with_its_link_and_without_its_words(
    manager, sent, by, settings, django_capture_on_commit_callbacks
):
    settings.SITE_ADDRESS = "https://scorecard.example"
    with django_capture_on_commit_callbacks(execute=True):
        query_return(data_return=sent, question=SECRET, **by)
        assert not mail.outbox
    message = only_message()
    assert message.to == [manager.email]
    assert "a question about your return for April to June 2026" in message.body
    assert "https://scorecard.example/practice/X00001/" in message.body
    assert "8123" not in message.body + message.subject


@pytest.mark.parametrize("right", [True, False])
def test_a_decided_query_is_told_once(
    manager, query, by, right, settings, django_capture_on_commit_callbacks
):
    settings.SITE_ADDRESS = "https://scorecard.example"
    with django_capture_on_commit_callbacks(execute=True):
        if right:
            uphold(query=query, reason=SECRET, numerator=70, denominator=100, **by)
        else:
            decline(query=query, reason=SECRET, **by)
    message = only_message()
    assert message.to == [manager.email]
    assert "decided your query about a figure for April to June 2026" in message.body
    assert "https://scorecard.example/practice/X00001/" in message.body
    assert "8123" not in message.body and "70" not in message.body


def test_what_was_not_decided_is_not_told(manager, query, by, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Exception, match="Give"):
        uphold(query=query, reason="Yes", **by)
    assert not mail.outbox


def test_a_mail_server_that_does_not_answer_undoes_nothing(
    manager, sent, query, by, monkeypatch, django_capture_on_commit_callbacks
):
    def silent(*_):
        raise TimeoutError("no answer")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", silent)
    with django_capture_on_commit_callbacks(execute=True):
        query_return(data_return=sent, question=SECRET, **by)
        decline(query=query, reason="No", **by)
    assert ReturnDecision.objects.exists() and QueryDecision.objects.exists()


def test_a_practice_without_a_manager_holds_nothing_up(
    sent, by, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        query_return(data_return=sent, question=SECRET, **by)
    assert not mail.outbox
