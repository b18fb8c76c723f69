"""What can go wrong with a job."""


class JobRefused(Exception):
    """Raised by a handler for something the person who asked can mend. It is not tried again.

    The message is a plain sentence; the job's page shows it as it is.
    """


class TryAgain(Exception):
    """Raised by a handler when something outside was briefly away: the job is queued again."""


class ClaimLost(Exception):
    """Another worker holds the job now; what this attempt did is rolled back."""


class UnknownKind(Exception):
    """No installed app handles this kind of job."""
