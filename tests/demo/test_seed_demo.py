"""`manage.py seed_demo`, on a small demo."""

import json
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from indicators.models import DataReturn, Figure, Period, Query, ReceivedFile
from indicators.selectors.returns import collection_of, standings
from practices.models import Commissioner, ListSize, Practice
from practices.scoping import permissions_in
from practices.selectors import practices_of
from scorecard.accounts.models import User
from scorecard.audit.models import AuditEvent
from scorecard.cards.models import CardRun, Release, ReleasePage
from scorecard.cards.selectors.releases import state_of
from scorecard.cards.selectors.versions import live_version
from scorecard.demo import world
from scorecard.demo.quarters import MADE_ON

pytestmark = pytest.mark.django_db
SMALL = {"quarters": 3, "practices": 8, "neighbours": 2}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "demo"


def seed(capsys, **options: object) -> str:
    call_command("seed_demo", **{**SMALL, **options})
    return capsys.readouterr().out


def accounts(folder) -> list[dict[str, str]]:
    return json.loads((folder / "accounts.json").read_text())


def test_the_accounts_file_has_one_working_account_per_role_and_organisation(folder, capsys):
    assert "The demo is ready" in seed(capsys)
    listed = accounts(folder)
    assert {tuple(account) for account in listed} == {("role", "organisation", "email", "password")}
    places = Counter(account["organisation"] for account in listed)
    assert places["Westmere (XD1)"] == places["Ostwold (XD2)"] == 6
    assert places["Amberfold Surgery (X90001)"] == 2
    for account in listed:
        user = User.objects.get(email=account["email"])
        assert user.is_demo
        assert user.check_password(account["password"])


def test_nobody_else_may_read_the_accounts_file(folder, capsys):
    seed(capsys)
    assert (folder / "accounts.json").stat().st_mode & 0o077 == 0


def test_a_second_time_changes_nothing_and_says_so(folder, capsys):
    seed(capsys)
    before = (folder / "accounts.json").read_text(), AuditEvent.objects.count()
    assert "already" in seed(capsys)
    assert ((folder / "accounts.json").read_text(), AuditEvent.objects.count()) == before


def test_a_lost_accounts_file_is_made_again_with_new_passwords(folder, capsys):
    seed(capsys)
    first = accounts(folder)
    (folder / "accounts.json").unlink()
    assert "new passwords" in seed(capsys)
    second = accounts(folder)
    assert [a["email"] for a in second] == [a["email"] for a in first]
    assert second[0]["password"] != first[0]["password"]
    user = User.objects.get(email=second[0]["email"])
    assert user.check_password(second[0]["password"])
    assert second[0]["organisation"] == first[0]["organisation"]


def test_outside_a_demo_it_refuses_and_writes_nothing(settings, folder):
    settings.DEMO = False
    with pytest.raises(CommandError, match="SCORECARD_ENV=demo"):
        call_command("seed_demo", **SMALL)
    assert not User.objects.exists()
    assert not Commissioner.objects.exists()
    assert not folder.exists()


def test_an_impossible_size_is_refused_in_a_sentence():
    with pytest.raises(CommandError, match="3 to 13 quarters"):
        call_command("seed_demo", quarters=99)


def test_only_if_empty_leaves_a_database_with_people_alone(capsys):
    User.objects.create(email="somebody@place.example", created_at="2026-01-01T00:00Z")
    assert "not empty" in seed(capsys, only_if_empty=True)
    assert not Commissioner.objects.exists()


def test_what_was_written_is_what_was_generated(capsys):
    seed(capsys)
    plan = world.generate(quarters_count=3, practices=8, neighbours=2)
    for area in plan.areas:
        commissioner = Commissioner.objects.get(code=area.commissioner.code)
        current = Figure.objects.filter(
            indicator__commissioner=commissioner, replaced_at__isnull=True
        )
        assert current.count() == len(area.figures)
        sizes = ListSize.objects.filter(practice__commissionerlink__commissioner=commissioner)
        assert sizes.count() == 2 * len(area.lists)
        assert Period.objects.filter(commissioner=commissioner).count() == 3


def test_every_returned_figure_names_the_file_and_the_row_it_came_from(capsys):
    seed(capsys)
    returned = Figure.objects.filter(
        indicator__definitions__supplied_by="practice", replaced_at__isnull=True
    )
    assert returned
    assert not returned.filter(file=None)
    assert not returned.filter(row=None)
    assert {file.state for file in ReceivedFile.objects.all()} == {"kept"}
    assert not [file for file in ReceivedFile.objects.all() if file.report["problems"]]


def test_some_returns_were_late_and_the_newest_is_still_due_from_the_first_practice(capsys):
    seed(capsys)
    plan = world.generate(quarters_count=3, practices=8, neighbours=2)
    assert DataReturn.objects.count() == sum(len(area.returns) for area in plan.areas)
    collection = collection_of(Commissioner.objects.get(code="XD1"), "2026-27-Q2")
    (standing,) = standings(
        collection, [Practice.objects.get(code="X90001")], collection.opens_on
    )
    assert standing.state == "not started"
    assert standing.due == 8


def test_queries_are_open_declined_and_upheld_with_a_correction(capsys):
    seed(capsys)
    westmere = Query.objects.filter(figure__indicator__commissioner__code="XD1")
    decided = westmere.filter(decision__isnull=False)
    assert westmere.filter(decision__isnull=True)
    assert {query.decision.upheld for query in decided} == {True, False}
    upheld = decided.get(decision__upheld=True)
    assert upheld.figure.replaced_at is not None
    assert upheld.decision.correction.numerator < upheld.figure.numerator


def test_results_of_a_queried_figure_say_so(capsys):
    seed(capsys)
    newest = CardRun.objects.filter(run__commissioner__code="XD1").first()
    assert newest.run.period.code == "2026-27-Q1"
    assert newest.run.result_set.filter(queried=True)


def test_each_area_has_a_published_release_and_one_in_preview(capsys):
    seed(capsys)
    for commissioner in Commissioner.objects.all():
        releases = Release.objects.filter(card_run__run__commissioner=commissioner)
        states = {release.card_run.run.period.code: state_of(release) for release in releases}
        assert states == {"2025-26-Q4": "published", "2026-27-Q1": "in preview"}
        assert all(release.preview_until <= MADE_ON for release in releases)


def test_a_release_speaks_of_every_open_practice(capsys):
    seed(capsys)
    pages = ReleasePage.objects.filter(
        release__card_run__run__commissioner__code="XD1",
        release__card_run__run__period__code="2026-27-Q1",
        kind="practice",
    )
    assert pages.count() == 7


def test_closed_and_merged_practices_end_on_their_day(capsys):
    seed(capsys)
    merged = Practice.objects.get(successor__isnull=False)
    closed = Practice.objects.get(closed_on__isnull=False, successor=None)
    westmere = Commissioner.objects.get(code="XD1")
    for practice in (merged, closed):
        assert practice not in practices_of(westmere, practice.closed_on)
    assert practices_of(westmere, merged.closed_on).count() == 6


def test_every_quarter_but_the_newest_is_banded_for_both_areas(capsys):
    seed(capsys)
    for commissioner in Commissioner.objects.all():
        assert live_version(commissioner) is not None
        banded = CardRun.objects.filter(run__commissioner=commissioner)
        assert {card_run.run.period.code for card_run in banded} == {"2025-26-Q4", "2026-27-Q1"}


def test_the_two_areas_do_not_see_each_other(capsys):
    seed(capsys)
    analyst = User.objects.get(email="analyst@xd1.example")
    day = AuditEvent.objects.latest("at").at.date()
    assert permissions_in(analyst, Commissioner.objects.get(code="XD1"), day)
    assert not permissions_in(analyst, Commissioner.objects.get(code="XD2"), day)
