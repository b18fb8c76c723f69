"""A practice puts its side beside a figure; the commissioner moderates; every channel agrees."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from scorecard.accounts.roles import Role
from scorecard.publication.levels import FIRST_YEAR, OPEN, Audience, Detail, Levels
from scorecard.publication.presenters.comments import own_lines, to_moderate
from scorecard.publication.selectors.comments import newest, undecided
from scorecard.publication.selectors.stamps import stamp
from scorecard.publication.selectors.told import Told
from scorecard.publication.services import editions
from scorecard.publication.services.comments import (
    accept_comment,
    decline_comment,
    put_side,
    take_off,
)
from tests.areas import NOW
from tests.editions import DAY, draft, indicator_page, practice_page, show

SAID = "Two of our doctors were on leave."


@pytest.fixture
def manager(area):
    return area.user(Role.PRACTICE_MANAGER, area.practices[0])


@pytest.fixture
def edition(area, analyst):
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.record(2, "ACC01", numerator=3, denominator=100)
    return show(draft(area.band(), analyst), analyst)


@pytest.fixture
def say(request, area, manager):
    def said(text=SAID, number=1, about="ACC01", edition=None, at=NOW):
        practice = area.practices[number - 1]
        edition = edition or request.getfixturevalue("edition")
        told = Told(edition, Audience.OWN, practice)
        indicator = told.indicator(about) if about else None
        given = {"edition": edition, "by": manager, "at": at}
        return put_side(practice=practice, text=text, indicator=indicator, **given)

    return said


def beside(edition, code, audience=Audience.PUBLIC):
    """What an audience reads beside a practice's first figure, on its page and the indicator's."""
    page = practice_page(edition, code, audience)
    lines = indicator_page(edition, "ACC01", audience)["lines"]
    on_indicator = {one["practice"]["code"]: one["says"] for one in lines}
    on_page = page["domains"][0]["lines"][0]["says"]
    assert on_page == on_indicator[code], "one page says what the other does"
    return on_page


def test_what_is_accepted_stands_beside_the_figure(edition, area, say, analyst):
    comment = say()
    code = area.practices[0].code
    assert beside(edition, code) == "", "not before it is accepted"
    accept_comment(comment=comment, by=analyst, at=NOW)
    assert beside(edition, code) == SAID


def test_a_side_of_the_whole_stands_on_the_practices_page(edition, area, say, analyst):
    accept_comment(comment=say(about=None), by=analyst, at=NOW)
    one, two = (practice_page(edition, each.code)["says"] for each in area.practices[:2])
    assert (one, two) == ([SAID], [])


def test_what_is_declined_is_shown_to_nobody_and_the_practice_reads_why(
    edition, area, say, analyst
):
    comment = say()
    with pytest.raises(ValidationError, match="Say why"):
        decline_comment(comment=comment, reason=" ", by=analyst, at=NOW)
    decline_comment(comment=comment, reason="It names a colleague.", by=analyst, at=NOW)
    assert beside(edition, area.practices[0].code) == ""
    told = Told(edition, Audience.OWN, area.practices[0])
    line = own_lines(told, told.practices.get())[1]
    assert (line.comment.state, line.comment.reason) == ("Declined", "It names a colleague.")


def test_a_new_text_replaces_the_old_one_and_is_decided_anew(edition, area, say, analyst):
    first = say()
    accept_comment(comment=first, by=analyst, at=NOW)
    second = say("It was the summer.")
    assert beside(edition, area.practices[0].code) == ""
    with pytest.raises(ValidationError, match="has changed its comment meanwhile"):
        accept_comment(comment=first, by=analyst, at=NOW)
    accept_comment(comment=second, by=analyst, at=NOW)
    assert beside(edition, area.practices[0].code) == "It was the summer."
    say("")
    assert beside(edition, area.practices[0].code) == ""
    assert not newest(edition)


def test_nothing_is_proposed_while_a_practice_waits_for_an_answer(edition, say, analyst):
    comment = say()
    say("And the whole.", about=None)
    with pytest.raises(ValidationError, match="2 comments of practices are not decided yet"):
        editions.propose(edition=edition, by=analyst, at=NOW)
    accept_comment(comment=comment, by=analyst, at=NOW)
    with pytest.raises(ValidationError, match="1 comment of practices is not decided yet"):
        editions.propose(edition=edition, by=analyst, at=NOW)
    decline_comment(comment=undecided(edition).get(), reason="No.", by=analyst, at=NOW)
    editions.propose(edition=edition, by=analyst, at=NOW)


def test_nobody_replies_or_decides_after_its_time(edition, say, analyst):
    comment = say()
    with pytest.raises(ValidationError, match="The time to reply is over"):
        say(at=NOW + DAY)
    accept_comment(comment=comment, by=analyst, at=NOW + DAY)
    editions.propose(edition=edition, by=analyst, at=NOW + DAY)
    with pytest.raises(ValidationError, match="The time to reply is over"):
        say()
    with pytest.raises(ValidationError, match="what is said beside it is fixed"):
        accept_comment(comment=comment, by=analyst, at=NOW)


def test_beside_a_withheld_figure_nothing_is_said_and_the_moderator_knows(
    edition, area, say, analyst
):
    comment = say("We saw only 3 patients.", number=2)
    accept_comment(comment=comment, by=analyst, at=NOW)
    for audience in Audience:
        told = Told(edition, audience, area.practices[1] if audience == "own" else None)
        assert told.comments.all() == {}
    (line,) = to_moderate(edition, newest(edition))
    assert "nobody is shown what is said beside it" in line.not_for[0]


def test_the_moderator_is_warned_that_words_of_the_whole_may_tell_what_is_withheld(edition, say):
    say("We are small.", number=2, about=None)
    (line,) = to_moderate(edition, newest(edition))
    assert "make sure that these words do not tell it" in line.not_for[-1]


@pytest.mark.parametrize(
    ("levels", "readers"),
    [
        (OPEN, {"own", "practices", "board", "public"}),
        (FIRST_YEAR, {"own"}),
        (
            Levels(OPEN.table, {"ACC01": {Audience.PUBLIC: Detail.AGGREGATE}}),
            {"own", "practices", "board"},
        ),
    ],
)
def test_only_who_is_told_the_figure_by_name_reads_what_is_said(
    area, analyst, manager, levels, readers
):
    area.record(1, "ACC01", numerator=90, denominator=100)
    edition = show(draft(area.band(), analyst, levels=levels), analyst)
    practice = area.practices[0]
    indicator = Told(edition, Audience.OWN, practice).indicator("ACC01")
    given = {"edition": edition, "practice": practice, "by": manager, "at": NOW}
    comment = put_side(text=SAID, indicator=indicator, **given)
    accept_comment(comment=comment, by=analyst, at=NOW)
    told = {one: Told(edition, one, practice if one == "own" else None) for one in Audience}
    assert {
        str(one) for one, each in told.items() if SAID in each.comments.all().values()
    } == readers


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Our patient 943 476 5919 asked for it.", "could be an NHS number"),
        ("Mrs Miller complained.", "seems to name a person"),
        ("A 93-year-old woman was counted twice.", "the age of one patient"),
        ("The one born on 3 May was late.", "date of birth"),
        ("Somebody of 03/05/1931 was counted.", "could be a date of birth"),
    ],
)
def test_a_text_about_a_patient_is_refused_in_words_that_do_not_repeat_it(say, text, why):
    with pytest.raises(ValidationError, match=why) as refused:
        say(text)
    assert "943" not in str(refused.value) and "Miller" not in str(refused.value)


@pytest.mark.parametrize(
    "text", ["Since 1 April 2026 we open at 8.", "In 2024/25 it was 90%.", "Dr Lee retired."]
)
def test_what_a_practice_says_of_itself_is_kept(say, text):
    assert say(text).text == text


def test_a_text_is_bounded(say):
    with pytest.raises(ValidationError, match="at most 1000 characters"):
        say("x" * 1001)


@pytest.fixture
def counts_of_two(area):
    """Nothing in them is too small to tell."""
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.record(2, "ACC01", numerator=50, denominator=100)


def test_a_correction_carries_over_what_was_accepted(counts_of_two, area, say, analyst, lead):
    edition = show(draft(area.band(), analyst), analyst)
    accept_comment(comment=say(edition=edition), by=analyst, at=NOW)
    declined = say("No!", about=None, edition=edition)
    decline_comment(comment=declined, reason="No.", by=analyst, at=NOW)
    propose_and_publish(edition, analyst, lead)
    area.record(1, "ACC01", numerator=60, denominator=100)
    second = draft(area.band(), analyst, corrects=edition, reason="One count was mended.")
    code = area.practices[0].code
    assert beside(second, code) == SAID
    assert practice_page(second, code)["says"] == []
    show(second, analyst)
    accept_comment(comment=say("It is mended now.", edition=second), by=analyst, at=NOW)
    propose_and_publish(second, analyst, lead)
    assert (beside(edition, code), beside(second, code)) == (SAID, "It is mended now.")


def propose_and_publish(edition, analyst, lead):
    editions.propose(edition=edition, by=analyst, at=NOW)
    editions.approve(edition=edition, by=lead, at=NOW)
    editions.publish(edition=edition, by=lead, at=NOW)


def test_the_database_refuses_to_decline_without_a_reason(say, analyst):
    comment = say()
    with pytest.raises(IntegrityError, match="declined_with_a_reason"), transaction.atomic():
        type(comment).decision.related.related_model.objects.create(
            comment=comment, accepted=False, by=analyst, at=NOW
        )


def test_pages_of_both_sides(edition, area, say, analyst, manager, client):
    client.force_login(manager)
    own = f"/practice/{area.practices[0].code}/releases/{edition.pk}/"
    with travel():
        page = client.get(own).content.decode()
        assert f"{own}comments/ACC01/" in page and "/queries/new?figure=" in page
        refused = client.post(f"{own}comments/ACC01/", {"text": "Mrs Miller <b>came</b>"})
        assert "seems to name a person" in refused.content.decode()
        text = "See https://example.org <b>now</b>"
        assert client.post(f"{own}comments/ACC01/", {"text": text}).status_code == 302
    client.force_login(analyst)
    release = f"/area/{area.commissioner.code}/releases/{edition.pk}/"
    assert "1 not decided yet" in client.get(release).content.decode()
    page = client.get(f"{release}comments/").content.decode()
    assert "&lt;b&gt;now" in page and 'href="https://example.org' not in page
    comment = newest(edition).get()
    client.post(f"{release}comments/{comment.pk}/", {"accept": "1"})
    seen = client.get(f"{release}seen-by/public/practices/{area.practices[0].code}/")
    assert "&lt;b&gt;now" in seen.content.decode()


def travel():
    import time_machine

    return time_machine.travel(NOW, tick=False)


def test_what_was_published_is_taken_off_wherever_it_is_repeated(
    client, edition, area, say, analyst, lead
):
    accept_comment(comment=say(), by=analyst, at=NOW)
    accept_comment(comment=say("Of the whole.", about=None), by=analyst, at=NOW)
    propose_and_publish(edition, analyst, lead)
    card_run = area.band()
    again = draft(card_run, analyst, corrects=edition, reason="A count.", at=NOW + DAY)
    code = area.practices[0].code
    at = f"/results/{area.commissioner.slug}/"
    assert SAID in client.get(f"{at}practices/{code}/").content.decode()
    carried = newest(again).get(definition__isnull=False)
    with pytest.raises(ValidationError, match="Say why"):
        take_off(comment=carried, reason=" ", by=lead, at=NOW + DAY)
    before = stamp()
    take_off(comment=carried, reason="It tells who was ill.", by=lead, at=NOW + DAY)
    assert stamp() > before, "pages in memory do not hold any more"
    assert (beside(edition, code), beside(again, code)) == ("", "")
    for path in (f"practices/{code}/", "indicators/ACC01/", "2026-27-Q1/1/figures.csv"):
        answer = client.get(at + path)
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200 and SAID not in said.decode(), path
    assert practice_page(edition, code)["says"] == ["Of the whole."], "the rest stays"
    told = Told(edition, Audience.OWN, area.practices[0])
    line = own_lines(told, told.practices.get())[1]
    assert (line.comment.state, line.comment.reason) == ("Taken off", "It tells who was ill.")


def test_only_what_is_shown_can_be_taken_off_and_once(edition, say, analyst):
    comment = say()
    with pytest.raises(ValidationError, match="is not shown"):
        take_off(comment=comment, reason="No.", by=analyst, at=NOW)
    accept_comment(comment=comment, by=analyst, at=NOW)
    take_off(comment=comment, reason="No.", by=analyst, at=NOW)
    with pytest.raises(ValidationError, match="is not shown"):
        take_off(comment=comment, reason="No.", by=analyst, at=NOW)


def test_the_page_takes_off_with_a_reason(client, edition, area, say, analyst):
    accept_comment(comment=say(), by=analyst, at=NOW)
    client.force_login(analyst)
    at = f"/area/{area.commissioner.code}/releases/{edition.pk}/comments/"
    send = {"take-off": "1", "reason": "Names somebody."}
    assert "Take it off" in client.get(at).content.decode()
    said = client.post(f"{at}{newest(edition).get().pk}/", send, follow=True).content.decode()
    assert "is shown to nobody any more" in said and "Taken off" in said
    assert "Take it off" not in said
