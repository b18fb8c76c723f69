"""Following every link from somebody's first page."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urljoin

from django.test import Client

from scorecard.accounts.models import User

STARTS = {
    "analyst@xd1.example": "/area/XD1/",
    "commissioning.lead@xd1.example": "/area/XD1/releases/",
    "clinical.lead@xd1.example": "/area/XD1/",
    "board.reader@xd1.example": "/area/XD1/",
    "administrator@xd1.example": "/workspace/",
    "lmc.representative@xd1.example": "/workspace/",
    "analyst@xd2.example": "/area/XD2/",
    "network.lead@xn001.example": "/network/XN001/",
    "practice.manager@x90001.example": "/practice/X90001/",
    "practice.reader@x90005.example": "/practice/X90005/",
    "practice.manager@x90006.example": "/practice/X90006/",
    "practice.manager@x90008.example": "/practice/X90008/",
    "": "/",
}
LINK = re.compile(r'<a [^>]*href="([^"#]+)')
# Pages of one kind differ only in these; two of each kind are enough.
PARTICULARS = re.compile(r"X\d{5}|XN\d{3}|[A-Z]{3}\d\d|R-\w{6}|\d{4}-\d\d-Q\d|=[\w-]+|\d+")


def follow(client: Client, email: str) -> Iterator[tuple[str, Any]]:
    """Every kind of page that somebody reaches, twice, each with its answer; "" is the public."""
    if email:
        client.force_login(User.objects.get(email=email))
    waiting, seen, kinds = [STARTS[email]], set[str](), Counter[str]()
    while waiting:
        address = waiting.pop(0)
        kind = PARTICULARS.sub("#", address)
        if address in seen or kinds[kind] == 2:
            continue
        seen.add(address)
        kinds[kind] += 1
        response = client.get(address)
        yield address, response
        waiting += links_of(address, response)


def links_of(address: str, response: Any) -> list[str]:
    if response.status_code == 302:
        return [response["Location"]]
    if response.streaming:
        assert response.getvalue(), f"{address} is an empty file"
        return []
    if "html" not in response["Content-Type"]:
        return []
    found = [urljoin(address, unescape(link)) for link in LINK.findall(response.content.decode())]
    return [link for link in found if link.startswith("/") and not link.startswith("/account/")]
