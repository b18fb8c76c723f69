"""The pages on which a practice verifies and the commissioner states by when."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators.models import Evidence, Query, Verification, VerificationWindow
from indicators.services.evidence import receive_evidence
from scorecard.accounts.roles import Role
from tests.returns.area import GOOD
from tests.returns.files import INDICATORS, row
from tests.verification.conftest import on

PERIOD = "2026-27-Q1"
HELD = reverse("figures-held", args=["X00001", PERIOD])
VERIFY = reverse("figures-verify", args=["X00001", PERIOD])
WINDOW = reverse("verification", args=["X01", PERIOD])


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(on(15), tick=False):
        yield


@pytest.fixture
def manager(area, client):
    client.force_login(area.person(Role.PRACTICE_MANAGER))
    return client


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def sent(area, **given):
    """What a browser sends: by indicator's code instead of its id."""
    ids = {area.figure(code).indicator.code: area.figure(code) for code in ("ACC01", "FAC01")}
    fields = {"name": "Pat Smith", "seen": ",".join(str(f.pk) for f in ids.values())}
    for name, value in given.items():
        field, _, code = name.partition("_")
        fields[f"{field}_{ids[code].indicator_id}" if code else name] = value
    return fields


def test_a_practice_reads_in_advance_what_silence_means(area, manager):
    area.window("accepted")
    page = text(manager.get(HELD))
    assert "Verify them until 20 July 2026 (5 days left)" in page
    assert "neither confirm nor query by then counts as accepted by you" in page
    assert "Queries are answered by 14 August 2026" in page
    assert "80 of 100 (80.0%)" in page and "r.csv, row 2" in page


def test_one_submit_confirms_the_others_and_raises_the_queries(area, manager):
    area.window()
    given = sent(area, doubted_ACC01="on", reason_ACC01="Counted twice", proposed_ACC01="70 of 100")
    page = text(manager.post(VERIFY, given, follow=True))
    assert "1 figure confirmed, 1 query sent" in page
    assert "Pat Smith confirmed 1 figure" in page
    assert "Queried since 15 July 2026" in page and "Verified by the practice on 15 July" in page
    assert Query.objects.get().proposed == "70 of 100"


def test_an_error_loses_nothing_that_was_typed(area, manager):
    area.window()
    given = sent(area, doubted_ACC01="on", proposed_ACC01="70 of 100", reason_FAC01="Two languages")
    page = text(manager.post(VERIFY, given | {"name": ""}))
    for words in ("Say why ACC01 is wrong, or untick it", "Tick FAC01 to query it", "your full"):
        assert words in page
    assert 'value="70 of 100"' in page and "Two languages</textarea>" in page
    assert not Verification.objects.exists()


def test_a_figure_that_came_meanwhile_is_shown_with_what_was_typed(area, manager):
    area.window()
    given = sent(area, doubted_ACC01="on", reason_ACC01="Counted twice")
    area.submitted(row("ACC01", "75", "100"), at=on(14))
    page = text(manager.post(VERIFY, given))
    assert "came or changed since you opened this page" in page
    assert "75 of 100" in page and "Counted twice</textarea>" in page
    assert f"{area.figure().pk}" in page.split('name="seen" value="')[1][:20]


def test_a_file_is_kept_through_an_error_and_stands_beside_the_query(area, manager):
    area.window()
    shows = SimpleUploadedFile("list.pdf", b"%PDF-1.7 our list")
    first = manager.post(VERIFY, sent(area, doubted_ACC01="on", evidence_ACC01=shows))
    assert "list.pdf is attached. Another file replaces it." in text(first)
    kept = str(Evidence.objects.get().pk)
    again = sent(area, doubted_ACC01="on", reason_ACC01="Counted twice", kept_ACC01=kept)
    manager.post(VERIFY, again)
    assert Query.objects.get().evidence.name == "list.pdf"


def test_nobody_attaches_a_neighbours_file(area, manager):
    area.window()
    user = area.person(Role.PRACTICE_MANAGER, area.neighbour)
    given = {"commissioner": area.commissioner, "practice": area.neighbour}
    other = receive_evidence(name="a.pdf", content=b"%PDF-1.7 theirs", by=user, at=on(9), **given)
    given = sent(area, doubted_ACC01="on", reason_ACC01="x", kept_ACC01=str(other.pk))
    manager.post(VERIFY, given)
    assert Query.objects.get().evidence is None


def test_after_the_last_day_there_is_a_query_but_no_confirmation(area, manager):
    area.window(deadline=on(14).date())
    page = text(manager.get(HELD))
    assert "The last day for verifying was 14 July 2026" in page
    assert "marked as late" in page and "Query this figure" in page
    assert "Confirm all" not in page
    assert "You can still query a figure" in text(manager.post(VERIFY, sent(area)))
    assert not Verification.objects.exists()


def test_a_reader_looks_only(area, client):
    area.window()
    client.force_login(area.person(Role.PRACTICE_READER))
    page = text(client.get(HELD))
    assert "Confirm all" not in page and "Query this figure" not in page
    assert client.post(VERIFY, sent(area)).status_code == 403


def test_what_is_due_says_that_figures_can_be_verified(area, manager):
    home = reverse("practice", args=["X00001"])
    assert "Verify these figures" not in text(manager.get(home))
    area.window()
    assert "2 figures held: 2 not verified yet." in text(manager.get(home))
    area.verify()
    assert "Verify these figures" not in text(manager.get(home))
    assert "2 figures held: 2 verified." in text(manager.get(reverse("figures", args=["X00001"])))


def test_sixty_figures_take_as_many_queries_as_two(
    area, manager, django_assert_num_queries, django_assert_max_num_queries
):
    area.window()
    with django_assert_max_num_queries(16) as few:
        manager.get(HELD)
    others = [row(one.code, "1", "2") for one in INDICATORS if one.kind == "proportion"]
    area.submitted(GOOD, *others[1:], at=on(14))
    with django_assert_num_queries(len(few)):
        manager.get(HELD)


@pytest.mark.parametrize("code", ["2030-31-Q1", "%00"])
def test_a_period_without_figures_is_not_found(manager, code):
    assert manager.get(f"/practice/X00001/figures/{code}/").status_code == 404


def test_the_commissioner_states_the_window_and_sees_who_has_answered(area, client):
    client.force_login(area.person(Role.ANALYST))
    given = {"opens_on": "2026-07-15", "deadline": "2026-07-31", "silence": "accepted"}
    page = text(client.post(WINDOW, given, follow=True))
    assert "Practices can verify until 31 July 2026 (16 days left)" in page
    assert "1 of 1 practices with figures have not answered" in page
    area.verify(("ACC01", "Counted twice"), at=on(15))
    page = text(client.get(WINDOW))
    assert "Pat Smith, 15 July 2026" in page and "0 of 1 practices" in page
    assert VerificationWindow.objects.get().silence == "accepted"


def test_a_window_that_cannot_be_says_why(area, client):
    client.force_login(area.person(Role.COMMISSIONING_LEAD))
    given = {"opens_on": "2026-07-15", "deadline": "2026-07-10", "silence": "accepted"}
    assert "Choose a last day that is not over yet" in text(client.post(WINDOW, given))
    assert "Choose what silence means" in text(client.post(WINDOW, {}))


def test_the_forms_own_address_leads_to_the_figures(area, client):
    area.submitted(GOOD)
    client.force_login(area.person(Role.PRACTICE_MANAGER))
    assert client.get(VERIFY).headers["Location"] == HELD
