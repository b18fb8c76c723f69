"""What test_limits.py lets a child process do."""

import os
import signal
import time
from pathlib import Path


def echo(content, progress, **arguments):
    progress(1, 2, "Half-way")
    print("this must not be taken for an answer")
    return {"content": content.decode(), **arguments}


def with_bytes(content, progress):
    return {"size": len(content)}, content[::-1]


def environment(content, progress):
    return dict(os.environ)


def eat_memory(content, progress):
    return len([bytes(1024**2) for _ in range(4096)])


def spin(content, progress):
    while True:
        pass


def sleep(content, progress):
    time.sleep(60)


def end(content, progress, *, by):
    os.kill(os.getpid(), getattr(signal, by))
    time.sleep(60)


def fail(content, progress):
    raise RuntimeError("a fault of ours")


def no_answer(content, progress):
    os._exit(0)


def write_a_file(content, progress, *, path):
    Path(path).write_bytes(content)


def deaf(content, progress):
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    time.sleep(60)
