"""What the API answers, as types: its OpenAPI document is made from these."""

import datetime as dt
from typing import Generic, TypeVar

from ninja import Field, Schema

Item = TypeVar("Item")


class Problem(Schema):
    """Why there is no answer."""

    what: str = Field(description="What is wrong.")
    where: str = Field(description="Which part of the request, empty for the whole.")
    how: str = Field(description="How to mend it.")


class PageLinks(Schema):
    """Addresses of other pages of the same list; empty where there is none."""

    first: str
    previous: str
    next: str
    last: str


class Page(Schema, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    total: int = Field(description="How many items there are on all pages.")
    page: int
    pages: int
    links: PageLinks


class Named(Schema):
    code: str
    name: str


class AreaLinks(Schema):
    page: str
    editions: str
    changes: str
    feed: str


class Area(Schema):
    """A commissioner's area of which something is or was public."""

    slug: str
    code: str
    name: str
    links: AreaLinks


class EditionLinks(Schema):
    """Empty for an edition that was withdrawn, but for its page."""

    page: str
    practices: str
    indicators: str
    figures_csv: str
    practices_csv: str
    indicators_csv: str
    metadata: str


class Changed(Schema):
    """Of what the corrected edition and this one tell by name."""

    figures_changed: int
    practices_changed: int = Field(description="Practices with a figure that changed.")
    figures_no_longer_told: int
    figures_told_again: int = Field(description="Withheld in the corrected edition.")
    comparisons_changed: int = Field(description="Only how the figure compares is different.")
    overall_results_changed: int


class Edition(Schema):
    """A frozen copy of results. A later edition may correct it; it never changes itself."""

    period: Named
    number: int = Field(description="Counts the editions of a period, from 1.")
    title: str
    introduction: str
    state: str = Field(description="published, corrected (by a later edition) or withdrawn.")
    published_at: dt.datetime
    changed_at: dt.datetime = Field(description="When its state became what it is.")
    corrects: int | None = Field(description="The number of the edition it stands in for.")
    reason: str = Field(description="Why it corrects another one.")
    what_changed: str = Field(description="What a correction changed, in words.")
    changed: Changed | None = Field(description="The same in numbers.")
    note: str = Field(description="Why it was corrected or withdrawn.")
    scorecard: str
    scorecard_version: int
    run: int = Field(description="The banding run it was made from.")
    banded_on: str
    overall_rule: str
    small_numbers: str = Field(description="What is withheld because few people are counted.")
    licence: str
    licence_address: str
    links: EditionLinks


class Change(Schema):
    """One publication, correction or withdrawal."""

    at: dt.datetime
    what: str = Field(description="published, corrected or withdrawn.")
    period: str
    number: int
    title: str
    scorecard: str = Field(description="Name of the scorecard; numbers count within the period.")
    reason: str
    what_changed: str = Field(description="What a correction changed, in words.")
    changed: Changed | None = Field(description="The same in numbers.")
    page: str


class Practice(Schema):
    practice_code: str
    practice_name: str
    postcode: str
    network_code: str
    network_name: str
    patients: float | None
    not_ranked_because: str
    overall: str = Field(description="Its overall band, or why it is not told.")
    overall_score: str
    practice_says: str = Field(description="What it says of its results as a whole.")
    figures: str = Field(description="Address of its figures.")


class Indicator(Schema):
    indicator_code: str
    indicator_name: str
    description: str
    rationale: str
    numerator_words: str
    denominator_words: str
    unit: str
    polarity: str
    kind: str
    domain: str
    weight: float | None
    legend: str
    bands_agreed: str
    minimum_denominator: float | None
    source: str
    evidence: str
    told: str = Field(description="Practices by name, without names, or the whole alone.")
    together: float | None = Field(description="What all add up to, where the whole alone is told.")
    definition_version: int
    figures: str = Field(description="Address of every practice's figure.")


class Figure(Schema):
    """One practice on one indicator. A number that is null is missing or hidden, never zero:
    `status` says which."""

    practice_code: str = Field(description="“not named” where figures are told without names.")
    indicator_code: str
    period: str
    numerator: float | None
    denominator: float | None
    value: float | None = Field(description="In the indicator's unit, not rounded.")
    lower: float | None
    upper: float | None
    status: str
    band: str = Field(description="Green, Amber, Red, or empty.")
    why_no_band: str
    close: bool = Field(description="Too close to call.")
    comparison: str
    compared_with: str
    benchmark: float | None
    standing: str
    modelled: bool
    text: str
    practice_says: str = Field(description="What the practice puts beside it, in its own words.")
    edition: int
    run: int
    definition_version: int
    explanation: str = Field(description="Address of how it came about, empty without a name.")


class Number(Schema):
    name: str
    label: str
    shown: str
    unit: str
    value: float | None


class Label(Schema):
    label: str
    words: str


class Link(Schema):
    name: str
    label: str
    words: str
    address: str


class Explanation(Schema):
    """One figure with how it came about, in sentences."""

    figure: Figure
    practice: Named
    indicator: Named
    period: Named
    headline: str
    band: str
    why_no_band: str
    comparison: str
    sentences: list[str]
    numbers: list[Number]
    method: list[Label]
    links: list[Link]
