"""What tests of the pages share: addresses, uploads, and the words of a page."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators.models import Query
from tests.returns.area import AT, GOOD
from tests.returns.files import csv_file

PERIOD = "2026-27-Q1"


def address(name, *rest, code="X00001"):
    return reverse(name, args=[code, *rest])


def upload(client, content=None, name="june.csv"):
    content = csv_file([GOOD]) if content is None else content
    sent = SimpleUploadedFile(name, content)
    return client.post(address("return", PERIOD), {"file": sent})


def text(response):
    return " ".join(response.content.decode().split())


def status(client, url) -> int:
    response = client.get(url)
    response.getvalue()  # reads a download to its end, which closes its file
    return response.status_code


def download(client, kind):
    response = client.get(address("return-template", PERIOD, kind))
    return response, response.getvalue()


def raised(area, by=None) -> Query:
    from indicators.services.queries import raise_query

    return raise_query(
        figure=area.figure(), reason="Counted twice", proposed="70 of 100", by=by, at=AT
    )


def cell_with(page: str, words: str) -> str:
    (found,) = [cell for cell in page.split("<td") if words in cell]
    return found
