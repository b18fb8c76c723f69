"""Writing while the next is being made: two cores work, the database's and ours."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

Buffer = bytes | memoryview
# Bytes made and not written yet: enough that neither side waits for the other's next block.
AHEAD = 4_000_000


@contextmanager
def written_behind(write: Callable[[Buffer], Any]) -> Iterator[Callable[[Buffer], None]]:
    """Gives a `write` that returns at once; the blocks arrive in order, from one thread.

    What the database objects to is raised at one of the next blocks, at the latest at the end.
    """
    waiting: deque[tuple[Future[Any], int]] = deque()
    ahead = 0

    def settle() -> None:
        nonlocal ahead
        done, size = waiting.popleft()
        ahead -= size
        done.result()

    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="copy") as thread:

        def later(block: Buffer) -> None:
            nonlocal ahead
            waiting.append((thread.submit(write, block), len(block)))
            ahead += len(block)
            while ahead > AHEAD:
                settle()

        try:
            yield later
            while waiting:
                settle()
        finally:
            for one, _ in waiting:
                one.cancel()
