"""What the tests of this folder share."""

import html
import re

from django.urls import reverse

from scorecard.cards.selectors.pictures import picture
from tests.areas import CARD, NOW, PROPORTION, SPENDING

BY = {"by": None, "at": NOW}


SECOND = {**PROPORTION, "code": "ACC02", "name": "Answered within a minute", "weight": 40}


THREE = {
    **CARD,
    "minimum_coverage": "0.1",
    "indicators": [{**PROPORTION, "weight": 60}, SECOND, SPENDING],
}


def item(area, code, version=None):
    version = version or area.version
    return version.items.get(definition__indicator__code=code)


def text_of(response):
    return " ".join(response.content.decode().split())


def address(area, name="card-what-if", version=None):
    return reverse(name, args=["Z01", (version or area.version).pk])


def seen(area, version=None):
    return picture(version or area.version, area.card_run)


def sent_by(shown):
    """Every field of the form as a browser would send it back."""
    form = re.search(r'<form method="post"[^>]*class="try">.*?</form>', shown.text, re.S)[0]
    sent = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)[1]
        sent[name] = html.unescape(re.search(r'value="([^"]*)"', tag)[1])
    assert sent
    return sent
