"""Loaded by every worker: judging one definition takes a quarter of a second longer."""

import time

from indicators.services import judged, part_orders

SECONDS = 0.25
quick = judged.judge_one


def slow(*arguments):
    time.sleep(SECONDS)
    return quick(*arguments)


judged.judge_one = part_orders.judge_one = slow
