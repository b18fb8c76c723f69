"""Small numbers figure by figure, as docs/small-numbers.md says it. Counts are never rounded here.

An edition is a list of indicators, and an indicator a list of figures in the order of practices.
"""

from dataclasses import dataclass, field, replace

from tests.reference.linked import Links, links_between

INSIDE = ("area", "network", "group", "similar")


@dataclass(frozen=True)
class Figure:
    above: float | None = None
    below: float | None = None
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    own_benchmark: float | None = None
    rank: int | None = None
    band: int = 0
    comparison: int = 0
    close: bool = False
    withheld: bool = False


@dataclass(frozen=True)
class Kind:
    """What matters of a definition here."""

    kind: str = "proportion"
    national: bool = False
    comparator: str = "area"
    rule: str = ""
    scatters: bool = False


@dataclass(frozen=True)
class Told:
    figures: list[Figure]
    benchmark: float | None = None
    scatter: float | None = None


@dataclass(frozen=True)
class Rules:
    threshold: int = 5
    zero_shown: bool = True
    list_minimum: int = 0


@dataclass
class Edition:
    rules: Rules
    kinds: list[Kind]
    told: list[Told]
    patients: list[float | None]
    # (indicator, practice) -> (above, below) as an earlier edition of the period told them
    before: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)

    def disclosed(self) -> list[Told]:
        hidden = self.small_ones()
        if any(hidden.values()):
            hidden = self.with_what_tells(hidden)
        places = range(len(self.patients))
        return [
            self.without(at, {place for place in places if (at, place) in hidden})
            for at in range(len(self.kinds))
        ]

    def is_small(self, count: float | None) -> bool:
        least = 1 if self.rules.zero_shown else 0
        return count is not None and least <= abs(count) <= self.rules.threshold

    def small_ones(self) -> dict[tuple[int, int], set[str]]:
        """By figure which of its counts are too small: "above", "below", "rest"."""
        found = {}
        for at, kind in enumerate(self.kinds):
            if kind.national:
                continue
            for place, figure in enumerate(self.told[at].figures):
                why = self.why_small(kind, figure, place, self.before.get((at, place)))
                if why:
                    found[at, place] = why
        return found

    def why_small(self, kind, figure, place, before) -> set[str]:
        patients = self.patients[place]
        short = patients is not None and patients < self.rules.list_minimum
        counts = {"above": figure.above, "below": figure.below}
        then = dict(zip(counts, before, strict=True)) if before else {}
        if kind.kind == "proportion" and None not in counts.values():
            counts["rest"] = figure.below - figure.above
            if then:
                then["rest"] = then["below"] - then["above"]
        why = {name for name, count in counts.items() if self.is_small(count)}
        why |= {name for name in then if self.differs_by_few(counts[name], then[name])}
        if short and (figure.above, figure.below, figure.value) != (None, None, None):
            why.add("above")
        return why

    def differs_by_few(self, now, then) -> bool:
        return now is not None and 0 < abs(now - then) <= self.rules.threshold

    def with_what_tells(self, small):
        links = links_between(
            [
                [getattr(figure, side) for figure in told.figures]
                for told in self.told
                for side in ("above", "below")
            ]
            + [self.patients]
        )
        hidden = dict.fromkeys(small, True)
        for place in range(len(self.patients)):
            while self.hide_more(place, small, hidden, links):
                pass
        return hidden

    def hide_more(self, place, small, hidden, links: Links) -> bool:
        known = self.known(place, links, lambda at: (at, place) not in hidden)
        fixed = self.known(place, links, lambda at: self.is_public(at, place, small))
        more = set()
        for (at, where), why in small.items():
            if where != place:
                continue
            above, below = links.count_of[2 * at], links.count_of[2 * at + 1]
            if "above" in why and above in known:
                more |= self.tellers(above, at, place, known, fixed, links)
            if "below" in why and below in known:
                more |= self.tellers(below, at, place, known, fixed, links)
            if "rest" in why and above in known and below in known:
                count = below if above in fixed else above
                more |= self.tellers(count, at, place, known, fixed, links)
        new = {
            (at, place)
            for at in more
            if not self.is_public(at, place, small) and (at, place) not in hidden
        }
        hidden.update(dict.fromkeys(new, True))
        return bool(new)

    def is_public(self, at, place, small) -> bool:
        if self.kinds[at].national:
            return True
        figure, before = self.told[at].figures[place], self.before.get((at, place))
        return before == (figure.above, figure.below) and (at, place) not in small

    def known(self, place, links, is_told) -> set[int]:
        """The counts of a practice that can be read, or worked out by adding and taking away."""
        columns = len(self.kinds) * 2
        found = {
            links.count_of[column]
            for column in range(columns + 1)
            if links.columns[column][place] is not None
            and (column == columns or is_told(column // 2))
        }
        growing = True
        while growing:
            growing = False
            for members in links.sums:
                missing = [one for one in members if one not in found]
                known_here = all(links.value(one, place) is not None for one in members)
                if len(missing) == 1 and known_here:
                    found.add(missing[0])
                    growing = True
        return found

    def tellers(self, count, but, place, known, fixed, links) -> set[int]:
        found = self.those_with(count, but, links)
        for members in links.sums:
            others = [one for one in members if one != count]
            if count not in members or not all(one in known for one in others):
                continue
            free = [one for one in others if one not in fixed]
            if free:
                chosen = min(free, key=lambda one: links.value(one, place))
                found |= self.those_with(chosen, but, links)
        return found

    def those_with(self, count, but, links) -> set[int]:
        columns = range(len(self.kinds) * 2)
        return {one // 2 for one in columns if links.count_of[one] == count} - {but}

    def without(self, at: int, hidden: set[int]) -> Told:
        kind, told = self.kinds[at], self.told[at]
        if kind.national:
            return told
        figures = [
            Figure(withheld=True) if place in hidden else figure
            for place, figure in enumerate(told.figures)
        ]
        # A practice's own network or past; it stays with a hidden figure only where none does.
        figures = [
            replace(one, own_benchmark=of.own_benchmark)
            for one, of in zip(figures, told.figures, strict=True)
        ]
        if kind.comparator == "own_past":
            figures = [replace(one, own_benchmark=None) for one in figures]
        told = replace(told, figures=figures)
        return self.without_what_tells(kind, told) if hidden else told

    def without_what_tells(self, kind: Kind, told: Told) -> Told:
        inside = kind.comparator in INSIDE
        figures = [replace(one, rank=None) for one in told.figures]
        if inside or kind.scatters:
            figures = [replace(one, comparison=0) for one in figures]
        if kind.scatters:
            figures = [replace(one, lower=None, upper=None, close=False) for one in figures]
        if inside:
            figures = [replace(one, own_benchmark=None) for one in figures]
        by_others = kind.rule == "quantile" or (
            kind.rule in ("interval", "funnel") and (inside or kind.scatters)
        )
        if by_others:
            figures = [
                replace(one, band=0, close=False, withheld=True) if one.band else one
                for one in figures
            ]
        return Told(
            figures,
            benchmark=None if inside else told.benchmark,
            scatter=None if kind.scatters else told.scatter,
        )
