"""The closed lists of words that a definition chooses from, as (stored, shown). Pure."""

LEVELS = [
    ("practice", "each practice"),
    ("network", "each network"),
    ("area", "the area only"),
]
PERIOD_TYPES = [
    ("period", "what happened in the period"),
    ("point", "a count on one day"),
    ("rolling", "the last 12 months"),
    ("year_to_date", "the year so far, from April"),
]
FREQUENCIES = [
    ("", "not said"),
    ("monthly", "monthly"),
    ("quarterly", "quarterly"),
    ("half_yearly", "half-yearly"),
    ("yearly", "yearly"),
]
LISTS = [
    ("", "the figure brings its own"),
    ("registered", "the registered list"),
    ("weighted", "the weighted list"),
]
FACT_TYPES = [
    ("text", "text"),
    ("list", "list, separated by semicolons"),
    ("hours", "hours"),
]
ADJUSTMENTS = [
    ("", "none, or not applicable"),
    ("removed", "left out of the denominator"),
    ("kept", "kept in the denominator"),
]
ABOUT = [
    ("", "patients and their care"),
    ("workforce", "the people who work at the practice"),
]
AVAILABILITY = [
    ("collected", "collected from every practice"),
    ("partly", "collected from some"),
    ("wanted", "wanted, not collected yet"),
]
COMPARATORS = [
    ("area", "the whole area"),
    ("england", "England"),
    ("region", "the region"),
    ("network", "the other practices of its network"),
    ("group", "the other practices of its group"),
    ("similar", "similar practices"),
    ("own_past", "its own past"),
    ("fixed", "a fixed number"),
    ("none", "nothing"),
]
OVER_DISPERSED = [
    ("", "no more than chance: one person, one event"),
    ("multiplicative", "more: one person may have several events, as with contacts"),
    ("additive", "more: practices differ for reasons that are not counted here"),
]
# How somebody writes that practices scatter no more than chance, where the usual is more.
NO_SCATTER = "none"
TARGET_LEVELS = [("local", "local"), ("regional", "regional"), ("national", "national")]

CHOICES = {
    "level": LEVELS,
    "period_type": PERIOD_TYPES,
    "frequency": FREQUENCIES,
    "denominator_list": LISTS,
    "fact_type": FACT_TYPES,
    "adjustments": ADJUSTMENTS,
    "about": ABOUT,
    "availability": AVAILABILITY,
    "comparator": COMPARATORS,
    "over_dispersed": OVER_DISPERSED,
}
# Older choices, whose words stand at the model.
WORDS = {
    "kind": ("proportion", "rate", "ratio", "mean", "count", "score", "yes_no", "fact"),
    "polarity": ("high", "low", "none"),
    "sampling": ("proportion", "poisson", "mean", "none"),
    "supplied_by": ("practice", "commissioner", "national"),
}
QUARTERS = ("Q1", "Q2", "Q3", "Q4")


def allowed(field: str) -> list[str]:
    return [stored for stored, _ in CHOICES[field]]


def shown(field: str, stored: str) -> str:
    """The words for a stored choice."""
    return dict(CHOICES[field])[stored]
