"""Whatever the OpenAPI document allows or forbids is tried: no fault, and answers as it says."""

import copy

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from scorecard.api.reading import document

SCHEMA = schemathesis.openapi.from_dict(copy.deepcopy(document()))
SCHEMA.app = get_wsgi_application()
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
MODES = list(GenerationMode)
PLAIN = {"Accept-Encoding": "identity"}  # the validator does not unzip

bounded = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def connection_stays():
    """As Django's own test client does: the test's transaction lives longer than a request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def real(edition, area):
    """What the parameters of an address are, to reach answers with something in them."""
    return {
        "slug": area.commissioner.slug,
        "period": edition.release.period.code,
        "number": edition.number,
        "practice": area.practices[0].code,
        "indicator": "ACC01",
    }


@pytest.mark.parametrize("mode", MODES, ids=str)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_whatever_is_asked_the_answer_is_as_described(operation, mode, real):
    @bounded
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(headers=PLAIN)

    ask()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_so_it_is_where_there_is_something(operation, real):
    answers = set()

    @bounded
    @given(case=operation.as_strategy())
    def ask(case):
        case.path_parameters = {name: real[name] for name in case.path_parameters or {}}
        answers.add(case.call_and_validate(headers=PLAIN).status_code)

    ask()
    assert answers <= {200, 404, 422}
