"""What a release is now, in words, on lists and on previews."""

import datetime as dt

import pytest

from scorecard.accounts.roles import Role
from scorecard.publication.forms.steps import end_of
from scorecard.publication.presenters import previews
from scorecard.publication.presenters.states import state_words
from tests.editions import draft, show

DAY = dt.date(2026, 7, 15)


@pytest.mark.parametrize(
    ("state", "today", "words"),
    [
        ("in preview", DAY, "In preview, reply until 15 July 2026"),
        (
            "in preview",
            DAY + dt.timedelta(1),
            "In preview, the time to reply ended on 15 July 2026",
        ),
        ("scheduled", DAY, "Scheduled for 15 July 2026, 23:59"),
        ("published", DAY, "Published"),
        ("given up", DAY, "Given up"),
    ],
)
def test_a_state_says_until_when(state, today, words):
    assert state_words(state, end_of(DAY), today) == words


@pytest.fixture
def ended(area):
    """Its time to reply is over; nobody has proposed it."""
    analyst = area.user(Role.ANALYST)
    area.record(1, "ACC01", numerator=90, denominator=100)
    return show(draft(area.band(), analyst), analyst)


def test_a_preview_whose_time_has_ended_says_so_everywhere(client, area, ended):
    code, own = area.commissioner.code, area.practices[0]
    client.force_login(area.user(Role.COMMISSIONING_LEAD))
    release = f"/area/{code}/releases/"
    for at in (release, f"{release}{ended.pk}/", f"{release}{ended.pk}/seen-by/public/"):
        said = client.get(at).content.decode()
        assert "time to reply ended on 15 July 2026" in said, at
        assert "Practices look at it" not in said and "; practices can reply until" not in said
    client.force_login(area.user(Role.PRACTICE_MANAGER, own))
    for at in ("", f"{ended.pk}/"):
        said = client.get(f"/practice/{own.code}/releases/{at}").content.decode()
        assert "time to reply ended on 15 July 2026" in said, at


def test_a_preview_of_a_long_list_comes_in_pages(client, area, ended, monkeypatch):
    monkeypatch.setattr(previews, "PRACTICES_AT_ONCE", 2)
    client.force_login(area.user(Role.COMMISSIONING_LEAD))
    at = f"/area/{area.commissioner.code}/releases/{ended.pk}/seen-by/public/"
    first, second = (client.get(f"{at}?page={page}").content.decode() for page in (1, 2))
    assert ">Practice 1<" in first and ">Practice 3<" not in first
    assert ">Practice 3<" in second and ">Practice 1<" not in second
