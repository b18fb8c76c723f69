"""What the address of an indicator's page asks for; what it does not know is said in words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

VIEWS = {
    "practices": "Every practice",
    "funnel": "Funnel",
    "time": "Over time",
    "groups": "Networks and deprivation",
    "cost": "Against another indicator",
    "need": "Need and result",
    "missing": "Who is missing",
    "about": "About the indicator",
}
ORDERS = {"best": "Best first", "name": "By name"}
_LONGEST = 60  # characters of an unknown choice that are repeated to the reader


@dataclass(frozen=True)
class Asked:
    """`against` is the comparator chosen, "" for the agreed one; `beside` the code of the other
    indicator and `size` that of the one that makes markers larger. `notes` say what was not
    understood and what is shown instead."""

    period: str = ""
    view: str = "practices"
    against: str = ""
    beside: str = ""
    size: str = ""
    order: str = "best"
    page: str = "1"
    only_close: bool = False
    notes: tuple[str, ...] = ()

    def query(self, **changes: str) -> str:
        """The address of the same page with other choices; the page number starts anew."""
        one = replace(self, **{"page": "1", **changes})  # type: ignore[arg-type]
        chosen = {
            "period": one.period,
            "view": "" if one.view == "practices" else one.view,
            "against": one.against,
            "with": one.beside if one.view == "cost" else "",
            "size": one.size if one.view == "need" else "",
            "order": "" if one.order == "best" or one.view != "practices" else one.order,
            "close": "1" if one.only_close and one.view == "practices" else "",
            "page": "" if one.page == "1" else one.page,
        }
        return f"?{urlencode({name: value for name, value in chosen.items() if value})}"

    def instead(self, said: str, **changes: str) -> "Asked":
        """With a choice put right, and the sentence that says so."""
        return replace(self, notes=(*self.notes, said), **changes)  # type: ignore[arg-type]


def read(query: Mapping[str, str]) -> Asked:
    """From the address; whatever is unknown becomes the default and a note."""
    asked = Asked(
        period=query.get("period", ""),
        view=query.get("view", "") or "practices",
        against=query.get("against", ""),
        beside=query.get("with", ""),
        size=query.get("size", ""),
        order=query.get("order", "") or "best",
        page=query.get("page", "1"),
        only_close="close" in query,
    )
    if asked.view not in VIEWS:
        asked = asked.instead(unknown("view", asked.view, "every practice"), view="practices")
    if asked.order not in ORDERS:
        asked = asked.instead(unknown("order", asked.order, "the best first"), order="best")
    return asked


def unknown(what: str, given: str, instead: str) -> str:
    short = given if len(given) <= _LONGEST else f"{given[:_LONGEST]}…"
    return f"There is no {what} called “{short}” here, so the page shows {instead}."
