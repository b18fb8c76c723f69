"""An administrator invites people and ends memberships, in their own area only."""

import re
from smtplib import SMTPServerDisconnected

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from practices.models import Membership
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from tests.practices.conftest import START, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, here):
    client.force_login(here.administrator.user)
    return client


def people(here):
    return reverse("people", args=[here.commissioner.code])


def invite(admin, here, **changes):
    wanted = {
        "email": "new@example.org",
        "name": "Nell New",
        "organisation": f"practice {here.practice.code}",
        "role": "practice manager",
        "starts_on": "1/6/2026",
    }
    address = reverse("people-invite", args=[here.commissioner.code])
    return admin.post(address, wanted | changes, follow=True)


def end(admin, here, membership, ends_on):
    address = reverse("people-end", args=[here.commissioner.code, membership.pk])
    return admin.post(address, {"ends_on": ends_on}, follow=True)


def words(answer):
    return " ".join(answer.content.decode().split())


def test_an_administrator_arrives_at_a_page_that_leads_to_the_people(admin, here):
    answer = admin.get("/workspace/", follow=True)
    assert answer.status_code == 200
    assert f'href="{people(here)}"' in words(answer)


def test_the_list_shows_own_people_and_nobody_elses(admin, here, there):
    shown = words(admin.get(people(here)))
    assert "admin1@example.org" in shown and "manager1@example.org" in shown
    assert "admin2@example.org" not in shown and "manager2@example.org" not in shown


def test_the_list_asks_the_database_a_fixed_number_of_times(
    admin, here, django_assert_max_num_queries
):
    for number in range(5):
        member(here.practice, Role.PRACTICE_READER, f"reader{number}@example.org")
    with django_assert_max_num_queries(12):
        admin.get(people(here))


def test_somebody_new_gets_a_link_that_works_once(admin, here, client, mailoutbox):
    answer = invite(admin, here)
    assert "on its way to new@example.org" in words(answer)
    [mail] = mailoutbox
    assert mail.to == ["new@example.org"]
    assert "practice manager in Surgery 1" in mail.body
    link = re.search(r"http://testserver\S+", mail.body).group()
    client.logout()
    form = client.get(link, follow=True)
    action = form.request["PATH_INFO"]
    chosen = {"password1": "long enough to pass", "password2": "long enough to pass"}
    client.post(action, chosen)
    assert User.objects.get(email="new@example.org").check_password("long enough to pass")
    client.logout()
    assert "used already" in words(client.get(link, follow=True))


def test_somebody_known_is_told_to_sign_in(admin, here, there, mailoutbox):
    invite(admin, here, email="Manager2@Example.org", name="Somebody Else")
    assert "/account/login/" in mailoutbox[0].body
    assert User.objects.get(email="manager2@example.org").name == "Manager2"
    assert Membership.objects.filter(user=there.manager.user).count() == 2


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"email": ""}, "Enter e-mail address"),
        ({"email": "nobody"}, "name@example.org"),
        ({"role": "analyst"}, "A practice has no analyst. Choose one of: practice manager"),
        ({"role": "wizard"}, "Choose role from the list"),
        ({"starts_on": "31/2/2026"}, "as a date, for example 30/6/2026"),
        ({"organisation": "practice Z00002"}, "Choose organisation from the list"),
        ({"email": "manager1@example.org"}, "is practice manager here already"),
    ],
)
def test_a_wrong_invitation_says_what_to_mend_and_changes_nothing(
    admin, here, there, mailoutbox, changes, message
):
    before = (User.objects.count(), Membership.objects.count())
    answer = invite(admin, here, **changes)
    assert message in words(answer)
    assert (User.objects.count(), Membership.objects.count()) == before
    assert mailoutbox == []


def test_an_account_that_is_switched_off_is_not_invited(admin, here, there):
    from scorecard.accounts.services import end_user
    from tests.practices.conftest import BY

    end_user(user=there.manager.user, **BY)
    assert "switched off" in words(invite(admin, here, email="manager2@example.org"))


def test_an_e_mail_that_cannot_be_sent_is_said(admin, here, monkeypatch):
    def away(*args, **kwargs):
        raise SMTPServerDisconnected("gone")

    monkeypatch.setattr("practices.services.invitations.send_mail", away)
    assert "no e-mail could be sent" in words(invite(admin, here))
    assert Membership.objects.filter(user__email="new@example.org").exists()


def test_a_membership_ends_with_the_day_given(admin, here):
    answer = end(admin, here, here.manager, "1/7/2026")
    here.manager.refresh_from_db()
    assert f"{here.manager.ends_on}" == "2026-07-01"
    assert "ends" in words(answer)


def test_an_end_before_the_start_is_said_at_its_field(admin, here):
    answer = end(admin, here, here.manager, "1/4/2024")
    assert "It starts on 1 April 2025: give that day or a later one." in words(answer)
    here.manager.refresh_from_db()
    assert here.manager.ends_on is None


def test_the_last_administrator_is_kept(admin, here):
    assert "only administrator" in words(end(admin, here, here.administrator, f"{START}"))


def test_a_membership_elsewhere_is_not_found(admin, here, there):
    assert end(admin, here, there.manager, "1/7/2026").status_code == 404


def test_whoever_lost_the_membership_is_out_at_once(admin, client, here):
    user = member(here.practice, Role.PRACTICE_READER, "leaver@example.org")
    end(admin, here, user, f"{START}")
    client.force_login(user.user)
    assert get_user(client) == user.user
    assert "do not belong to any organisation" in words(client.get("/workspace/"))


def test_names_with_markup_are_shown_as_text(admin, here):
    invite(admin, here, name="<script>alert(1)</script>")
    assert "<script>alert" not in words(admin.get(people(here)))
