"""What names the bytes of a long file before they are written."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from scorecard.api import licence
from scorecard.publication.selectors.comments import any_taken_off
from scorecard.publication.selectors.told import Told

_WORDED_BY = ("api", "publication", "ui", "cards/presenters")


def file_tag(told: Told, name: str) -> str:
    """A strong tag: of the edition, its public state, the comments taken off it since, and the code
    that words the file. Nothing else can change a file, so nothing else may change its tag: who
    asks for it often would read when others work on what is not public. No figure is read for it
    unless a comment was taken off."""
    edition: Any = told.edition  # with what `selectors.public` adds to it
    gone = told.comments.taken_off() if any_taken_off(edition) else []
    said = (edition.pk, edition.release.period.code, edition.published_at, edition.state, gone)
    digest = hashlib.sha256(repr((*said, _code())).encode()).hexdigest()
    return f'"{name}-{digest[:32]}"'


@cache
def _code() -> str:
    root = Path(__file__).parents[1]
    found = [path for part in _WORDED_BY for path in sorted((root / part).rglob("*.py"))]
    digest = hashlib.sha256(licence.name().encode())
    for path in found:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
