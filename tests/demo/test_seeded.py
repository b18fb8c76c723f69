"""What the services wrote of a small demo. It is seeded once, inside a transaction."""

import pytest
from django.utils import timezone

from indicators.models import (
    ComplianceCheck,
    ComplianceFinding,
    DataReturn,
    Extension,
    Figure,
    Period,
    Query,
    ReceivedFile,
    Result,
    SourceAgreement,
    Verification,
    VerificationWindow,
)
from indicators.selectors.returns import collection_of, expected_practices
from indicators.selectors.standings import standings
from indicators.services.returns import is_late
from practices.models import Commissioner, ListSize, Practice
from practices.scoping import permissions_in
from practices.selectors import practices_of
from scorecard.accounts.models import User
from scorecard.audit.models import AuditEvent
from scorecard.cards.models import CardRun
from scorecard.cards.presenters.result import Reader, find_result, result_context
from scorecard.cards.selectors.agreement import (
    comments_of,
    consultations_of,
    valid_signatures,
)
from scorecard.cards.selectors.changes import changes_from, unexplained
from scorecard.cards.selectors.versions import live_version
from scorecard.dashboards.selectors.case_studies import shown_studies, strong_on, studies_of
from scorecard.demo import second
from scorecard.demo.answers import PERIOD as ANSWERED
from scorecard.demo.quarters import MADE_ON
from scorecard.publication.levels import Audience
from scorecard.publication.models import Edition, EditionStep
from scorecard.publication.selectors.editions import editions_of
from scorecard.publication.selectors.reading import readings
from scorecard.publication.selectors.told import Told

pytestmark = pytest.mark.django_db


def test_what_was_written_is_what_was_generated(seeded):
    for area in seeded.areas:
        commissioner = Commissioner.objects.get(code=area.commissioner.code)
        current = Figure.objects.current().filter(indicator__commissioner=commissioner)
        answers = sum(len(sent.answers) for sent in area.answers)
        assert current.count() == len(area.figures) + answers
        beside = Figure.objects.filter(indicator__commissioner=commissioner, source=second.SOURCE)
        assert beside.count() == len(area.beside)
        sizes = ListSize.objects.filter(practice__commissionerlink__commissioner=commissioner)
        assert sizes.count() == 2 * len(area.lists)
        periods = Period.objects.filter(commissioner=commissioner).exclude(code=ANSWERED)
        assert periods.count() == 3


def test_every_returned_figure_names_the_file_and_the_row_it_came_from(seeded):
    returned = Figure.objects.filter(
        indicator__definitions__supplied_by="practice", replaced_at__isnull=True
    )
    assert returned
    assert not returned.filter(file=None)
    assert not returned.filter(row=None)
    assert {file.state for file in ReceivedFile.objects.all()} == {"kept"}
    assert not [file for file in ReceivedFile.objects.all() if file.report.get("problems")]


def test_some_returns_were_late_and_the_newest_is_still_due_from_the_first_practice(seeded):
    sent = sum(len(area.returns) + len(area.answers) for area in seeded.areas)
    assert DataReturn.objects.count() == sent
    collection = collection_of(Commissioner.objects.get(code="XD1"), "2026-27-Q2")
    (standing,) = standings(
        [collection], [Practice.objects.get(code="X90001")], collection.opens_on
    )
    assert standing.state == "not started"
    assert standing.due == 8


def test_queries_are_open_declined_and_upheld_with_a_correction(seeded):
    westmere = Query.objects.filter(figure__indicator__commissioner__code="XD1")
    decided = westmere.filter(decision__isnull=False)
    assert westmere.filter(decision__isnull=True)
    assert {query.decision.upheld for query in decided} == {True, False}
    upheld = decided.get(decision__upheld=True)
    assert not upheld.figure.counts
    assert upheld.decision.correction.numerator < upheld.figure.numerator


def test_results_of_a_queried_figure_say_so(seeded):
    newest = CardRun.objects.filter(run__commissioner__code="XD1").first()
    assert newest.run.period.code == "2026-27-Q1"
    assert Result.objects.of_run(newest.run).filter(queried=True)


def test_each_area_has_a_published_release_and_one_in_preview(seeded):
    for commissioner in Commissioner.objects.all():
        releases = editions_of(commissioner)
        states = {release.release.period.code: release.state for release in releases}
        assert states == {"2025-26-Q4": "published", "2026-27-Q1": "in preview"}
        shown = EditionStep.objects.filter(step="in preview")
        assert all(timezone.localdate(one.until) <= MADE_ON for one in shown)


def test_practices_were_told_of_every_preview_before_they_looked(seeded):
    for edition in Edition.objects.all():
        for one in readings(edition):
            assert one.notice and (one.look is None or one.notice.sent_at <= one.look.at), one


def test_the_public_is_told_of_most_indicators_by_name(seeded):
    edition = editions_of(Commissioner.objects.get(code="XD1")).get(state="published")
    public = Told(edition, Audience.PUBLIC)
    assert {"VFM04", "VFM05"}.isdisjoint(one.code for one in public.named)
    assert public.indicator("VFM05") and not public.indicator("VFM04")


def test_a_release_speaks_of_every_open_practice(seeded):
    edition = editions_of(Commissioner.objects.get(code="XD1")).get(state="in preview")
    assert Told(edition, Audience.PUBLIC).practices.count() == 7


def test_times_on_the_page_of_a_result_are_those_of_the_area(seeded):
    westmere = Commissioner.objects.get(code="XD1")
    newest = CardRun.objects.filter(run__commissioner=westmere).first()
    practice = Practice.objects.get(code="X90002")
    result = find_result(newest, practice, "CAP02")
    told = result_context(newest, result, MADE_ON, Reader("XD1"))["told"]
    # Written down at two in the afternoon, which in August is one o'clock in Greenwich.
    received = next(one for one in told.links if one.name == "received")
    assert received.words == "12 August 2026, 14:00"


def test_closed_and_merged_practices_end_on_their_day(seeded):
    merged = Practice.objects.get(successor__isnull=False)
    closed = Practice.objects.get(closed_on__isnull=False, successor=None)
    westmere = Commissioner.objects.get(code="XD1")
    for practice in (merged, closed):
        assert practice not in practices_of(westmere, practice.closed_on)
    assert practices_of(westmere, merged.closed_on).count() == 6


def test_every_quarter_but_the_newest_is_banded_for_both_areas(seeded):
    for commissioner in Commissioner.objects.all():
        assert live_version(commissioner) is not None
        banded = CardRun.objects.filter(run__commissioner=commissioner)
        assert {card_run.run.period.code for card_run in banded} == {"2025-26-Q4", "2026-27-Q1"}


def test_the_two_areas_do_not_see_each_other(seeded):
    analyst = User.objects.get(email="analyst@xd1.example")
    day = AuditEvent.objects.latest("at").at.date()
    assert permissions_in(analyst, Commissioner.objects.get(code="XD1"), day)
    assert not permissions_in(analyst, Commissioner.objects.get(code="XD2"), day)


def test_the_scorecards_were_agreed_and_the_neighbours_next_one_is_consulted_on(seeded):
    westmere, ostwold = (Commissioner.objects.get(code=code) for code in ("XD1", "XD2"))
    for area in (westmere, ostwold):
        live = live_version(area)
        statuses = [row.status for row in live.statuses.all()]
        assert statuses == ["consultation", "agreed", "live"]
        assert set(valid_signatures(live)) == {"lmc", "commissioner"}
        comments = comments_of(live)
        assert comments and all(hasattr(comment, "answer") for comment in comments)
    assert consultations_of(westmere) == []
    (consultation,) = consultations_of(ostwold)
    assert consultation.deadline > MADE_ON
    changes = changes_from(live_version(ostwold), consultation.version)
    kinds = {change.subject.split()[0]: str(change.kind) for change in changes}
    assert kinds == {
        "ACC01": "Altered",
        "ACC02": "Altered",
        "ACC04": "Retired, still collected",
    }
    assert unexplained(consultation.version) == 1
    assert AuditEvent.objects.latest("at").at.date() <= MADE_ON


def states_in(code: str) -> dict[str, str]:
    collection = collection_of(Commissioner.objects.get(code="XD1"), code)
    found = standings([collection], list(expected_practices(collection)), MADE_ON)
    return {standing.practice.code: str(standing.state) for standing in found}


def test_the_open_quarter_shows_returns_in_every_state(seeded):
    states = states_in("2026-27-Q2")
    assert states["X90001"] == "not started"
    assert states["X90004"] == "draft"
    assert set(states.values()) >= {"not started", "draft", "queried", "accepted"}
    extended = Extension.objects.get(collection__period__code="2026-27-Q2")
    assert extended.practice.code == "X90004"


def test_what_is_settled_is_accepted_and_locked(seeded):
    assert set(states_in("2025-26-Q4").values()) <= {"accepted", "not sent"}
    assert set(states_in("2026-27-Q1").values()) <= {"accepted", "overdue"}


def test_the_questionnaire_is_attested_and_the_first_practice_has_more_time(seeded):
    states = states_in(ANSWERED)
    assert states["X90001"] == "not started"
    assert states["X90003"] == "overdue"
    sent = DataReturn.objects.filter(collection__period__code=ANSWERED)
    assert all(one.attested_name and one.attested_role for one in sent)
    assert {is_late(one) for one in sent} == {True, False}


def test_some_practices_have_verified_and_one_doubts_a_figure(seeded):
    newest = Period.objects.get(commissioner__code="XD1", code="2026-27-Q1")
    window = VerificationWindow.objects.get(period=newest)
    assert window.opens_on <= MADE_ON <= window.deadline
    verified = Verification.objects.filter(period=window.period)
    assert verified.count() == 2
    (doubt,) = Query.objects.filter(verification__in=verified)
    assert doubt.decide_by == window.decide_by
    assert doubt.figure_id not in doubt.verification.figures


def test_answers_were_drawn_at_random_and_one_was_not_so(seeded):
    check = ComplianceCheck.objects.get()
    findings = ComplianceFinding.objects.filter(sample__check_made=check)
    assert (check.samples.count(), findings.count()) == (10, 6)
    (wrong,) = findings.filter(agrees=False)
    assert Query.objects.filter(figure=wrong.sample.figure).count() == 1


def test_where_two_sources_differ_it_was_agreed_which_counts_in_one_practice(seeded):
    agreement = SourceAgreement.objects.get()
    places = Figure.objects.filter(source=agreement.source, indicator=agreement.indicator)
    assert set(places.filter(counts=True).values_list("practice__code", flat=True)) == {"X90002"}


def test_one_practice_tells_how_it_does_well_and_another_waits_to_be_heard(seeded):
    area = Commissioner.objects.get(code="XD1")
    assert studies_of(area).count() == 2
    (shown,) = shown_studies(area, MADE_ON)
    run = CardRun.objects.filter(version=live_version(area)).order_by("-pk")[0].run
    assert shown.practice == Practice.objects.get(code="X90001")
    assert strong_on(run, [shown]) == {shown.pk}
