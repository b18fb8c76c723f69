"""Answering, signing, putting in force, and what changed between versions."""

import datetime as dt
from decimal import Decimal

from django.urls import reverse

from scorecard.accounts.roles import Role
from scorecard.cards.selectors.changes import reasons_of
from scorecard.cards.selectors.versions import draft_version, status_of
from scorecard.cards.services import versions
from scorecard.cards.services.comments import comment
from scorecard.cards.services.live import close_version, make_live
from tests.cards.agreement_pages.helpers import (
    MONTH,
    asked,
    browser,
    text_of,
)


def test_a_comment_is_answered_on_the_page_of_agreement(consultation, analyst, now):
    made = comment(
        consultation=consultation, party="lmc", name="The LMC", text="Why?", by=None, at=now
    )
    client = browser(analyst)
    address = reverse("card-answer", args=["Z01", consultation.version_id, made.pk])
    page = text_of(client.post(address, {f"answer-{made.pk}-text": ""}))
    assert "There is a problem" in page and "Enter your answer" in page
    page = text_of(client.post(address, {f"answer-{made.pk}-text": "So."}, follow=True))
    assert "It is answered." in page and "Answer this" not in page
    assert client.post(reverse("card-answer", args=["Z01", made.pk + 9, 1])).status_code == 404


def test_signing_and_going_live_on_the_pages(area, draft, analyst, now):
    asked(draft, analyst, now - 3 * MONTH)
    lead, lmc = (
        browser(area.user(role)) for role in (Role.COMMISSIONING_LEAD, Role.LMC_REPRESENTATIVE)
    )
    page = text_of(lmc.get(reverse("card-agreement", args=["Z01", draft.pk])))
    assert "Sign for the local medical committee" in page and "Sign for the comm" not in page
    typed = {"lmc-name": "Dr A", "lmc-position": "Chair", "lmc-note": ""}
    lmc.post(reverse("card-sign-lmc", args=["Z01", draft.pk]), typed)
    typed = {"sign-name": "B", "sign-position": "Lead", "sign-note": ""}
    lead.post(reverse("card-sign", args=["Z01", draft.pk]), typed)
    assert status_of(draft) == "agreed"
    period = area.period("2027-28-Q1")
    typed = {"live-covers_from": period.code, "live-covers_to": "", "live-note": "From April."}
    page = text_of(
        browser(analyst).post(reverse("card-live", args=["Z01", draft.pk]), typed, follow=True)
    )
    assert "For the periods that start from 1 April 2027" in page
    assert status_of(area.version) == "live"
    page = text_of(lmc.get(reverse("card-history", args=["Z01", draft.pk])))
    for said in ("Signed", "Made it live", "analyst", "From April."):
        assert said in page


def test_the_history_says_which_weights_changed_from_what_to_what(area, draft, analyst, now):
    access, value = draft.domains.all()
    wanted = {access.pk: Decimal(70), value.pk: Decimal(40)}
    versions.set_weights(version=draft, domains=wanted, items={}, by=analyst, at=now)
    page = text_of(browser(analyst).get(reverse("card-history", args=["Z01", draft.pk])))
    assert "Changed weights" in page and "Access 60.00 to 70" in page
    assert "Value for money 40.00" not in page


def test_banding_a_period_that_no_version_covers_says_so(area, analyst, now):
    draft = versions.open_draft(commissioner=area.commissioner, by=analyst, at=now)
    make_live(
        version=draft,
        covers_from=dt.date(2027, 4, 1),
        unagreed_reason="Early.",
        by=None,
        at=now,
    )
    close_version(version=area.version, reason="Over.", by=None, at=now)
    area.period("2026-27-Q1")
    address = reverse("band", args=["Z01", "2026-27-Q1"])
    page = text_of(browser(analyst).post(address, follow=True))
    assert "No live version of a scorecard covers April to June 2026." in page


def test_next_years_version_is_started_from_any_settled_one(area, analyst):
    client = browser(analyst)
    address = reverse("card-next", args=["Z01", area.version.pk])
    page = text_of(client.post(address, follow=True))
    assert "version 2 is a draft with the content of Small scorecard version 1" in page
    page = text_of(client.post(address, follow=True))
    assert "Small scorecard version 2 is draft. Put it in force" in page
    assert draft_version(area.commissioner).number == 2


def test_changes_are_listed_explained_and_downloaded(area, draft, analyst):
    item = draft.items.get(definition__indicator__code="FAC01")
    item.delete()
    client = browser(analyst)
    address = reverse("card-changes", args=["Z01", draft.pk])
    page = text_of(client.get(address))
    assert "1 change." in page and "FAC01 Opening hours" in page and "1 has no reason yet" in page
    agreement = reverse("card-agreement", args=["Z01", draft.pk])
    assert "1 change has no reason yet." in text_of(client.get(agreement))
    (field,) = (name for name in client.get(address).context["form"].fields if name != "summary")
    page = text_of(
        client.post(
            reverse("card-reasons", args=["Z01", draft.pk]),
            {"summary": "Shorter.", field: "Stands elsewhere."},
            follow=True,
        )
    )
    assert "The reasons are saved." in page and "Stands elsewhere." in page
    assert reasons_of(draft) == {"indicator FAC01": "Stands elsewhere."}
    file = b"".join(client.get(reverse("card-changes-csv", args=["Z01", draft.pk])))
    assert b"Removed,FAC01 Opening hours,,,,Stands elsewhere." in file
    lead = browser(area.user(Role.COMMISSIONING_LEAD))
    assert "Save the reasons" not in text_of(lead.get(address))
    assert "Stands elsewhere." in text_of(lead.get(address))


def test_a_version_is_compared_with_any_other(area, draft, analyst):
    client = browser(analyst)
    address = reverse("card-changes", args=["Z01", area.version.pk])
    assert "This is the first version" in text_of(client.get(address))
    assert "Nothing differs." in text_of(client.get(f"{address}?with={draft.pk}"))
    for wrong in ("x", "999999", "9" * 30, "%00"):
        assert client.get(f"{address}?with={wrong}").status_code == 404


def test_a_version_set_aside_stays_in_the_list_with_its_reason(draft, analyst):
    client = browser(analyst)
    address = reverse("card-agreement", args=["Z01", draft.pk])
    assert "Set it aside" in text_of(client.get(address))
    closing = reverse("card-close", args=["Z01", draft.pk])
    page = text_of(client.post(closing, {"close-reason": "The wrong file."}, follow=True))
    assert "The wrong file." in page
    assert "Closed" in text_of(client.get(reverse("cards", args=["Z01"])))
