"""What test_limits.py lets the reading of a return do, in the child process."""

import os
import signal
import time

from tests.jobs import in_a_child


def eat_memory(content, progress, **arguments):
    return in_a_child.eat_memory(content, progress)


def sleep(content, progress, **arguments):
    time.sleep(60)


def fail(content, progress, **arguments):
    raise RuntimeError("a fault of ours")


def stop(content, progress, **arguments):
    os.kill(os.getpid(), signal.SIGTERM)
