"""The processes of the bench of public pages: one makes them, two serve them, some read."""

import json
import os
import sys
import time
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

KEPT = "BENCH_KEPT"  # names the file that holds the page's headers and bytes
PRACTICES, INDICATORS = 40, 24
_held: list[Any] = []


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The product; below /memory/ the bare bytes of the page; the same as Django makes them for
    whoever has a key."""
    if environ["PATH_INFO"].startswith("/memory/"):
        status, headers, body = _kept()
        start_response(status, headers)
        return [body]
    answer: Iterable[bytes] = _product()(environ, start_response)
    return answer


def _kept() -> Any:
    if not _held:
        plain = json.loads(Path(os.environ[KEPT]).read_text())
        headers = [tuple(one) for one in plain["headers"]]
        _held.append((plain["status"], headers, plain["body"].encode()))
    return _held[0]


def _product() -> Any:
    from scorecard.config.wsgi import application as product

    return product


def make() -> None:
    """An area with one published edition, and the page as it goes out."""
    import django

    django.setup()
    from django.core.management import call_command

    from scorecard.accounts.services import add_user
    from scorecard.cards.services.banding import band_period
    from tests.bench import areas
    from tests.editions import draft, publish

    call_command("migrate", verbosity=0)
    version, period = areas.mixed_area("B11", PRACTICES, INDICATORS)
    card_run = band_period(
        version=version, period=period, key=uuid.uuid4(), clock=lambda: areas.NOW, **areas.BY
    )
    drafter, approver = (
        add_user(email=f"{name}@bench.example", name=name, password="x", **areas.BY)
        for name in ("drafter", "approver")
    )
    edition = publish(draft(card_run, drafter), drafter, approver)
    slug = edition.release.scorecard.commissioner.slug
    code = edition.card_run.scores.order_by("pk").first().practice.code
    address = f"/results/{slug}/practices/{code}/"
    _keep(address)
    print(json.dumps({"address": address}))


def _keep(address: str) -> None:
    from django.test import Client

    response = Client(headers={"Host": "127.0.0.1"}).get(address)
    kept = {
        "status": f"{response.status_code} {response.reason_phrase}",
        "headers": list(response.headers.items()),
        "body": response.content.decode(),
    }
    Path(os.environ[KEPT]).write_text(json.dumps(kept))


def read(port: str, path: str, given: str, seconds: str) -> None:
    """Print how many answers came in a second; `given` is a tag, or "django" for the long way."""
    from tests.bench.front_page import ask

    more = b"Authorization: Bench x\r\n" if given == "django" else b""
    if given and not more:
        more = b"If-None-Match: %b\r\n" % given.encode()
    status = b" 304 " if given and given != "django" else b" 200 "
    answers, until = 0, time.monotonic() + float(seconds)
    started = time.monotonic()
    while time.monotonic() < until:
        answer = ask(int(port), path, more)
        assert status in answer[:20], answer[:200]
        answers += 1
    print(answers / (time.monotonic() - started))


if __name__ == "__main__":
    {"make": make, "read": read}[sys.argv[1]](*sys.argv[2:])
