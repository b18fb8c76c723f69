"""Where the child process that reads files comes in: results and refusals as plain data. Pure."""

import importlib
from typing import Any

from indicators.returns.problems import FileRefused
from indicators.returns.steps import Step


def call(content: bytes, progress: Step, *, function: str, arguments: dict[str, Any]) -> Any:
    """Call "package.module:name" on the content; a FileRefused comes back as data, not raised."""
    module, _, name = function.partition(":")
    try:
        answer = getattr(importlib.import_module(module), name)(content, progress, **arguments)
    except FileRefused as refused:
        return {"refused": {**refused.as_json(), "kind": type(refused).__name__}}
    value, blob = answer if isinstance(answer, tuple) else (answer, b"")
    return {"read": value}, blob


def check(content: bytes, progress: Step, *, name: str, due: dict[str, Any]) -> dict[str, Any]:
    """`check_return` with JSON on both sides."""
    from indicators.returns.check import check_return
    from indicators.returns.due import DueReturn

    return check_return(content, name, DueReturn.from_json(due), progress).as_json()
