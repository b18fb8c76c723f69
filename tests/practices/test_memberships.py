"""Who belongs where: roles that fit, once at a time, ended with a date, always an administrator."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from practices.models import Membership
from practices.scoping import permissions_in
from practices.services.memberships import add_membership, end_membership
from scorecard.accounts.roles import PERMISSIONS, Permission, Role
from scorecard.audit.models import AuditEvent
from tests.practices.conftest import BY, START, member

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def may(membership, organisation, day):
    return permissions_in(membership.user, organisation, day)


def test_a_membership_holds_from_its_first_day_until_the_day_before_its_end(here):
    ends_on = dt.date(2026, 7, 1)
    end_membership(membership=here.manager, ends_on=ends_on, **BY)
    held = PERMISSIONS[Role.PRACTICE_MANAGER]
    assert may(here.manager, here.practice, START) == held
    assert may(here.manager, here.practice, ends_on - DAY) == held
    assert may(here.manager, here.practice, START - DAY) == frozenset()
    assert may(here.manager, here.practice, ends_on) == frozenset()


def test_roles_in_one_organisation_add_up_and_do_not_reach_another(here, there):
    user = here.manager.user
    add_membership(
        user=user, organisation=there.commissioner, role=Role.ANALYST, starts_on=START, **BY
    )
    assert Permission.BAND in permissions_in(user, there.commissioner, START)
    assert Permission.BAND not in permissions_in(user, here.practice, START)
    assert permissions_in(user, here.commissioner, START) == frozenset()


@pytest.mark.parametrize(
    "where, role, words",
    [
        ("practice", Role.ANALYST, "A practice has no analyst"),
        ("network", Role.PRACTICE_MANAGER, "A network has no practice manager"),
        ("commissioner", "wizard", "Choose one of: analyst"),
    ],
)
def test_a_role_that_the_organisation_does_not_have_is_refused(here, where, role, words):
    with pytest.raises(ValidationError, match=words):
        add_membership(
            user=here.manager.user,
            organisation=getattr(here, where),
            role=role,
            starts_on=START,
            **BY,
        )


def test_the_database_too_refuses_a_role_that_does_not_fit(here):
    wrong = Membership(
        user=here.manager.user, practice=here.practice, role=Role.ANALYST, starts_on=START
    )
    with pytest.raises(IntegrityError, match="a_role_fits_its_organisation"):
        wrong.save()


def test_the_same_role_twice_at_once_is_refused(here):
    with pytest.raises(ValidationError, match="is practice manager here already"):
        member_again(here)


def test_somebody_who_left_can_come_back(here):
    end_membership(membership=here.manager, ends_on=START + DAY, **BY)
    assert member_again(here, starts_on=START + DAY).ends_on is None


def member_again(here, starts_on=START):
    return add_membership(
        user=here.manager.user,
        organisation=here.practice,
        role=Role.PRACTICE_MANAGER,
        starts_on=starts_on,
        **BY,
    )


def test_an_end_before_the_start_is_refused(here):
    with pytest.raises(ValidationError, match="give that day or a later one"):
        end_membership(membership=here.manager, ends_on=START - DAY, **BY)


def test_a_membership_ends_once(here):
    end_membership(membership=here.manager, ends_on=START, **BY)
    with pytest.raises(ValidationError, match="ended on 1 April 2025 already"):
        end_membership(membership=here.manager, ends_on=START + DAY, **BY)


def test_the_last_administrator_stays(here):
    with pytest.raises(ValidationError, match="Invite another one first"):
        end_membership(membership=here.administrator, ends_on=START, **BY)
    member(here.commissioner, Role.ADMINISTRATOR, "second@example.org")
    end_membership(membership=here.administrator, ends_on=START, **BY)
    assert may(here.administrator, here.commissioner, START) == frozenset()


def test_both_acts_are_on_the_trail_of_the_organisation(here):
    end_membership(membership=here.manager, ends_on=START, **BY)
    trail = AuditEvent.objects.filter(organisation=here.practice.code, subject_type__contains="Mem")
    assert [event.action for event in trail] == ["membership ended", "membership added"]
