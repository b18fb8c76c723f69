"""One row of a sign-off record."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RecordRow:
    """`href` is where staff read more."""

    what: str
    who: str = ""
    when: str = ""
    detail: str = ""
    href: str = ""
