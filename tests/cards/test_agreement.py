"""From draft to agreed, live and closed: who may do what when, and what is said when not."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.cards.lifecycle import STATES, Act, allowed, next_step, refusal
from scorecard.cards.models import SignOff
from scorecard.cards.selectors.agreement import (
    consultation_by,
    unagreed_reason,
    valid_signatures,
)
from scorecard.cards.selectors.versions import (
    live_version,
    returned_definitions,
    status_of,
    version_for,
)
from scorecard.cards.services import comments, versions
from scorecard.cards.services.agreement import agree, back_to_draft, open_consultation, sign_off
from scorecard.cards.services.live import close_version, make_live
from tests.areas import NOW

TODAY = NOW.date()
LAST_DAY = TODAY + dt.timedelta(days=28)
AFTER = NOW + dt.timedelta(days=29)


@pytest.fixture
def people(area):
    roles = (Role.ANALYST, Role.COMMISSIONING_LEAD, Role.LMC_REPRESENTATIVE)
    return {role: area.user(role) for role in roles}


@pytest.fixture
def draft(area, people):
    return versions.open_draft(commissioner=area.commissioner, by=people[Role.ANALYST], at=NOW)


@pytest.fixture
def consultation(draft, people):
    return consult(draft, people)


def consult(version, people, deadline=LAST_DAY, at=NOW):
    return open_consultation(
        version=version,
        introduction="What do you think?",
        deadline=deadline,
        by=people[Role.ANALYST],
        at=at,
    )


def signs(version, by, party, at=NOW, **more):
    return sign_off(version=version, party=party, name="A", position="Chair", by=by, at=at, **more)


def both_sign(version, people, at=AFTER):
    signs(version, people[Role.LMC_REPRESENTATIVE], "lmc", at)
    signs(version, people[Role.COMMISSIONING_LEAD], "commissioner", at)


def says(consultation, text="Too much weight.", party="lmc", at=NOW, **more):
    return comments.comment(
        consultation=consultation, party=party, name="Somebody", text=text, by=None, at=at, **more
    )


def test_a_version_goes_from_draft_to_agreed_live_and_closed(area, draft, people):
    lead = people[Role.COMMISSIONING_LEAD]
    consult(draft, people)
    assert status_of(draft) == "consultation"
    both_sign(draft, people)
    assert status_of(draft) == "agreed"
    make_live(version=draft, note="For next year.", by=lead, at=AFTER)
    assert live_version(area.commissioner) == draft
    assert unagreed_reason(draft) == ""
    assert status_of(area.version) == "closed"
    close_version(version=draft, reason="The programme ended.", by=lead, at=AFTER)
    assert status_of(draft) == "closed"
    assert live_version(area.commissioner) is None


def test_a_draft_that_nobody_wants_is_set_aside_and_can_be_copied(area, draft, people):
    analyst = people[Role.ANALYST]
    close_version(version=draft, reason="Started from the wrong file.", by=analyst, at=NOW)
    assert status_of(draft) == "closed"
    assert live_version(area.commissioner) == area.version
    with pytest.raises(ValidationError, match="closed, so you cannot put it in force"):
        make_live(version=draft, unagreed_reason="At once.", by=analyst, at=NOW)
    assert status_of(versions.copy_version(version=draft, by=analyst, at=NOW)) == "draft"


def test_each_step_is_on_the_record_with_who_and_why(draft, people, consultation):
    back_to_draft(version=draft, reason="Wrong level.", by=people[Role.ANALYST], at=NOW)
    event = AuditEvent.objects.get(action="return to draft")
    assert event.actor_email == people[Role.ANALYST].email
    assert event.details == {"reason": "Wrong level."}
    assert event.subject_id == str(draft.pk)


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("status", list(STATES))
def test_whatever_is_not_allowed_is_refused_in_a_sentence(act, status):
    said = refusal(act, status, "Version 2")
    assert bool(said) != allowed(act, status)
    if said:
        assert said.startswith(f"Version 2 is {STATES[status]}, so you cannot {act}. ")
        assert said.endswith(".") and len(said.split(". ")) == 2


@pytest.mark.parametrize("status", list(STATES))
@pytest.mark.parametrize("missing", [(), ("commissioner",), ("committee", "commissioner")])
@pytest.mark.parametrize("ended", [True, False])
def test_the_next_step_is_always_said(status, missing, ended):
    said = next_step(status, ended=ended, missing=missing)
    assert said.endswith(".")
    if status == "consultation":
        assert all(party in said for party in missing)


def test_a_draft_whose_weights_do_not_add_up_is_not_consulted_on(area, draft, people):
    item = draft.items.get(definition__indicator__code="ACC01")
    versions.set_weights(version=draft, domains={}, items={item.pk: 40}, by=None, at=NOW)
    with pytest.raises(ValidationError, match=r"add to 40\.00, not 100"):
        consult(draft, people)
    assert status_of(draft) == "draft"


def test_a_deadline_in_the_past_is_refused_and_today_is_not(draft, people):
    with pytest.raises(ValidationError, match="in the past"):
        consult(draft, people, TODAY - dt.timedelta(days=1))
    assert consult(draft, people, TODAY)


def test_a_last_day_more_than_a_year_ahead_is_refused(draft, people):
    with pytest.raises(ValidationError, match="more than a year ahead"):
        consult(draft, people, dt.date(9999, 12, 31))
    assert consult(draft, people, TODAY + dt.timedelta(days=366))


def test_no_free_text_of_an_agreement_holds_what_could_be_an_nhs_number(draft, people):
    lead = {"by": people[Role.ANALYST], "at": NOW}
    with pytest.raises(ValidationError, match="could be an NHS number"):
        open_consultation(version=draft, introduction="943 476 5919", deadline=LAST_DAY, **lead)
    consultation = consult(draft, people)
    with pytest.raises(ValidationError, match="could be an NHS number"):
        comments.comment(
            consultation=consultation, party="patients", name="943.476.5919", text="x", **lead
        )
    with pytest.raises(ValidationError, match="could be an NHS number"):
        back_to_draft(version=draft, reason="943 476 5919", **lead)
    assert not consultation.comments.exists()


def test_what_is_consulted_on_does_not_change(area, draft, people, consultation):
    with pytest.raises(ValidationError, match="is in consultation; return it to draft first"):
        versions.set_weights(version=draft, domains={}, items={}, by=None, at=NOW)
    back_to_draft(version=draft, reason="Weights.", by=people[Role.ANALYST], at=NOW)
    versions.set_weights(version=draft, domains={}, items={}, by=None, at=NOW)


def test_an_agreed_version_is_frozen_too_and_goes_back_only_with_a_reason(
    draft, people, consultation
):
    both_sign(draft, people)
    with pytest.raises(ValidationError, match="is agreed; return it to draft first"):
        versions.change_draft(draft)
    with pytest.raises(ValidationError, match="Say why"):
        back_to_draft(version=draft, reason=" ", by=people[Role.ANALYST], at=NOW)


def test_one_person_does_not_sign_for_both_parties(draft, people, consultation):
    lead = people[Role.COMMISSIONING_LEAD]
    signs(draft, lead, "lmc", note="Letter of 3 July.", on_behalf=True)
    with pytest.raises(ValidationError, match="Somebody else has to sign"):
        signs(draft, lead, "commissioner")
    with pytest.raises(ValidationError, match="has signed this already"):
        signs(draft, people[Role.ANALYST], "lmc")


def test_the_database_refuses_one_person_for_both_parties(draft, people, consultation):
    first = signs(draft, people[Role.COMMISSIONING_LEAD], "lmc")
    with pytest.raises(IntegrityError, match="nobody_signs_for_both"), transaction.atomic():
        SignOff.objects.create(
            version=draft,
            party="commissioner",
            name="A",
            position="B",
            content_hash=first.content_hash,
            by=first.by,
            at=NOW,
        )


def test_a_written_agreement_says_where_it_is_found(draft, people, consultation):
    with pytest.raises(ValidationError, match="where the written agreement"):
        signs(draft, people[Role.COMMISSIONING_LEAD], "lmc", on_behalf=True)


def test_a_signature_counts_only_under_the_content_that_was_signed(draft, people, consultation):
    signs(draft, people[Role.LMC_REPRESENTATIVE], "lmc")
    back_to_draft(version=draft, reason="Weights.", by=people[Role.ANALYST], at=NOW)
    assert set(valid_signatures(draft)) == {"lmc"}
    access, value = draft.domains.all()
    wanted = {access.pk: 50, value.pk: 50}
    versions.set_weights(version=draft, domains=wanted, items={}, by=None, at=NOW)
    assert valid_signatures(draft) == {}
    consult(draft, people)
    signs(draft, people[Role.LMC_REPRESENTATIVE], "lmc")
    assert set(valid_signatures(draft)) == {"lmc"}


def test_signed_by_both_it_is_agreed_only_when_the_consultation_has_ended(
    draft, people, consultation
):
    lead = people[Role.COMMISSIONING_LEAD]
    both_sign(draft, people, at=NOW)
    assert status_of(draft) == "consultation"
    with pytest.raises(ValidationError, match="Say why the consultation ends early"):
        agree(version=draft, by=lead, at=NOW)
    agree(version=draft, by=lead, at=AFTER)
    assert status_of(draft) == "agreed"


def test_the_consultation_can_end_early_with_a_reason(draft, people, consultation):
    with pytest.raises(ValidationError, match="Still to sign: local medical committee and comm"):
        agree(version=draft, reason="All answered.", by=None, at=NOW)
    both_sign(draft, people, at=NOW)
    agree(version=draft, reason="All answered.", by=people[Role.COMMISSIONING_LEAD], at=NOW)
    assert draft.statuses.last().note == "All answered."


def test_a_version_that_was_not_agreed_goes_live_only_with_a_reason(area, draft):
    with pytest.raises(ValidationError, match="Have it agreed first"):
        make_live(version=draft, by=None, at=NOW)
    make_live(version=draft, unagreed_reason="No time.", by=None, at=NOW)
    assert unagreed_reason(draft) == "No time."
    event = AuditEvent.objects.filter(action="make live").first()
    assert event.details["agreed"] is False and event.details["reason"] == "No time."


def test_each_period_has_the_version_that_was_put_in_force_for_it(area, draft):
    before, after = area.period("2026-27-Q1"), area.period("2027-28-Q1")
    make_live(
        version=draft,
        covers_from=dt.date(2027, 4, 1),
        unagreed_reason="Next year's.",
        by=None,
        at=NOW,
    )
    assert status_of(area.version) == "live"
    assert version_for(before) == area.version
    assert version_for(after) == draft


def test_practices_are_asked_for_what_the_version_of_the_period_needs(area, draft):
    draft.items.filter(definition__indicator__code="FAC01").delete()
    april = dt.date(2027, 4, 1)
    make_live(version=draft, covers_from=april, unagreed_reason="Next year's.", by=None, at=NOW)
    asked = [
        [definition.code for definition in returned_definitions(area.commissioner, day)]
        for day in (april - dt.timedelta(days=1), april)
    ]
    assert asked == [["ACC01", "FAC01"], ["ACC01"]]


def test_a_version_is_closed_when_another_covers_all_its_periods(area, draft):
    make_live(version=draft, covers_from=dt.date(2027, 4, 1), unagreed_reason="A", by=None, at=NOW)
    third = versions.copy_version(version=draft, by=None, at=NOW)
    make_live(version=third, covers_from=dt.date(2027, 1, 1), unagreed_reason="B", by=None, at=NOW)
    assert [status_of(one) for one in (area.version, draft, third)] == ["live", "closed", "live"]
    assert draft.statuses.last().note == f"{third} covers all its periods."


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [
        (dt.date(2027, 4, 1), dt.date(2028, 3, 31), "closed"),
        (dt.date(2027, 4, 1), None, "closed"),
        (None, dt.date(2028, 3, 31), "closed"),
        (dt.date(2027, 4, 2), dt.date(2028, 3, 31), "live"),
        (dt.date(2027, 4, 1), dt.date(2028, 3, 30), "live"),
        (None, dt.date(2028, 3, 30), "live"),
    ],
)
def test_only_a_version_with_all_the_periods_of_another_closes_it(draft, first, last, status):
    year = {"covers_from": dt.date(2027, 4, 1), "covers_to": dt.date(2028, 3, 31)}
    make_live(version=draft, unagreed_reason="A", by=None, at=NOW, **year)
    third = versions.copy_version(version=draft, by=None, at=NOW)
    span = {"covers_from": first, "covers_to": last}
    make_live(version=third, unagreed_reason="B", by=None, at=NOW, **span)
    assert status_of(draft) == status


def test_a_version_for_a_closed_span_leaves_the_later_periods_to_the_one_before(area, draft):
    make_live(
        version=draft,
        covers_from=dt.date(2026, 4, 1),
        covers_to=dt.date(2026, 6, 30),
        unagreed_reason="A trial.",
        by=None,
        at=NOW,
    )
    assert version_for(area.period("2026-27-Q1")) == draft
    assert version_for(area.period("2026-27-Q2")) == area.version


def test_the_last_period_must_not_be_before_the_first(draft):
    with pytest.raises(ValidationError, match="must not be before the first"):
        make_live(
            version=draft,
            covers_from=dt.date(2027, 4, 1),
            covers_to=dt.date(2027, 3, 31),
            unagreed_reason="A",
            by=None,
            at=NOW,
        )
    assert status_of(draft) == "draft"


def test_another_version_is_not_started_while_one_is_being_worked_on(area, draft):
    with pytest.raises(ValidationError, match="Put it in force, or change it"):
        versions.start_next(version=area.version, by=None, at=NOW)


def test_a_new_version_remembers_what_it_was_copied_from(area, draft):
    assert draft.copied_from == area.version


def test_comments_are_taken_to_the_end_of_the_last_day(consultation):
    last = dt.datetime.combine(LAST_DAY, dt.time(22, 30), dt.UTC)
    says(consultation, at=last)
    with pytest.raises(ValidationError, match="Comments could be sent until 12 August 2026"):
        says(consultation, at=last + dt.timedelta(hours=1))  # half past midnight in London


def test_a_comment_is_about_an_indicator_of_the_version_and_is_answered_once(
    area, people, consultation
):
    made = says(consultation, indicator=area.definition("ACC01").indicator)
    comments.answer(comment=made, text="We changed it.", by=people[Role.ANALYST], at=NOW)
    with pytest.raises(ValidationError, match="answered already"):
        comments.answer(comment=made, text="Again.", by=people[Role.ANALYST], at=NOW)
    consultation.version.items.filter(definition__indicator__code="FAC01").delete()
    with pytest.raises(ValidationError, match="FAC01 is not on this scorecard"):
        says(consultation, indicator=area.definition("FAC01").indicator)


def test_after_the_return_to_draft_nobody_comments_and_the_link_is_dead(
    draft, people, consultation
):
    assert consultation_by(consultation.token) == consultation
    back_to_draft(version=draft, reason="Levels.", by=people[Role.ANALYST], at=NOW)
    assert consultation_by(consultation.token) is None
    with pytest.raises(ValidationError, match="Comments are taken once it is consulted on"):
        says(consultation)
    newer = consult(draft, people)
    assert consultation_by(consultation.token) is None
    with pytest.raises(ValidationError, match="A newer consultation"):
        says(consultation)
    assert says(newer)


@pytest.mark.parametrize(
    "text",
    [
        "Patient 943 476 5919 waited.",
        "9434765919",
        "943-476-5919",
        "No.9434765919.",
        "9434765919,",
        "9 4 3 4 7 6 5 9 1 9",
        "943.476.5919",
        "943\u2011476\u20115919",
        "943\u00a0476\u00a05919",
        "\uff19\uff14\uff13\uff14\uff17\uff16\uff15\uff19\uff11\uff19",
        "943\n476\n5919",
        "943\u200b4765919",
        "943 \u2013 476 \u2013 5919",
    ],
)
def test_a_comment_with_what_could_be_an_nhs_number_is_refused(consultation, text):
    with pytest.raises(ValidationError, match="could be an NHS number") as refused:
        says(consultation, text)
    assert "943" not in str(refused.value)
    assert not consultation.comments.exists()


def test_ten_digits_with_a_wrong_check_digit_and_long_texts(consultation):
    says(consultation, "Order 9434765918.")
    says(consultation, "943.4765919 on 2026-06-30 00:00:00")
    says(consultation, "19434765919 and 9434765919.5 and 1.9434765919")
    with pytest.raises(ValidationError, match="at most 3,000"):
        says(consultation, "a" * 3001)
    with pytest.raises(ValidationError):
        says(consultation, "  ")


def test_a_link_takes_a_hundred_comments_a_day(consultation, monkeypatch):
    monkeypatch.setattr(comments, "BY_LINK_A_DAY", 2)
    says(consultation, party="patients")
    says(consultation, party="patients")
    with pytest.raises(ValidationError, match="Send yours tomorrow"):
        says(consultation, party="patients")
    assert says(consultation, party="lmc")
    assert says(consultation, party="patients", at=NOW + dt.timedelta(days=1))
