"""Managers hear of a window: when it opens, a week and a day before its end; each once."""

import datetime as dt

import pytest
from django.core import mail

from indicators.models import WindowNotice
from indicators.services.window_notices import tell_of_windows
from scorecard.accounts.roles import Role
from tests.verification.conftest import DEADLINE, on


@pytest.fixture
def manager(area):
    area.person(Role.PRACTICE_MANAGER, area.neighbour)  # holds no figures
    return area.person(Role.PRACTICE_MANAGER)


def test_each_is_told_once_with_what_silence_means(area, manager, settings):
    settings.SITE_ADDRESS = "https://scorecard.example"
    area.window("accepted")
    days = [day for day in range(6, 23) if tell_of_windows(at=on(day))]
    assert days == [8, 13, 19]
    assert {message.to[0] for message in mail.outbox} == {manager.email}
    body = mail.outbox[0].body
    assert "Last day: 20 July 2026." in body and "counts as accepted by the practice" in body
    assert "https://scorecard.example/practice/X00001/figures/2026-27-Q1/" in body
    assert WindowNotice.objects.count() == 3


def test_who_has_verified_hears_no_more(area, manager):
    area.window()
    assert tell_of_windows(at=on(8)) == 1
    area.verify()
    assert tell_of_windows(at=on(13)) == 0


def test_a_later_last_day_is_told_again(area, manager):
    area.window()
    tell_of_windows(at=on(13))
    later = DEADLINE + dt.timedelta(days=7)
    area.window(deadline=later, at=on(14))
    assert tell_of_windows(at=on(20)) == 1


def test_a_message_that_did_not_get_away_is_tried_again(area, manager, monkeypatch):
    def broken(*_):
        raise OSError("no route to the mail server")

    area.window()
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", broken)
        assert tell_of_windows(at=on(8)) == 0
    assert not WindowNotice.objects.exists()
    assert tell_of_windows(at=on(9)) == 1
