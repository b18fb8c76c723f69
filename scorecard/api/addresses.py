"""The stable addresses of open data; `base` is scheme and host, empty for a path alone."""

from typing import Any
from urllib.parse import quote

from scorecard.publication.models import Edition

FILES = ("figures.csv", "practices.csv", "indicators.csv", "figures.csv-metadata.json")


def area_page(slug: str, base: str = "") -> str:
    return f"{base}/results/{slug}/"


def edition_page(edition: Edition, base: str = "") -> str:
    period = quote(edition.release.period.code, safe="")
    return f"{area_page(slug_of(edition), base)}{period}/{edition.number}/"


def feed(slug: str, base: str = "") -> str:
    return f"{area_page(slug, base)}feed.atom"


def api_area(slug: str, base: str = "") -> str:
    return f"{base}/api/v1/areas/{slug}"


def api_edition(edition: Edition, base: str = "") -> str:
    period = quote(edition.release.period.code, safe="")
    return f"{api_area(slug_of(edition), base)}/editions/{period}/{edition.number}"


def slug_of(edition: Any) -> str:
    return str(edition.release.scorecard.commissioner.slug)
