"""What names the bytes of a long file before they are written."""

import hashlib
from functools import cache
from pathlib import Path

from scorecard.api import licence
from scorecard.publication.models import Edition
from scorecard.publication.selectors.stamps import stamp

_WORDED_BY = ("api", "publication", "ui", "cards/presenters")


def file_tag(edition: Edition, name: str) -> str:
    """A strong tag: of the edition, of everything that changed since, and of the code that words
    the file."""
    return f'"{name}-{edition.pk}-{stamp()}-{_code()}"'


@cache
def _code() -> str:
    root = Path(__file__).parents[1]
    found = [path for part in _WORDED_BY for path in sorted((root / part).rglob("*.py"))]
    digest = hashlib.sha256(licence.name().encode())
    for path in found:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
