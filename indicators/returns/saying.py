"""A figure in a few words, where neither its unit nor its kind is at hand. Pure."""

from indicators.returns.figures import ReturnedFigure

_LONGEST = 60


def figure_said(figure: ReturnedFigure) -> str:
    """ "80 of 100", "9.5", the beginning of a text, or why there is none."""
    if figure.state != "present":
        return figure.state.replace("_", " ")
    if figure.numerator is not None and figure.denominator is not None:
        return f"{figure.numerator:,.15g} of {figure.denominator:,.15g}"
    number = figure.value if figure.numerator is None else figure.numerator
    if number is not None:
        return f"{number:,.15g}"
    return f"“{figure.text[:_LONGEST]}{'…' if len(figure.text) > _LONGEST else ''}”"
