"""Error pages: the right status, plain words, and no need for what may be broken."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from scorecard.config.urls import handler400, handler404, handler429, handler500  # noqa: F401
from scorecard.config.urls import urlpatterns as real
from scorecard.ui import errors


def fails(error: Exception):
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


urlpatterns = [
    path("forbidden/", fails(PermissionDenied("Your role here does not allow <i>it</i>"))),
    path("early/", fails(errors.NotFoundInWords("This period is <i>not</i> banded yet."))),
    path("hidden/", fails(Http404("No Practice matches A81001."))),
    path("odd/", fails(SuspiciousOperation("odd"))),
    path("large/", fails(RequestDataTooBig("large"))),
    path("broken/", fails(RuntimeError("On purpose."))),
    *real,
]
pytestmark = [pytest.mark.urls("tests.ui.test_errors"), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere/", 404, "Page not found"),
        ("/forbidden/", 403, "Your role here does not allow &lt;i&gt;it"),
        ("/odd/", 400, "We could not read that request"),
        ("/large/", 413, "That was too large"),
        ("/broken/", 500, "Something went wrong"),
    ],
)
def test_every_failure_has_a_page_in_plain_words(address: str, status: int, words: str) -> None:
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    assert words in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_a_missing_page_says_why_where_the_reader_may_know() -> None:
    response = Client().get("/early/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "This period is &lt;i&gt;not&lt;/i&gt; banded yet." in page
    assert "your account does not belong" not in page


def test_any_other_missing_page_reveals_nothing() -> None:
    response = Client().get("/hidden/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "A81001" not in page
    assert "your account does not belong to the organisation" in page


def test_a_failure_names_the_request_for_whoever_is_asked_for_help() -> None:
    response = Client(raise_request_exception=False).get("/broken/")
    assert response["X-Request-Id"] in response.content.decode()


def test_the_page_of_a_failure_needs_no_database(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert errors.server_error(RequestFactory().get("/")).status_code == 500


def test_a_form_without_its_token_is_explained() -> None:
    response = Client(enforce_csrf_checks=True).post("/account/login/", {})
    assert response.status_code == 403
    assert "This form is too old" in response.content.decode()


def test_too_many_attempts_are_told_when_to_come_back() -> None:
    response = errors.too_many(RequestFactory().get("/"))
    assert response.status_code == 429
    assert "Wait five minutes" in response.content.decode()
