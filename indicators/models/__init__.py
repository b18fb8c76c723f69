from indicators.models.collection import Collection, CollectionItem, DataReturn, Period
from indicators.models.definitions import Definition, Indicator, Kind, SuppliedBy
from indicators.models.figures import Figure, FigureState, Query, QueryDecision, ReceivedFile
from indicators.models.runs import Result, Run, RunDefinition

__all__ = [
    "Collection",
    "CollectionItem",
    "DataReturn",
    "Definition",
    "Figure",
    "FigureState",
    "Indicator",
    "Kind",
    "Period",
    "Query",
    "QueryDecision",
    "ReceivedFile",
    "Result",
    "Run",
    "RunDefinition",
    "SuppliedBy",
]
