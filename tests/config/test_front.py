"""The layer before Django: quick, and never a moment behind the database."""

import io
import logging
import zlib

import pytest
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

from scorecard.accounts.access import public
from scorecard.config.front import front
from scorecard.publication.services import editions
from tests.areas import NOW, Area
from tests.editions import DAY, draft, publish

made = []


@public
def page(request, kind):
    made.append(request.path)
    given = {
        "cookie": HttpResponse("x"),
        "error": HttpResponse("x", status=500),
        "missing": HttpResponse("x", status=404),
        "gone": HttpResponse("gone", status=410),
        "stream": StreamingHttpResponse(iter(["a" * 2000]), content_type="text/csv"),
        "nonce": HttpResponse("x"),
        "language": HttpResponse("x", headers={"Vary": "Accept-Language"}),
    }
    response = given.get(kind, HttpResponse(f"<p>page {len(made)}</p>" + "x" * 2000))
    if kind == "cookie":
        response.set_cookie("a", "b")
    if kind == "nonce":
        str(request.csp_nonce)
    if kind == "stream":
        response["ETag"] = '"long"'
    return response


urlpatterns = [path("results/<str:kind>/", page), path("other/<str:kind>/", page)]


class Reader:
    def __init__(self):
        self.front = front(get_wsgi_application())

    def get(self, path, method="GET", query="", **headers):
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            **headers,
        }
        said = {}
        parts = self.front(environ, lambda status, headers: said.update(all=(status, headers)))
        body = b"".join(parts)
        getattr(parts, "close", bool)()
        status, given = said["all"]
        return int(status[:3]), dict(given), body


@pytest.fixture
def reader(transactional_db, settings):
    settings.ROOT_URLCONF = __name__
    made.clear()
    found = Reader()
    yield found
    found.front.stamps.close()


def test_a_page_is_made_once(reader):
    first, second = (reader.get("/results/a/") for _ in "12")
    assert made == ["/results/a/"]
    assert first[2] == second[2] and first[0] == second[0] == 200
    assert {**first[1], "X-Request-Id": ""} == {**second[1], "X-Request-Id": ""}
    assert first[1]["X-Request-Id"] != second[1]["X-Request-Id"]
    assert first[1]["Cache-Control"] == "public, no-cache"
    assert first[1]["X-Content-Type-Options"] == "nosniff"


def test_the_proxy_names_the_request_and_it_is_logged(reader, caplog):
    reader.get("/results/a/")
    with caplog.at_level(logging.INFO, "scorecard.requests"):
        answer = reader.get("/results/a/", HTTP_X_REQUEST_ID="abcdefgh-1")
    assert answer[1]["X-Request-Id"] == "abcdefgh-1"
    assert "/results/a/" in caplog.text and "abcdefgh-1" in caplog.text


def test_a_reader_who_has_it_is_told_so(reader):
    tag = reader.get("/results/a/")[1]["ETag"]
    for accepted in ("", "gzip"):
        status, headers, body = reader.get(
            "/results/a/", HTTP_IF_NONE_MATCH=tag, HTTP_ACCEPT_ENCODING=accepted
        )
        assert (status, body) == (304, b"")
        assert "Content-Length" not in headers and "ETag" in headers
    assert not tag.startswith("W/")
    assert len(made) == 1


def test_a_copy_held_from_another_process_is_compared_too(reader):
    tag = reader.get("/results/a/")[1]["ETag"]
    reader.front.pages.get((), b"another")
    made.clear()
    assert reader.get("/results/a/", HTTP_IF_NONE_MATCH=tag)[0] == 304


def test_it_is_zipped_once_for_all(reader):
    plain = reader.get("/results/a/")
    _, headers, body = reader.get("/results/a/", HTTP_ACCEPT_ENCODING="gzip")
    assert headers["Content-Encoding"] == "gzip" and headers["ETag"] != plain[1]["ETag"]
    assert zlib.decompress(body, 31) == plain[2]
    assert "Accept-Encoding" in headers["Vary"]


def test_head_gets_the_headers_alone(reader):
    _, headers, body = reader.get("/results/a/", method="HEAD")
    assert body == b"" and int(headers["Content-Length"]) > 2000
    assert reader.get("/results/a/", method="HEAD")[2] == b""
    assert len(made) == 1


def test_a_query_is_another_page(reader):
    reader.get("/results/a/")
    reader.get("/results/a/", query="q=1")
    reader.get("/results/a/", query="q=1")
    assert len(made) == 2


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/results/cookie/", {}),
        ("/results/error/", {}),
        ("/results/missing/", {}),
        ("/results/stream/", {}),
        ("/results/nonce/", {}),
        ("/results/language/", {}),
        ("/other/a/", {}),
        ("/results/a/", {"HTTP_COOKIE": "sessionid=abc"}),
        ("/results/a/", {"HTTP_COOKIE": "x=1; palette=blue-orange"}),
        ("/results/a/", {"HTTP_AUTHORIZATION": "Bearer x"}),
        ("/results/a/", {"query": "q=" + "x" * 300}),
        ("/results/a/", {"method": "POST"}),
    ],
)
def test_what_is_not_plainly_everybodys_is_not_kept(reader, path, headers):
    for _ in "12":
        reader.get(path, **headers)
    kept = len(reader.front.pages) + len(reader.front.queried)
    assert kept == 0
    assert len(made) in (0, 2)


def test_what_is_gone_is_kept_and_a_strangers_cookie_does_not_matter(reader):
    for _ in "12":
        assert reader.get("/results/gone/", HTTP_COOKIE="other=1")[0] == 410
    assert len(made) == 1


def test_a_file_is_zipped_while_it_is_sent_and_not_sent_to_who_has_it(reader):
    _, headers, body = reader.get("/results/stream/", HTTP_ACCEPT_ENCODING="gzip")
    assert zlib.decompress(body, 31) == b"a" * 2000 and headers["ETag"] == '"long-gzip"'
    assert reader.get("/results/stream/", HTTP_IF_NONE_MATCH='"long-gzip"')[::2] == (304, b"")
    assert reader.get("/results/stream/", method="HEAD")[2] == b""


def test_any_step_of_an_edition_holds_for_the_next_request_to_every_process(reader):
    area, other = Area(), Reader()
    area.record(1, "ACC01", numerator=90, denominator=100)
    analyst, lead = (area.user(role) for role in ("analyst", "commissioning lead"))
    edition = draft(area.band(), analyst)
    for one in (reader, other):
        one.get("/results/a/")
    publish(edition, analyst, lead)
    editions.withdraw(edition=edition, reason="Mixed up.", by=lead, at=NOW + 3 * DAY)
    made.clear()
    for one in (reader, other):
        one.get("/results/a/")
    assert len(made) == 2
    other.front.stamps.close()


def test_a_lost_connection_is_made_anew(reader):
    reader.get("/results/a/")
    reader.front.stamps._held.connection.finish()
    assert reader.get("/results/a/")[0] == 200
    assert len(made) == 1


def test_without_the_database_django_answers(reader):
    reader.get("/results/a/")
    reader.front.stamps.close()
    reader.front.stamps._connection_string = lambda: "host=127.0.0.1 port=1"
    assert reader.get("/results/a/")[0] == 200
    assert len(made) == 2
