"""What was refused and noticed, row by row."""

import numpy as np

from indicators.sources import outcomes
from indicators.sources.notices import Found, Notice
from indicators.sources.oddities import tell


def noticed(number):
    notices = []
    rows = np.arange(2, number + 2)
    where = np.ones(number, bool)
    tell(notices, Found.NEGATIVE, where, rows, lambda at: f"no {at}", "N", lambda at: f"-{at}")
    return notices


def test_one_notice_for_the_rest_gives_every_row_of_it():
    notices = noticed(500)
    assert len(notices) == 11
    rows = list(outcomes.unpacked(outcomes.packed(notices)))
    assert len(rows) == 500
    assert rows[499] == [
        "kept or left out, as it says",
        str(Found.NEGATIVE),
        "501",
        "N",
        "-499",
        "no 499",
        "1",
        "",
    ]


def test_a_refused_row_says_how_to_mend_it():
    [row] = outcomes.unpacked(outcomes.packed([Notice(Found.BROKEN_ROW, "2 cells", 7)]))
    assert (row[0], row[2]) == ("refused", "7")
    assert "as many cells" in row[-1] and len(row) == len(outcomes.HEADER)


def test_a_list_without_end_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr(outcomes, "LISTED", 20)
    rows = list(outcomes.unpacked(outcomes.packed(noticed(500))))
    assert len(rows) == 21
    assert rows[-1][1] == "and 480 more rows"


def test_the_same_notices_give_the_same_bytes():
    assert outcomes.packed(noticed(30)) == outcomes.packed(noticed(30))
    assert list(outcomes.unpacked(b"")) == []
