"""Invented names. Nobody and no place is meant. Pure."""

_FIRST = (
    *("Amberfold", "Brackenmoor", "Copperbeck", "Dapplemere", "Emberley", "Fallowgarth"),
    *("Gorsewick", "Hazelholme", "Inkwell", "Juniperdene", "Kestrelcombe", "Lanternfield"),
    *("Mossgarth", "Nettlefold", "Otterbeck", "Pebblewick", "Quillmere", "Rookcombe"),
    *("Sorrelgarth", "Tanglewick", "Umberholme", "Velvetmoor", "Willowmark", "Yarrowdene"),
    *("Acornwick", "Bluebeck", "Cinderholme", "Driftmere", "Eldergarth", "Foxglovedene"),
    *("Greyfold", "Heronwick", "Ivycombe", "Jackdawmoor", "Kilnmere", "Larkgarth"),
    *("Marigoldwick", "Nightjarmoor", "Oatfold", "Plovermere", "Quincegarth", "Reedholme"),
    *("Saffronbeck", "Thistlemere", "Undercombe", "Violetwick", "Wrenholme", "Yewmoor"),
)
_KINDS = ("Surgery", "Medical Practice", "Health Centre", "Surgery", "Family Practice")
NETWORKS = {
    "Westmere": ("Harbourside", "Old Mills", "Northfield Rise", "Saltmarsh", "Hill Villages"),
    "Ostwold": ("Ostwold Town", "Ostwold Valleys"),
}


def practice(number: int) -> str:
    """The name of practice `number`, counted from 0 over the whole demo."""
    return f"{_FIRST[number % len(_FIRST)]} {_KINDS[number % len(_KINDS)]}"


def postcode(number: int) -> str:
    """A postcode of the shape of a real one, in an area (ZZ) that does not exist."""
    letters = "ABDEFGHJLN"
    return f"ZZ{number // 10 + 1} {number % 9 + 1}{letters[number % 10]}{letters[number // 10]}"


WORDS = (
    *("amber", "anchor", "apple", "arrow", "badger", "basket", "beacon", "birch", "bramble"),
    *("bridge", "bucket", "button", "candle", "canvas", "cedar", "chalk", "cherry", "clover"),
    *("cobble", "copper", "cotton", "cradle", "crayon", "daisy", "dapple", "ember", "falcon"),
    *("feather", "fiddle", "flint", "garden", "ginger", "goblet", "granite", "hammer", "harbour"),
    *("hazel", "heather", "hollow", "island", "jacket", "jigsaw", "kettle", "ladder", "lantern"),
    *("lemon", "linen", "magpie", "maple", "marble", "meadow", "mitten", "mortar", "muffin"),
    *("needle", "nutmeg", "oyster", "paddle", "pebble", "pepper", "pigeon", "pillow", "plum"),
    *("pocket", "pottery", "quarry", "quilt", "rabbit", "ribbon", "rocket", "saddle", "sailor"),
    *("scarf", "shelter", "silver", "spoon", "stable", "sundial", "teapot", "thimble", "timber"),
    *("tunnel", "velvet", "violin", "walnut", "whistle", "willow", "window", "winter", "yarrow"),
)
