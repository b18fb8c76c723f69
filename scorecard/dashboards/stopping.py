"""The one click that stops a digest: an address that works without signing in. Pure.

It is signed, so that nobody can stop somebody else's by guessing, and it holds for ever: a message
may lie unread for years.
"""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

AREA, PRACTICE = "area", "practice"
_SIGNER = Signer(salt="dashboards.digest.stop")


@dataclass(frozen=True)
class Stop:
    """Whose digest of which place; ids. `kind` is AREA or PRACTICE."""

    user: int
    kind: str
    place: int


def token_of(stop: Stop) -> str:
    return _SIGNER.sign(f"{stop.user}-{stop.kind}-{stop.place}")


def read_token(token: str) -> Stop | None:
    """None for one that was not made here."""
    try:
        user, kind, place = _SIGNER.unsign(token).split("-")
        return Stop(int(user), kind, int(place)) if kind in (AREA, PRACTICE) else None
    except (BadSignature, ValueError):
        return None
