from indicators.models.agreements import Assessment, BenchmarkValue, Objective
from indicators.models.collection import (
    AskedPractice,
    Collection,
    CollectionItem,
    CollectionLock,
    Extension,
    Notice,
    NoticeKind,
    Period,
)
from indicators.models.definitions import Definition, Indicator, Kind, SuppliedBy
from indicators.models.figures import (
    Figure,
    FigureRemark,
    FigureState,
    Query,
    QueryDecision,
    ReceivedFile,
)
from indicators.models.returns import (
    DataReturn,
    DraftReturn,
    DraftValue,
    Evidence,
    ReturnDecision,
)
from indicators.models.runs import Certainty, Result, Run, RunDefinition, RunPart
from indicators.models.sources import SourceAgreement, SourceProfile
from indicators.models.verification import (
    ComplianceCheck,
    ComplianceFinding,
    ComplianceSample,
    Verification,
    VerificationWindow,
    WindowNotice,
)

__all__ = [
    "AskedPractice",
    "Assessment",
    "BenchmarkValue",
    "Certainty",
    "Collection",
    "CollectionItem",
    "CollectionLock",
    "ComplianceCheck",
    "ComplianceFinding",
    "ComplianceSample",
    "DataReturn",
    "Definition",
    "DraftReturn",
    "DraftValue",
    "Evidence",
    "Extension",
    "Figure",
    "FigureRemark",
    "FigureState",
    "Indicator",
    "Kind",
    "Notice",
    "NoticeKind",
    "Objective",
    "Period",
    "Query",
    "QueryDecision",
    "ReceivedFile",
    "Result",
    "ReturnDecision",
    "Run",
    "RunDefinition",
    "RunPart",
    "SourceAgreement",
    "SourceProfile",
    "SuppliedBy",
    "Verification",
    "VerificationWindow",
    "WindowNotice",
]
