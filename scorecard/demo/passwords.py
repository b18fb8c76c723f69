"""Passwords of demo accounts: four words and a number, drawn afresh at each seeding. Pure."""

import secrets

from scorecard.demo.names import WORDS


def draw() -> str:
    words = [secrets.choice(WORDS) for _ in range(4)]
    return "-".join([*words, str(10 + secrets.randbelow(90))])
