"""Names in one order everywhere: without accents, case or punctuation."""

import re
import unicodedata


def sort_key(name: str) -> str:
    """`name` as it is sorted: "St. Élan's Surgery" gives "st elans surgery"."""
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in letters if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[^\w\s]", "", plain).split())[:300]
