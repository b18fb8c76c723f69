"""One side of A4: whatever the practice is called and however much there is to say."""

import builtins
import re
import zlib

import pytest
from django.urls import reverse

from indicators.models import Definition
from indicators.services.figures import FigureRow, record_figures
from scorecard.accounts.roles import Role
from scorecard.ui.pdf import TooLong, one_page
from tests.areas import CARD, NOW, PROPORTION, Area

weasyprint = pytest.importorskip("weasyprint", reason="PDFs need Debian's pango", exc_type=OSError)

MANY = 80
LONG = "Surgery of the very long name " * 10
ARABIC = "عيادة الواحة"


def card():
    domains = [{"name": f"Domain {at}", "weight": 12.5} for at in range(8)]
    indicators = [
        {
            **PROPORTION,
            "code": f"IND{at:02}",
            "name": f"Indicator {at} with a name that is rather longer than what a table likes",
            "domain": f"Domain {at % 8}",
            "weight": 10,
            "adjustments": "removed",
        }
        for at in range(MANY)
    ]
    return {**CARD, "domains": domains, "indicators": indicators}


@pytest.fixture
def area(db):
    found = Area(card=card())
    period = found.period()
    rows = [
        FigureRow(
            practice_id=practice.pk,
            indicator_id=definition.indicator_id,
            period_id=period.pk,
            numerator=30 + (at * 7 + number) % 60,
            denominator=100,
            adjustments={"declined": 3},
        )
        for at, definition in enumerate(Definition.objects.order_by("pk"))
        for number, practice in enumerate(found.practices)
    ]
    record_figures(rows=rows, file=None, by=None, at=NOW)
    found.band()
    return found


def opened(content):
    """A PDF with its compressed parts laid open, to be searched."""
    text = content
    for stream in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S):
        try:
            text += zlib.decompress(stream.group(1))
        except zlib.error:
            continue
    return text


def pages_of(content):
    return [int(one) for one in re.findall(rb"/Type /Pages[^>]*?/Count (\d+)", opened(content))]


def rename(practice, name):
    type(practice).objects.filter(pk=practice.pk).update(name=name)


def test_any_practice_fits_on_one_side(area, client):
    client.force_login(area.user(Role.ANALYST))
    for name in ("Short", LONG.strip()[:300], ARABIC):
        rename(area.practices[0], name)
        response = client.get(reverse("area-pdf", args=["Z01", "Z01001"]))
        assert response["Content-Type"] == "application/pdf"
        assert pages_of(response.content) == [1]


def test_the_file_is_tagged_has_a_title_and_a_language():
    page = '<html lang="en"><title>One side</title><body><p>Text</p></body></html>'
    inside = opened(one_page([page]))
    assert b"/Marked true" in inside and b"/Lang (en)" in inside and b"One side" in inside


def test_the_page_says_how_many_are_left_out(area, client):
    client.force_login(area.user(Role.ANALYST))
    page = client.get(reverse("area-side", args=["Z01", "Z01001"])).content.decode()
    assert re.search(r"And \d+ more indicators, on the practice", page)


def test_where_pango_is_missing_the_address_answers_in_words(db, client, monkeypatch):
    area = Area()
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.band()
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    client.force_login(area.user(Role.PRACTICE_MANAGER, area.practices[0]))
    response = client.get(reverse("practice-pdf", args=["Z01001"]))
    assert response.status_code == 200 and "No PDF can be made here" in response.content.decode()


def test_nothing_is_fetched(monkeypatch):
    fetched = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda *a, **k: fetched.append(a))
    one_page(['<html lang="en"><title>x</title><img alt="" src="http://10.0.0.1/x.png"></html>'])
    assert fetched == []


def test_what_fits_on_no_side_is_answered_in_words(area, client, monkeypatch):
    def too_long(versions):
        raise TooLong

    monkeypatch.setattr("scorecard.packs.views.side.one_page", too_long)
    client.force_login(area.user(Role.ANALYST))
    response = client.get(reverse("area-pdf", args=["Z01", "Z01001"]))
    assert response.status_code == 200 and "does not fit on one side" in response.text
    client.force_login(area.user(Role.PRACTICE_MANAGER, area.practices[0]))
    response = client.get(reverse("practice-pdf", args=["Z01001"]))
    assert (
        response.status_code == 200 and reverse("practice-side", args=["Z01001"]) in response.text
    )


def test_what_fits_on_no_side_is_refused():
    long = "<p>line</p>" * 400
    with pytest.raises(TooLong):
        one_page([f'<html lang="en"><title>x</title><body>{long}</body></html>'])


def test_each_number_of_the_care_gap_says_on_a_phone_what_it_is(area, client):
    client.force_login(area.user(Role.ANALYST))
    page = client.get(reverse("area-side", args=["Z01", "Z01001"])).content.decode()
    (gaps,) = re.findall(r"side__gaps.*?</table>", page, re.S)
    labels = re.findall(r'<td role="cell"[^>]* data-label="([^"]+)"', gaps)
    assert labels[:4] == ["Treated", "Left out", "Not treated and not left out", "Shares"]
    assert len(labels) == gaps.count("<td ")
    assert "dark is treated, light left out, white neither" in page
