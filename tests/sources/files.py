"""Tiny invented files and profiles, each with one quirk of the real ones."""

from indicators.sources.profiles import Profile, read


def profile(**changes: object) -> Profile:
    """Registers on lists, the shape of most national files; `changes` override it."""
    raw = {
        "title": "Invented registers",
        "source": "Invented",
        "practice": ["PRACTICE", "Practice.Code"],
        "figures": [
            {
                "indicator": "REG",
                "numerator": "REGISTER",
                "denominator": "LIST",
                "share": True,
                "whole": True,
            }
        ],
    }
    return read("invented", {**raw, **changes})


def csv(*rows: str, ends: str = "\n", encoding: str = "utf-8") -> bytes:
    return "".join(row + ends for row in rows).encode(encoding)


def registers(*rows: str) -> bytes:
    """A file for `profile()`: rows of practice, register and list."""
    return csv("PRACTICE,REGISTER,LIST", *rows)
