"""What runs in the child process of `limits.run_limited`: one function, under limits of its own.

Standard input: one line of JSON that names the function, then the content. Standard output: lines
of JSON, each one {"step": ...} of progress, at last one with the answer. No framework, no
settings, no database: whatever a file does to this process, there is nothing else in here.

Arguments: modules to load before there is anything to do. One process does one order, and ends
without one when whoever started it is gone.
"""

import importlib
import json
import os
import resource
import signal
import sys
import traceback
from typing import Any

# An exit code that no signal and no ordinary end of Python uses.
OUT_OF_MEMORY = 77


def main() -> None:
    for module in sys.argv[1:]:
        importlib.import_module(module)
    line = sys.stdin.buffer.readline()
    if not line:
        return
    order = json.loads(line)
    limit(memory=order["memory"], seconds=order["seconds"])
    # What the function prints is no answer. It goes nowhere, since a file must not grow.
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)

    def send(line: dict[str, Any]) -> None:
        answers.write(json.dumps(line).encode() + b"\n")
        answers.flush()

    def progress(done: int, total: int, message: str = "") -> None:
        send({"step": [done, total, message]})

    try:
        content = sys.stdin.buffer.read()
        answer = named(order["function"])(content, progress, **order["arguments"])
        value, blob = answer if isinstance(answer, tuple) else (answer, b"")
        send({"value": value, "bytes": len(blob)})
        answers.write(blob)
        answers.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # there may be no memory left for an ordinary end
    except Exception:
        send({"failed": traceback.format_exc()})


def limit(*, memory: int, seconds: int) -> None:
    """Bytes of address space and seconds by both clocks. The kernel itself keeps these limits.

    So they hold even where the interpreter hangs, and where the parent is gone.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # The first number is a signal that tells why, the second kills.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # It answers through its pipe and has no file to write.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
    # Ctrl-C in a terminal reaches every process of it; the worker itself ends when it has ended.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def named(function: str) -> Any:
    """The function that "package.module:name" names."""
    module, _, name = function.partition(":")
    return getattr(importlib.import_module(module), name)


if __name__ == "__main__":
    main()
