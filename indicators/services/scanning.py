"""Whether a file holds a virus, asked of the scanner that the settings name, if they name one."""

import structlog
from django.conf import settings

from indicators import clamd
from indicators.returns.problems import FileRefused
from scorecard.jobs.errors import TryAgain

log = structlog.get_logger("indicators.scanning")


class VirusFound(FileRefused):
    """A scanner knows the file: it is refused and its content is not kept."""


class TooLargeToScan(FileRefused):
    """More than the scanner takes: nobody knows, so it is not kept."""


class ScannerAway(TryAgain):
    """The scanner gave no answer, so nobody may use the file yet. A job is tried again."""


def is_on() -> bool:
    """Whether files are scanned; a page says so either way."""
    return bool(settings.CLAMD_ADDRESS)


def trouble() -> str:
    """'' when the scanner answers or there is none, else what is wrong, for the log."""
    try:
        if is_on():
            clamd.ping(settings.CLAMD_ADDRESS)
    except clamd.NoAnswer as error:
        return str(error)
    return ""


def scan(content: bytes) -> None:
    """Pass what the scanner passes; without a scanner everything passes.

    Raises VirusFound, TooLargeToScan and ScannerAway.
    """
    if not is_on():
        return
    try:
        virus = clamd.found_in(content, settings.CLAMD_ADDRESS)
    except clamd.TooMuch as error:
        log.error("larger than the scanner takes: raise its StreamMaxLength", size=len(content))
        raise TooLargeToScan(
            "The file is larger than the virus scanner of this site takes, so it was not kept.",
            "Send a smaller file, or ask those who run this site to raise the scanner's limit.",
        ) from error
    except clamd.NoAnswer as error:
        log.error("the virus scanner gave no answer", reason=str(error))
        raise ScannerAway("the virus scanner gave no answer") from error
    if virus:
        log.warning("virus found", virus=virus, size=len(content))
        raise VirusFound(
            f"The virus scanner found {virus[:100]} in this file, so it was not kept.",
            "Tell whoever looks after your computers. Make the file anew on a computer that is "
            "clean, and upload that.",
        )
