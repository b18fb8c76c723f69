"""What in a reader's own words may be about one person. Pure.

It finds what has a shape: numbers and addresses, not names. It would rather ask once too often:
whoever is asked takes a date or a number out and loses nothing.
"""

import re
import unicodedata

from indicators.returns.patients import holds_nhs_number

_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})"
    r"|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s?(?:of\s)?[ .-]?(?:{_MONTH})[a-z]*[ .,-]{{0,2}}\d{{2,4}}"
    rf"|(?:{_MONTH})[a-z]*\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]{1,63}\.[^\s@]{2,}")
_PHONE = re.compile(r"(?<!\d)(?:\+\s?44|0044|0)(?:[\s().-]{0,3}\d){9,10}(?!\d)")

NHS_NUMBER = (
    "There is a number here that could be an NHS number. Please take it out: we must not know"
    " which patient it is about."
)
DATE = (
    "There is a full date here, which could be a date of birth. Please take it out, or give the"
    " month and year only."
)
EMAIL = "There is an e-mail address here. Please take it out: we cannot reply to anybody."
PHONE = "There is a telephone number here. Please take it out: we cannot call anybody."


def about_people(text: str) -> list[str]:
    """What must be taken out before the text can be kept, in words that repeat none of it."""
    plain = _plain(text)
    found = [(holds_nhs_number(text), NHS_NUMBER), (_DATE.search(plain), DATE)]
    found += [(_EMAIL.search(plain), EMAIL), (_PHONE.search(plain), PHONE)]
    return [words for held, words in found if held]


def _plain(text: str) -> str:
    """Without invisible characters, and wide or raised ones as the plain ones."""
    flat = unicodedata.normalize("NFKC", text)
    return "".join(one for one in flat if unicodedata.category(one) != "Cf")
