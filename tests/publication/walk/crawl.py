"""Reading everything that everybody may read, as text that can be compared."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from scorecard.publication.levels import Audience
from scorecard.publication.models import Edition, EditionFigure
from scorecard.publication.presenters import pages
from scorecard.publication.presenters.letter import letter_of
from scorecard.publication.selectors.editions import last_step
from scorecard.publication.selectors.told import Told
from scorecard.publication.services.letters import letter_message
from tests.architecture.addresses import Address, every_address
from tests.areas import NOW
from tests.pdf_text import pdf_text
from tests.publication.walk.channels import CHANNELS, fillings
from tests.publication.walk.world import READ, READER, World

Transcript = dict[str, dict[str, str]]  # by channel, by what was asked
# What differs from one answer to the next whoever asks.
PASSING = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"')
# Headers that differ whoever asks: tags name ids and stamps, and the bytes of a PDF its own number.
PASSING_HEADERS = {"etag", "x-request-id", "content-security-policy", "content-length"}
E_MAIL = "letters by e-mail"
AUDIENCES = (Audience.PUBLIC, Audience.BOARD, Audience.PRACTICES)


def crawl(world: World, editions: list[Edition], first: int | None = None) -> Transcript:
    """Everything that the channels say of these editions; of those that show figures, the `first`
    answers of each address only, where that is given."""
    found: Transcript = {}
    for address in every_address():
        if address.name in CHANNELS:
            most = first if CHANNELS[address.name].figures else None
            asked = islice(_asked(address, world, editions), most)
            found.setdefault(address.name, {}).update(asked)
    for audience in AUDIENCES:
        found[f"as data, {audience}"] = dict(_as_data(audience, world, editions))
    found[E_MAIL] = dict(_by_mail(world, editions))
    return found


def _asked(address: Address, world: World, editions: list[Edition]) -> Iterator[tuple[str, str]]:
    channel, client = CHANNELS[address.name], Client(raise_request_exception=True)
    if channel.reader:
        client.force_login(world.people[channel.reader])
    ids, numbers = [one.pk for one in editions], [one.number for one in editions]
    for filled in fillings(channel, address, world, ids, numbers):
        at = reverse(_named(address), kwargs=filled)
        for query in channel.queries:
            answer = client.get(at + query)
            yield at + query, f"{answer.status_code} {headers_of(answer)} {text_of(answer)}"


def _named(address: Address) -> str:
    return address.name


def headers_of(answer: Any) -> list[tuple[str, str]]:
    """A number can stand in a header as well: in the name of a file, a link, a count."""
    said = answer.headers.items()
    return sorted((name, text) for name, text in said if name.lower() not in PASSING_HEADERS)


def text_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if "spreadsheet" in kind:
        book = openpyxl.load_workbook(io.BytesIO(content))
        rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
        return repr(rows)
    if "pdf" in kind:
        return pdf_text(content)
    return PASSING.sub("", content.decode("utf-8", "replace"))


def _as_data(
    audience: Audience, world: World, editions: list[Edition]
) -> Iterator[tuple[str, str]]:
    own = world.area.practices[READER - 1] if audience is Audience.PRACTICES else None
    for edition in editions:
        told = Told(edition, audience, own)
        practices = list(told.practices)
        said = {"contents": pages.contents_page(told, practices)}
        said |= {one.code: pages.practice_page(told, one) for one in practices}
        said |= {one.code: pages.indicator_page(told, one) for one in told.indicators}
        for name, page in said.items():
            yield f"{edition.number} {name}", json.dumps(page, default=str)


def _by_mail(world: World, editions: list[Edition]) -> Iterator[tuple[str, str]]:
    """The message with which each practice gets its letter."""
    for edition in editions:
        for number in READ:
            practice = world.area.practices[number - 1]
            letter = letter_of(edition, practice, last_step(edition), NOW.date())
            message = letter_message(letter, practice, ["manager@test.example"])
            html = str(message.alternatives[0].content)
            yield f"{edition.number} {practice.code}", f"{message.subject}{message.body}{html}"


@contextmanager
def around_the_policy(naked: dict[Edition, Edition]) -> Iterator[None]:
    """Whoever reads meanwhile reads the figures as they were counted."""
    of = {edition.pk: other.pk for edition, other in naked.items()}

    def figures(told: Told) -> Any:
        return EditionFigure.objects.filter(edition=of.get(told.edition.pk, told.edition.pk))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Told, "_figures", property(figures))
        yield


def sequences() -> list[tuple[Any, ...]]:
    """Where the database's counters stand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences"
            " WHERE schemaname = 'public'"
        )
        return list(cursor.fetchall())


def put_back(before: list[tuple[Any, ...]]) -> None:
    """So that ids are the same in both worlds, and differ nowhere."""
    with connection.cursor() as cursor:
        for name, last in before:
            cursor.execute("SELECT setval(%s, %s, %s)", [name, last or 1, last is not None])
