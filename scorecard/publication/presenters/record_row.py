"""One row of a sign-off record."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RecordRow:
    """`href` is where the reader of the record reads more."""

    what: str
    who: str = ""
    when: str = ""
    detail: str = ""
    href: str = ""
