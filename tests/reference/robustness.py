"""Robustness as one would work it out with pencil and paper: weighting by weighting, in fractions.

`practices` are rows of band words; `weightings` are pairs (weights of indicators, of domains).
"""

from fractions import Fraction

from tests.reference import composite

Range = tuple[object, object]


def band(score, green, red):
    if score is None:
        return None
    return "green" if score >= green else "red" if score < red else "amber"


def robustness(practices, domain_of, weightings, minimum, green, red, agreed):
    """Per practice: share that keeps its band, (lowest, highest) rank, the middle, and score."""
    bands_now = [
        band(composite.score(row, domain_of, *agreed, minimum).overall, green, red)
        for row in practices
    ]
    kept, ranks, scores = ([[] for _ in practices] for _ in range(3))
    for weights, domain_weights in weightings:
        tried = [
            composite.score(row, domain_of, weights, domain_weights, minimum).overall
            for row in practices
        ]
        for at, score in enumerate(tried):
            kept[at].append(band(score, green, red) == bands_now[at])
            if score is not None:
                better = sum(other is not None and other > score for other in tried)
                ranks[at].append(1 + better)
                scores[at].append(score)
    return [
        (
            Fraction(sum(kept[at]), len(kept[at])) if bands_now[at] else None,
            _ends(ranks[at], 0),
            _ends(ranks[at], len(ranks[at]) * 25 // 1000),
            _ends(scores[at], 0),
        )
        for at in range(len(practices))
    ]


def _ends(values, spare):
    ordered = sorted(values)
    return (ordered[spare], ordered[len(ordered) - 1 - spare]) if ordered else (None, None)
