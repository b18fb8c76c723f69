"""Finding practices by what people know of them: name, postcode, code or network."""

import re
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from practices.names import sort_key

if TYPE_CHECKING:
    from scorecard.publication.models import EditionPractice

LONGEST = 100  # characters of what is looked for; more is no name
MOST_WORDS = 8
_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
_SECTOR = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?) ([0-9])")
_AREA = re.compile(r"[A-Z]{1,2}")
_INWARD = re.compile(r"[0-9][A-Z]{2}")
_CODE = re.compile(r"[A-Z0-9]{3,12}")


def find(practices: "QuerySet[EditionPractice]", text: str) -> "QuerySet[EditionPractice]":
    """Of `practices` those that `text` may mean; all of them where it says nothing."""
    text = " ".join(text[:LONGEST].replace("\0", " ").split())
    asked = by_words(text)
    if not asked:
        return practices if not text else practices.none()
    return practices.filter(asked | by_postcode(text) | by_code(text))


def by_words(text: str) -> Q:
    """Each word in the name of the practice, or each in that of its network."""
    words = sort_key(text).split()[:MOST_WORDS]
    name, network = Q(), Q()
    for word in words:
        name &= Q(sort_key__contains=word)
        network &= Q(network_name__icontains=word)
    return (name | network) if words else Q()


def by_code(text: str) -> Q:
    """A practice's code or its beginning, or the code of its network."""
    code = text.upper().replace(" ", "")
    if not _CODE.fullmatch(code) or not any(one.isdigit() for one in code):
        return Q(pk__in=())
    return Q(code__startswith=code) | Q(network_code=code)


def by_postcode(text: str) -> Q:
    """Everybody in the district of a postcode: of "AB1 2CD" and of "AB1" alike; in the sector
    "AB1 2", and in the area "AB"."""
    plain = " ".join(text.upper().split())
    if _AREA.fullmatch(plain):
        return Q(postcode__iregex=rf"^{plain}[0-9]")
    if sector := _SECTOR.fullmatch(plain):
        outward, digit = sector.groups()
        return Q(postcode__iregex=rf"^{outward}\s?{digit}[A-Z]{{2}}$")
    found = district(text)
    return Q(postcode__iregex=rf"^{found}\s?[0-9][A-Z]{{2}}$") if found else Q(pk__in=())


def district(text: str) -> str:
    """The first half of what may be a postcode, else ""."""
    plain = text.upper().replace(" ", "")
    outward, inward = plain[:-3], plain[-3:]
    if _DISTRICT.fullmatch(outward) and _INWARD.fullmatch(inward):
        return outward
    return plain if _DISTRICT.fullmatch(plain) else ""
