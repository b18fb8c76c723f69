"""What can go wrong with a job."""

import errno

from psycopg.errors import DiskFull


class JobRefused(Exception):
    """Raised by a handler for something the person who asked can mend. It is not tried again.

    The message is a plain sentence; the job's page shows it as it is.
    """


class TryAgain(Exception):
    """Raised by a handler when something outside was briefly away: the job is queued again.

    Its text says what, as the middle of a sentence: "the virus scanner gave no answer".
    """


class ClaimLost(Exception):
    """Another worker holds the job now; what this attempt did is rolled back."""


class Cancelled(Exception):
    """Somebody asked that the job be cancelled: what this attempt did is rolled back."""


class UnknownKind(Exception):
    """No installed app handles this kind of job."""


def is_disk_full(error: BaseException) -> bool:
    """Whether there was no room: on this machine's disk, or on that of the database."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    # A COPY raises the driver's own errors, everything else Django's around them.
    return isinstance(error, DiskFull) or isinstance(error.__cause__, DiskFull)
