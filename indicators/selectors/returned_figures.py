"""Reading the figures of one practice for one collection."""

from indicators.models import Collection, Figure
from practices.models import Practice


def held_figures(collection: Collection, practice: Practice) -> dict[str, Figure]:
    """The figures that count now, by the code of their indicator, with what was noted beside."""
    found = (
        Figure.objects.current()
        .filter(
            period=collection.period_id,
            practice=practice,
            indicator__definitions__collectionitem__collection=collection,
        )
        .select_related("indicator")
        .prefetch_related("remarks")
        .distinct()
    )
    return {figure.indicator.code.upper(): figure for figure in found}
