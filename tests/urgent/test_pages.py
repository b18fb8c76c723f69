"""What the named people and the clinical lead see, and what nobody else does."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import UrgentLimit, UrgentStep
from indicators.selectors.definitions import data_of
from indicators.services.definitions import define
from indicators.services.urgent_limits import name_person, unname_person
from indicators.services.urgent_telling import tell_of_signals
from indicators.urgent_limits import Limit, Side
from scorecard.accounts.roles import COMMISSIONER_ROLES, Role
from scorecard.audit.models import AuditEvent
from tests.areas import NOW, Area
from tests.urgent.conftest import BELOW_40, later

REASON = "Patients wait too long."
GIVEN = {"side": "below", "value": "40", "reason": REASON}


@pytest.fixture
def arrived(watched):
    """25 of 100 where the limit is below 40%; the commissioning lead is named and told."""
    watched.limit(replace(BELOW_40, least=30))
    watched.record(1, numerator=25, denominator=100)
    tell_of_signals(at=NOW)
    return watched


@pytest.fixture
def read(client):
    def get(user, name, *args, code="Z01", query=""):
        client.force_login(user)
        return client.get(reverse(name, args=[code, *args]) + query)

    return get


def page_of(response):
    return response.content.decode()


def test_who_is_named_reads_the_list_and_the_signal(arrived, read):
    (signal,) = arrived.signals
    listed = page_of(read(arrived.named, "urgent"))
    assert "Practice 1 (Z01001)" in listed
    page = page_of(read(arrived.named, "urgent-signal", signal.pk))
    for said in (
        "25 of 100 (25.0%)",
        "17.5% to 34.3%",
        "Below 40%, from a denominator of 30",
        REASON,
        "Told on 15 July 2026, 11:00",
        reverse("figure", args=["Z01", signal.figure_id]),
    ):
        assert said in page


@pytest.mark.parametrize("role", [one for one in COMMISSIONER_ROLES if one != Role.CLINICAL_LEAD])
def test_nobody_else_in_the_commissioner_finds_anything(arrived, read, role):
    known = role == Role.COMMISSIONING_LEAD
    user = arrived.area.user(Role.ANALYST) if known else arrived.area.user(role)
    answers = {
        read(user, "urgent").status_code,
        read(user, "urgent-signal", arrived.signals[0].pk).status_code,
    }
    # Those who may see results learn that there is nothing; the others that they may not.
    assert answers == ({404} if known or role == Role.ANALYST else {403})
    assert read(user, "urgent-limits").status_code == 403


def test_practices_networks_and_neighbours_find_nothing(arrived, read):
    area = arrived.area
    neighbour = Area("Z02")
    others = [
        area.user(Role.PRACTICE_MANAGER, area.practices[0]),
        area.user(Role.NETWORK_LEAD, area.network),
        neighbour.user(Role.CLINICAL_LEAD),
    ]
    for user in others:
        for name, *args in (("urgent",), ("urgent-signal", arrived.signals[0].pk)):
            assert read(user, name, *args).status_code == 404
    lead = others[-1]
    pk = arrived.signals[0].pk
    assert read(lead, "urgent-signal", pk, code="Z02").status_code == 404
    limit = UrgentLimit.objects.get()
    assert read(lead, "urgent-limit", limit.pk, code="Z02").status_code == 404


def test_who_is_named_for_one_limit_does_not_read_of_another(arrived, read):
    analyst = arrived.area.user(Role.ANALYST)
    arrived.limit(Limit(Side.ABOVE, 95), people=[analyst])
    arrived.record(2, numerator=99, denominator=100)
    assert "Practice 1" not in page_of(read(analyst, "urgent"))
    assert "Practice 2" in page_of(read(analyst, "urgent"))
    assert read(analyst, "urgent-signal", arrived.signals[0].pk).status_code == 404
    assert "Practice 2" in page_of(read(arrived.lead, "urgent"))


def test_who_is_named_no_more_reads_no_more(arrived, read):
    limit = arrived.signals[0].limit
    name_person(limit=limit, person=arrived.lead, by=arrived.lead, at=NOW)
    reader = limit.readers.get(person=arrived.named)
    unname_person(reader=reader, by=arrived.lead, at=NOW)
    assert read(arrived.named, "urgent").status_code == 404
    assert read(arrived.named, "urgent-signal", arrived.signals[0].pk).status_code == 404


def test_no_other_page_nor_file_says_anything_of_it(arrived, read):
    area = arrived.area
    area.band()
    audit = page_of(read(arrived.named, "audit"))
    assert "urgent" not in audit.lower()
    figure = arrived.signals[0].figure_id
    for name, *args in (
        ("area",),
        ("grid",),
        ("grid-csv",),
        ("grid-xlsx",),
        ("area-practice", "Z01001"),
        ("area-result", "Z01001", "ACC01"),
        ("indicator", "ACC01"),
        ("figure", figure),
    ):
        answer = read(arrived.named, name, *args)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200
        assert b"urgent" not in body.lower()
    manager = area.user(Role.PRACTICE_MANAGER, area.practices[0])
    for name, *args in (("practice",), ("practice-figure", figure), ("practice-results",)):
        assert "urgent" not in page_of(read(manager, name, *args, code="Z01001")).lower()


def test_acknowledged_and_closed_by_name_in_words(arrived, read, client):
    address = reverse("urgent-signal", args=["Z01", arrived.signals[0].pk])
    client.force_login(arrived.named)
    client.post(address, {"kind": "acknowledged", "words": "I ring them."})
    client.force_login(arrived.lead)
    client.post(address, {"kind": "closed", "words": "Acted on: a visit is agreed."})
    page = page_of(client.get(address))
    assert "I ring them." in page
    assert "Acted on: a visit is agreed." in page
    assert "Record it" not in page
    refused = client.post(address, {"kind": "closed", "words": "Again"})
    assert "has been closed already" in page_of(refused)
    assert [step.by for step in UrgentStep.objects.all()] == [arrived.named, arrived.lead]
    events = AuditEvent.objects.filter(subject_type="indicators.UrgentSignal")
    assert {event.organisation for event in events} == {"Z01/urgent"}
    assert not any(event.details for event in events)


def test_a_step_needs_words_and_names_no_patient(arrived, client):
    address = reverse("urgent-signal", args=["Z01", arrived.signals[0].pk])
    client.force_login(arrived.lead)
    assert "Enter note" in page_of(client.post(address, {"kind": "closed", "words": " "}))
    named = client.post(address, {"kind": "closed", "words": "See 943 476 5919"})
    assert "NHS number" in page_of(named)
    assert not UrgentStep.objects.exists()


def test_open_signals_stand_first(arrived, client, read):
    arrived.record(2, numerator=5, denominator=100)
    client.force_login(arrived.lead)
    closed = arrived.signals[1]
    address = reverse("urgent-signal", args=["Z01", closed.pk])
    client.post(address, {"kind": "closed", "words": "Done."})
    page = page_of(read(arrived.lead, "urgent"))
    assert page.index("Practice 1 (") < page.index("Practice 2 (")


def test_a_replaced_figure_says_so_on_its_signal(arrived, read):
    arrived.record(1, numerator=80, denominator=100)
    page = page_of(read(arrived.lead, "urgent-signal", arrived.signals[0].pk))
    assert "This figure was replaced on 15 July 2026, 11:00; 80 of 100 (80.0%) counts now" in page


def test_a_message_that_failed_is_said(watched, read, settings):
    watched.limit()
    watched.record(1, numerator=25, denominator=100)
    settings.EMAIL_BACKEND = "tests.urgent.test_telling.Broken"
    tell_of_signals(at=NOW)
    page = page_of(read(watched.lead, "urgent-signal", watched.signals[0].pk))
    assert "Not reached yet: the message of 15 July 2026, 11:00 failed" in page


def test_a_limit_is_shown_with_what_it_would_do_before_it_is_set(watched, client):
    for number, seen in ((1, 25), (2, 30), (3, 90)):
        watched.record(number, numerator=seen, denominator=100)
    client.force_login(watched.lead)
    address = reverse("urgent-limit-new", args=["Z01"]) + "?indicator=ACC01"
    given = GIVEN | {"people": [watched.named.pk]}
    shown = client.post(address, given)
    assert "<strong>2 lie beyond it</strong>" in page_of(shown)
    assert not UrgentLimit.objects.exists()
    seen = given | {"previewed": shown.context["preview"].token}
    assert "Choose whether those figures are signalled now" in page_of(client.post(address, seen))
    # Another number than the one that was shown is shown first.
    other = client.post(address, seen | {"value": "28", "held": "now"})
    assert "<strong>1 lies beyond it</strong>" in page_of(other)
    assert not UrgentLimit.objects.exists()
    client.post(address, seen | {"held": "now"})
    assert sorted(watched.values) == [25, 30]


def test_from_now_on_leaves_what_is_held(watched, client):
    watched.record(1, numerator=25, denominator=100)
    client.force_login(watched.lead)
    address = reverse("urgent-limit-new", args=["Z01"]) + "?indicator=ACC01"
    given = GIVEN | {"people": [watched.named.pk], "held": "later"}
    token = client.post(address, given).context["preview"].token
    client.post(address, given | {"previewed": token})
    assert UrgentLimit.objects.exists()
    assert watched.values == []


def test_chance_is_asked_for_where_it_can_be_judged_and_starts_as_yes(watched, read):
    with_interval = read(watched.lead, "urgent-limit-new", query="?indicator=ACC01")
    assert with_interval.context["form"]["by_chance"].value() is True
    without = page_of(read(watched.lead, "urgent-limit-new", query="?indicator=VFM01"))
    assert "How this indicator varies by chance is not known" in without
    assert read(watched.lead, "urgent-limit-new", query="?indicator=FAC01").status_code == 404


def test_a_limit_of_another_definition_says_that_it_stands_still(watched, read):
    limit = watched.limit()
    definition = watched.area.definition("ACC01")
    data = replace(data_of(definition), multiplier=1000.0, unit="per 1,000")
    define(commissioner=watched.area.commissioner, code="ACC01", data=data, by=None, at=later())
    page = page_of(read(watched.lead, "urgent-limit", limit.pk))
    assert "It stands still" in page
    assert f"?indicator=ACC01&amp;limit={limit.pk}" in page
    assert "Stands still" in page_of(read(watched.lead, "urgent-limits"))
    again = read(watched.lead, "urgent-limit-new", query=f"?indicator=ACC01&limit={limit.pk}")
    assert again.context["form"]["reason"].value() == REASON


def test_people_are_named_and_ended_on_the_page_of_the_limit(arrived, client):
    limit, analyst = arrived.signals[0].limit, arrived.area.user(Role.ANALYST)
    client.force_login(arrived.lead)
    client.post(reverse("urgent-reader-name", args=["Z01", limit.pk]), {"person": analyst.pk})
    assert limit.readers.filter(person=analyst, ended_at=None).exists()
    reader = limit.readers.get(person=arrived.named)
    client.post(reverse("urgent-reader-end", args=["Z01", limit.pk, reader.pk]))
    reader.refresh_from_db()
    assert reader.ended_by == arrived.lead
    client.post(reverse("urgent-limit-end", args=["Z01", limit.pk]))
    limit.refresh_from_db()
    assert limit.ended_by == arrived.lead
    assert "ended:" in page_of(client.get(reverse("urgent-limits", args=["Z01"])))


def test_any_number_of_signals_takes_as_many_queries(arrived, client, django_assert_num_queries):
    client.force_login(arrived.named)
    address = reverse("urgent", args=["Z01"])
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in (2, 3):
        arrived.record(number, numerator=5, denominator=100)
    with django_assert_num_queries(len(one)):
        client.get(address)
