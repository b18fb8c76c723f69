from indicators.models.agreements import Assessment, BenchmarkValue, Objective
from indicators.models.collection import Collection, CollectionItem, DataReturn, Period
from indicators.models.definitions import Definition, Indicator, Kind, SuppliedBy
from indicators.models.figures import Figure, FigureState, Query, QueryDecision, ReceivedFile
from indicators.models.runs import Result, Run, RunDefinition

__all__ = [
    "Assessment",
    "BenchmarkValue",
    "Collection",
    "CollectionItem",
    "DataReturn",
    "Definition",
    "Figure",
    "FigureState",
    "Indicator",
    "Kind",
    "Objective",
    "Period",
    "Query",
    "QueryDecision",
    "ReceivedFile",
    "Result",
    "Run",
    "RunDefinition",
    "SuppliedBy",
]
