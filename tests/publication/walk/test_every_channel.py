"""Nobody can tell from any channel, or from all of them together, what a hidden count is.

The same area is published twice, once with every hidden count at 1 and once at the threshold. What
cannot be told apart tells nothing: not by totals, rates, bands, ranks, intervals, scores, the sort
order or the shape of a chart, nor by what the edition before said. Any count between would have to
differ from one of the two.
"""

import pytest
from django.db import transaction

from tests.architecture.access_table import TABLE
from tests.architecture.addresses import every_address
from tests.publication.walk.channels import CHANNELS, ELSEWHERE
from tests.publication.walk.crawl import E_MAIL, around_the_policy, crawl, put_back, sequences
from tests.publication.walk.world import FEWEST, MOST, World

pytestmark = pytest.mark.django_db
AS_DATA = ("as data, public", "as data, board", "as data, practices", E_MAIL)
SOON = 12  # so few answers are enough to find out a channel that reads around the policy
SHOWN = [name for name in CHANNELS if name in TABLE] + list(AS_DATA)


@pytest.fixture(scope="module")
def walks(django_db_setup, django_db_blocker):
    """By hidden count what was said, and what would be said around the policy."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World.made()
        before, found = sequences(), {}
        for hidden in (FEWEST, MOST):
            mark = transaction.savepoint()
            naked = world.publish(hidden)
            said = crawl(world, list(naked))
            with around_the_policy(naked):
                found[hidden] = said, crawl(world, list(naked), first=SOON)
            transaction.savepoint_rollback(mark)
            put_back(before)
        yield found
        transaction.set_rollback(True)


def apart(one, other):
    """What was asked where two answers differ."""
    return [asked for asked in one.keys() | other.keys() if one.get(asked) != other.get(asked)]


@pytest.mark.parametrize("channel", SHOWN)
def test_a_hidden_count_changes_nothing_that_is_said(walks, channel):
    few, many = (walks[hidden][0][channel] for hidden in (FEWEST, MOST))
    assert apart(few, many) == []
    assert few, "Nothing was asked of it."


@pytest.mark.parametrize("channel", SHOWN)
def test_a_channel_that_reads_around_the_policy_is_found_out(walks, channel):
    few, many = (walks[hidden][1][channel] for hidden in (FEWEST, MOST))
    shows_figures = CHANNELS[channel].figures if channel in CHANNELS else True
    assert bool(apart(few, many)) == shows_figures


def test_every_channel_is_walked():
    """A new public address is a channel, or says here that it is none."""
    open_to_all = {
        one.name
        for one in every_address()
        if getattr(getattr(one.view, "access", None), "scope", "") == "public"
    }
    missing = open_to_all | {name for name, line in TABLE.items() if line.access.scope == "public"}
    assert missing - CHANNELS.keys() - ELSEWHERE == set()


def test_a_letter_as_pdf_is_read_as_words(walks):
    """Not as compressed bytes, in which nothing could be compared."""
    pages = walks[FEWEST][0]["release-letter-pdf"].values()
    assert pages and all("If something is wrong" in page for page in pages)


def test_what_is_read_is_there(walks):
    """Pages of figures answer, so that two of them are not alike because both are missing."""
    for channel, said in walks[FEWEST][0].items():
        if channel in CHANNELS and CHANNELS[channel].figures:
            assert any(answer.startswith("200") for answer in said.values()), channel


SAYING = (
    *("public-practice", "public-indicator", "public-edition-practice", "public-edition-indicator"),
    *("public-practice-easy", "public-practice-large", "open-figures", "open-practices"),
    *("api-practices", "api-practice-figures", "api-indicator-figures", "api-figure"),
    *("release-practice", "release-indicator"),
    "board-release-practice",
)


@pytest.mark.parametrize("channel", SAYING)
def test_what_practices_say_is_told_but_not_beside_a_hidden_figure(walks, channel):
    said = " ".join(walks[FEWEST][0][channel].values())
    assert "Beside the whole." in said or "Beside a figure." in said
    assert "We saw" not in " ".join(" ".join(each.values()) for each in walks[MOST][0].values())
