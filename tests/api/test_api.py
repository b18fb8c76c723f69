"""The API for programs: what is published, in words and numbers, and plain words otherwise."""

import pytest

from scorecard.publication.levels import FIRST_YEAR
from scorecard.publication.services import editions
from tests.api.conftest import at, table
from tests.api.test_files import THREE_WAYS
from tests.areas import NOW
from tests.editions import DAY, draft, publish


def api_of(edition, rest=""):
    slug = edition.release.scorecard.commissioner.slug
    here = f"/api/v1/areas/{slug}/editions/{edition.release.period.code}/{edition.number}"
    return f"{here}{rest}"


def said(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, (address, response.content)
    assert response["Content-Type"].startswith("application/json")
    return response.json()


def every_address(value):
    """Every address of ours in an answer."""
    if isinstance(value, dict):
        return {found for one in value.values() for found in every_address(one)}
    if isinstance(value, list):
        return {found for one in value for found in every_address(one)}
    return {value} if str(value).startswith(("/api/", "/results/")) else set()


def test_all_is_reached_by_links_from_the_areas(client, edition):
    waiting, seen = {"/api/v1/areas"}, {}
    while waiting:
        address = waiting.pop()
        seen[address] = said(client, address)
        found = every_address(seen[address])
        waiting |= {one for one in found if one.startswith("/api/")} - seen.keys()
    kinds = ("/figures", "/practices", "/indicators", "/changes", "/editions", "/indicators/ACC01")
    for kind in kinds:
        assert any(one.partition("?")[0].endswith(kind) for one in seen), kind


def test_a_figure_is_the_row_of_the_file(client, edition):
    rows = table(client, at(edition, "figures.csv"))
    given = [
        one
        for code in ("ACC01", "ACC02", "VFM01", "FAC01")
        for one in said(client, api_of(edition, f"/indicators/{code}/figures"))["items"]
    ]
    shown = [{name: _cell(one[name]) for name in rows[0]} for one in given]
    assert shown == [{**row, "text": row["text"].removeprefix("'")} for row in rows]


def _cell(value):
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def test_a_practice_has_the_figures_of_every_indicator(client, edition, area):
    code = area.practices[0].code
    given = said(client, api_of(edition, f"/practices/{code}/figures"))
    same = [
        said(client, api_of(edition, f"/indicators/{one['indicator_code']}/figures"))["items"][0]
        for one in given["items"]
    ]
    assert given["items"] == same and given["total"] == 4


def test_a_figure_explains_itself(client, edition, area):
    code = area.practices[0].code
    found = said(client, api_of(edition, f"/practices/{code}/indicators/ACC01"))
    assert found["headline"].startswith("Green")
    assert "gives 90.0%" in found["sentences"][0]
    assert found["practice"] == {"code": code, "name": "Practice 1"}


def test_a_hidden_figure_says_so_and_no_more(client, edition, area):
    code = area.practices[1].code
    found = said(client, api_of(edition, f"/practices/{code}/indicators/ACC01"))
    assert found["why_no_band"] == found["figure"]["status"] == "Withheld"
    assert {one["value"] for one in found["numbers"]} == {None}


def test_levels_hold_here_too(client, area, analyst, lead):
    edition = publish(draft(area.band(), analyst, levels=THREE_WAYS), analyst, lead)
    nameless = said(client, api_of(edition, "/indicators/ACC02/figures"))["items"]
    assert {(one["practice_code"], one["explanation"]) for one in nameless} == {("not named", "")}
    assert said(client, api_of(edition, "/indicators/VFM01/figures"))["items"] == []
    said(client, api_of(edition, "/indicators/FAC01/figures"), 404)
    code = area.practices[0].code
    for hidden in ("ACC02", "VFM01", "FAC01"):
        said(client, api_of(edition, f"/practices/{code}/indicators/{hidden}"), 404)


def test_a_list_comes_in_pages_with_links(client, edition):
    here = api_of(edition, "/practices")
    first = said(client, f"{here}?size=2")
    assert (len(first["items"]), first["total"], first["pages"]) == (2, 3, 2)
    second = said(client, first["links"]["next"])
    assert [one["practice_name"] for one in second["items"]] == ["Practice 3"]
    assert second["links"]["next"] == "" and second["links"]["previous"]
    assert said(client, f"{here}?page=9", 404)["what"] == "There are 1 pages of this size."


def test_a_correction_and_a_withdrawal_are_told(client, edition, area, analyst, lead):
    second = draft(area.band(), analyst, corrects=edition, reason="A count was mended.")
    publish(second, analyst, lead)
    assert said(client, api_of(edition))["state"] == "corrected"
    assert said(client, api_of(second))["corrects"] == 1
    editions.withdraw(edition=second, reason="Mixed up.", by=lead, at=NOW + 3 * DAY)
    gone = said(client, api_of(second))
    assert (gone["state"], gone["note"], gone["links"]["figures_csv"]) == (
        "withdrawn",
        "Mixed up.",
        "",
    )
    assert "Mixed up." in said(client, api_of(second, "/practices"), 410)["what"]
    log = said(client, f"/api/v1/areas/{area.commissioner.slug}/changes")["items"]
    assert [one["what"] for one in log] == ["withdrawn", "corrected", "published", "published"]
    assert log[2]["reason"] == "A count was mended."


def test_a_first_year_is_not_there_at_all(client, area, analyst, lead):
    edition = publish(draft(area.band(), analyst, levels=FIRST_YEAR), analyst, lead)
    assert said(client, "/api/v1/areas")["items"] == []
    unknown = said(client, "/api/v1/areas/nowhere/editions/2026-27-Q1/1", 404)
    assert said(client, api_of(edition), 404) == unknown


@pytest.mark.parametrize(
    ("query", "how"),
    [
        ("page=0", "Use 1 or more."),
        ("page=1000000000", "Use 1000000 or less."),
        ("page=x", "Write a whole number."),
        ("page=1.5", "Write a whole number."),
        ("page=", "Write a whole number."),
        ("size=" + "9" * 5000, "Write a smaller number."),
        ("size=%00", "Write a whole number."),
    ],
)
def test_a_bad_parameter_is_named_with_what_it_may_be(client, edition, query, how):
    answer = said(client, f"/api/v1/areas?{query}", 422)
    assert (answer["where"], answer["how"]) == (query.partition("=")[0], how)


@pytest.mark.parametrize(
    ("rest", "status"),
    [
        ("areas/" + "x" * 2000, 422),
        ("areas/a%00b", 404),
        ("areas/caf%C3%A9", 422),
        ("areas/%F0%9F%98%80/editions", 422),
        ("areas/a/editions/2026/0", 422),
        ("areas/a/editions/2026/" + "9" * 30, 422),
        ("areas/a/editions/%27%3B--/1", 422),
        ("nothing", 404),
        ("areas/", 404),
        ("areas?x=" + "x" * 20_000, 414),
    ],
)
def test_a_bad_address_gets_words_in_json(client, db, rest, status):
    assert set(said(client, f"/api/v1/{rest}", status)) == {"what", "where", "how"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_changed(client, db, method):
    response = getattr(client, method)("/api/v1/areas")
    assert response.status_code == 405
    assert response.json()["how"] == "Ask with GET."
    assert response["Allow"]


def test_head_is_answered_as_get(client, edition):
    assert client.head("/api/v1/areas")["ETag"] == client.get("/api/v1/areas")["ETag"]


def test_who_has_the_answer_is_told_so(client, edition):
    tag = client.get(api_of(edition))["ETag"]
    assert client.get(api_of(edition), headers={"If-None-Match": tag}).status_code == 304


def test_how_many_queries_an_answer_takes(client, edition, django_assert_max_num_queries, area):
    code = area.practices[0].code
    for rest, most in (
        ("", 3),
        ("/indicators/ACC01/figures", 6),
        (f"/practices/{code}/figures", 6),
    ):
        with django_assert_max_num_queries(most):
            said(client, api_of(edition, rest))


def test_the_api_is_described_for_people_without_any_other_host(client, db):
    page = client.get("/api/v1/").content.decode()
    assert "Figures of a practice" in page and "practice_code" in page
    assert "cdn" not in page


def test_its_own_page_is_for_everybody_alike_so_a_copy_holds(client, db):
    first = client.get("/api/v1/")
    assert "nonce-" not in first["Content-Security-Policy"] and b"<script" not in first.content
    assert client.get("/api/v1/", headers={"If-None-Match": first["ETag"]}).status_code == 304
