"""Every channel by which figures of an edition leave the product. A public address that stands
neither here nor among `ELSEWHERE` fails a test (test_every_channel_is_walked).

A channel is an address by its name, or a page as plain data in the eyes of an audience. What fills
the parameters of an address is found by their names.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from tests.architecture.addresses import Address
from tests.publication.walk.world import READ, READER, World


@dataclass(frozen=True)
class Channel:
    """`reader` signs in to read it; empty: anybody. `figures`: whether it shows any number of a
    practice or of the area, so that one that reads around the policy must be found out.
    `queries` are what else can be asked of the address. `key` is what a parameter "key" means."""

    reader: str = ""
    figures: bool = True
    queries: tuple[str, ...] = ("",)
    key: str = ""


PUBLIC = Channel()
PAGED = Channel(queries=("", "?page=2"))
LISTED = Channel(figures=False)
FOUND = ("", "?find=Practice+1", "?find=zzz")
CHANNELS: Mapping[str, Channel] = {
    # The public site
    "home": Channel(figures=False, queries=FOUND),
    "public": Channel(queries=(*FOUND, "?page=2")),
    "public-practice": PUBLIC,
    "public-indicator": PAGED,
    "public-editions": LISTED,
    "public-edition": PUBLIC,
    "public-edition-practice": PUBLIC,
    "public-edition-indicator": PAGED,
    "public-practice-easy": PUBLIC,
    "public-practice-large": PUBLIC,
    "public-practice-block": LISTED,  # a band, no number
    "public-edition-practice-easy": PUBLIC,
    "public-edition-practice-large": PUBLIC,
    "sitemap": LISTED,
    "sitemap-area": LISTED,
    "sitemap-texts": LISTED,
    # Open data
    "feed": LISTED,
    "open-figures": PUBLIC,
    "open-metadata": LISTED,
    "open-practices": PUBLIC,  # with their scores
    "open-indicators": LISTED,
    "api-areas": LISTED,
    "api-area": LISTED,
    "api-editions": LISTED,
    "api-edition": LISTED,
    "api-changes": LISTED,
    "api-practices": PUBLIC,
    "api-indicators": LISTED,
    "api-practice-figures": PUBLIC,
    "api-indicator-figures": PUBLIC,
    "api-figure": PUBLIC,
    # What a practice reads of itself and of others
    "practice-releases": Channel("manager", figures=False),
    "practice-release": Channel("manager", figures=False),  # its own, of which none is hidden
    "practice-release-as": Channel("manager", figures=False),
    # Practices are told one indicator without names here, so only bands of the whole, no points.
    "practice-release-contents": Channel("manager", figures=False),
    "practice-release-indicator": Channel("manager", key="indicator"),
    "practice-letter": Channel("manager", figures=False),  # as its own page
    "practice-letter-pdf": Channel("manager", figures=False),
    # What the commissioner previews in the eyes of others
    "releases": Channel("lead", figures=False),
    "release": Channel("lead"),  # what a correction changes
    "release-contents": Channel("lead"),
    "release-practice": Channel("lead", key="practice"),
    "release-indicator": Channel("lead", key="indicator"),
    "release-letters": Channel("lead", figures=False),
    "release-letter": Channel("lead"),
    "release-letter-pdf": Channel("lead"),
    # What the board reads of what is published
    "board-release": Channel("board"),
    "board-release-practice": Channel("board", key="practice"),
    "board-release-indicator": Channel("board", key="indicator"),
    # Who saw what and who approved it: counts of figures, never a figure
    "sign-offs": Channel("board", figures=False),
    "sign-off": Channel("board", figures=False),
    "sign-off-csv": Channel("lead", figures=False),
}
# Public addresses that say nothing of an edition.
ELSEWHERE = {
    *("healthz", "readyz", "palette", "robots", "colours", "text", "digest-stop", "consultation"),
    *("feedback", "feedback-thanks"),
    *("account_login", "account_logout", "account_inactive", "account_signup", "mfa_authenticate"),
    *("account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("api", "openapi", "api-root"),
}


def fillings(
    channel: Channel, address: Address, world: World, editions: list[int], numbers: list[int]
) -> Iterator[dict[str, object]]:
    """All that the parameters of an address can be in the world."""
    area = world.area
    practices = [area.practices[number - 1].code for number in READ]
    codes = [
        item.definition.code for item in area.version.items.select_related("definition__indicator")
    ]
    own = address.route.startswith("practice/")
    meanings: dict[str, list[object]] = {
        "slug": [area.commissioner.slug],
        "period": ["2026-27-Q1"],
        "number": list(numbers),
        "pk": list(editions),
        "practice_code": list(practices),
        "practice": list(practices),
        "indicator": list(codes),
        "indicator_code": list(codes),
        "audience": ["public", "practices", "board"],
        "code": [area.practices[READER - 1].code if own else area.commissioner.code],
        "key": {"practice": list(practices), "indicator": list(codes)}.get(channel.key, []),
    }
    unknown = address.parameters.keys() - meanings.keys()
    assert not unknown, f"Say in fillings() what {sorted(unknown)} of {address.name} can be."
    names = list(address.parameters)
    for values in product(*(meanings[name] for name in names)):
        yield dict(zip(names, values, strict=True))
