"""What practices say about themselves in words. Pure."""

import numpy as np

from scorecard.demo.draws import stream

_CHOICES: dict[str, tuple[str, ...]] = {
    "FAC01": (
        "Monday to Friday, 8 am to 6.30 pm",
        "Monday to Friday, 8 am to 6.30 pm",
        "Monday to Friday, 8.30 am to 6 pm; closed Thursday from 1 pm",
        "Monday to Friday, 8 am to 6 pm",
    ),
    "FAC02": (
        "Tuesday until 8 pm",
        "Wednesday from 7 am",
        "Every second Saturday, 9 am to noon",
        "Monday and Thursday until 7.30 pm",
        "None at the practice; the network offers Saturday appointments",
    ),
    "FAC04": (
        "Yes, all rooms",
        "Yes, all rooms",
        "Yes, by lift",
        "Ground floor only; ask for a room there when you book",
        "No, two steps at the door; staff help with a ramp",
    ),
    "FAC05": ("Yes", "Yes", "Yes, on most days", "No, male GPs only", "No, female GPs only"),
    "FAC06": (
        "Local number, standard rate",
        "Local number, standard rate",
        "0300 number, charged like a local call",
    ),
}
_LANGUAGES = ("Arabic", "Bengali", "French", "Gujarati", "Polish", "Portuguese", "Punjabi")
_MORE_LANGUAGES = ("Romanian", "Somali", "Spanish", "Turkish", "Urdu", "Welsh")


def text(seed: int, code: str, practice: str, deprivation: float) -> str:
    """The words of fact `code` for a practice; the same in every year."""
    draw = stream(seed, "fact", code, practice)
    if code == "FAC03":
        return _languages(draw, deprivation)
    choices = _CHOICES[code]
    return choices[int(draw.integers(len(choices)))]


def _languages(draw: np.random.Generator, deprivation: float) -> str:
    every = _LANGUAGES + _MORE_LANGUAGES
    count = int(draw.binomial(5, min(0.8, deprivation / 70)))
    chosen = sorted(draw.choice(len(every), size=count, replace=False).tolist())
    return "; ".join(["English", *(every[n] for n in chosen)])
