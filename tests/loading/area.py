"""A commissioner that loads files: two areas of invented practices, and readers without a child."""

import importlib

from indicators.definitions import DefinitionData
from indicators.models import ReceivedFile
from indicators.returns.steps import silent
from indicators.services.definitions import define
from indicators.services.loading import load_file, receive_source_file
from indicators.services.looking import look_at_file, preview_file
from practices.models import Commissioner
from scorecard.jobs.limits import Answer
from tests.sources.geography import BY, geography

REGISTER = DefinitionData(
    name="Register",
    description="A register.",
    kind="proportion",
    polarity="none",
    numerator="on it",
    denominator="all",
    multiplier=100,
)
PREVALENCE = "PRACTICE_CODE,GROUP_CODE,REGISTER,PATIENT_LIST_TYPE,PRACTICE_LIST_SIZE"


def north() -> Commissioner:
    """The northern board with three practices and the indicators PREV-AF and REG."""
    geography()
    commissioner = Commissioner.objects.get(code="QZ1")
    for code in ("PREV-AF", "REG"):
        define(commissioner=commissioner, code=code, data=REGISTER, **BY)
    return commissioner


def read_here(function, content, arguments, **_):
    """As `read_limited`, in this process."""
    module, _, name = function.partition(":")
    return Answer(getattr(importlib.import_module(module), name)(content, silent, **arguments))


def load(commissioner, profile, content, name="file.csv", **given) -> ReceivedFile:
    """Receive and load a file as the worker would."""
    job = receive_source_file(
        commissioner=commissioner, profile=profile, name=name, content=content, **given, **BY
    )
    return load_file(file_id=job.arguments["file"], read=read_here, **BY)


def look(commissioner, content, name="file.csv", **given) -> ReceivedFile:
    """Receive a file that nobody knows, and look at it as the worker would."""
    job = receive_source_file(
        commissioner=commissioner, profile="unknown", name=name, content=content, **given, **BY
    )
    return look_at_file(file_id=job.arguments["file"], read=read_here, **BY)


def preview(file) -> ReceivedFile:
    return preview_file(file_id=file.pk, read=read_here, **BY)


def brought(file, what) -> dict[str, int]:
    """The counts of one kind of content of a loaded file."""
    [one] = [one for one in file.report["brought"] if one["what"] == what]
    return one["counts"]
