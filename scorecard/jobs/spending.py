"""A limit on memory for a piece of work in this very process, where no child can do it."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PAGES = Path("/proc/self/statm")
_DATA = 5  # the field of memory that belongs to this process alone and can be written


@contextmanager
def memory_within(most: int) -> Iterator[None]:
    """Within it, asking for more than `most` bytes beyond what is held raises MemoryError.

    The kernel counts what this process alone can write, for all its threads; address space that is
    only reserved is free. Where it does not say how much is held, and where a stricter limit holds
    already, nothing changes.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = _held() + most
    stricter = [one for one in (soft, hard) if one != resource.RLIM_INFINITY and one <= limit]
    if not _PAGES.exists() or stricter:
        yield
        return
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _held() -> int:
    return int(_PAGES.read_text().split()[_DATA]) * resource.getpagesize() if _PAGES.exists() else 0
