"""What a numerator or denominator counts, as a noun: "Booked appointments that the patient neither
attended nor cancelled" counts booked appointments. Pure.

Definitions are written by people, so nothing is promised: where no noun is found there is none.
"""

# The noun ends with the first word that is plural, and stands near the beginning.
WORDS_READ = 4
_IRREGULAR = {"people": "person", "children": "child", "women": "woman", "men": "man"}
# They end like plurals and are none.
_SINGULAR = frozenset({"always", "diabetes", "has", "less", "series", "was"})
# Behind them stands what belongs to something else: "net cost of medicines" counts no medicines.
_STOPS = frozenset({"and", "at", "by", "for", "from", "in", "of", "on", "or", "to", "who", "with"})
_SINGULAR_ENDS = ("ss", "us", "is", "'s", "’s", "'", "’")


def noun_of(text: str) -> tuple[str, str] | None:
    """One and many of what is counted: ("booked appointment", "booked appointments")."""
    read: list[str] = []
    for word in text.split()[:WORDS_READ]:
        bare = word.rstrip(",;:.")
        one = _one_of(bare)
        if one:
            before = [*read, ""]
            return _begun(" ".join(before) + one), _begun(" ".join(before) + bare)
        if bare != word or word.lower() in _STOPS:
            return None
        read.append(word)
    return None


def _one_of(word: str) -> str:
    """The singular of a plural; empty for any other word."""
    small = word.lower()
    if small in _IRREGULAR:
        return _IRREGULAR[small]
    if not word.endswith("s") or len(word) < 3 or small in _SINGULAR:
        return ""
    if small.endswith(_SINGULAR_ENDS):
        return ""
    if small.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if small.endswith(("sses", "shes", "ches", "xes")) else word[:-1]


def _begun(words: str) -> str:
    """As within a sentence; an abbreviation stays as it is."""
    second = words[1:2]
    return words[:1].lower() + words[1:] if second.islower() or second == " " else words
