"""Columns read at once, in blocks, are what Python's reader finds row by row."""

import csv

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from indicators.sources import delimited
from indicators.sources.notices import Found, counts
from indicators.sources.parsing import parse_figures
from tests.reference import delimited as slow
from tests.sources.files import profile, registers

# Blocks so small that rows, quoted cells and line ends lie across their borders.
BLOCK = 64

cells = st.text(alphabet='a1 é"\n\r,;', max_size=6)
ends = st.sampled_from(["\n", "\r\n", "\r"])


@st.composite
def written_by_programs(draw):
    """Cells quoted where they must be, rows of any width, blank lines, any line ends."""
    width = draw(st.integers(1, 3))
    headings = [f"h{at}" for at in range(width)]
    rows = draw(
        st.lists(st.lists(cells, max_size=4) | st.lists(cells, min_size=width, max_size=width))
    )
    end = draw(ends)
    return end.join(",".join(map(quoted, row)) for row in [headings, *rows]) + draw(
        st.sampled_from([end, ""])
    )


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set('"\r\n,') else cell


def compare(text, monkeypatch, delimiter=","):
    with monkeypatch.context() as patch:
        patch.setattr(delimited, "BLOCK", BLOCK)
        try:
            found = delimited.read_delimited(text.encode(), delimiter, 1)
        except delimited.NotDelimited as error:
            assume("longer than" not in str(error))
            with pytest.raises(csv.Error):
                slow.read(text, delimiter)
            return
    expected = slow.read(text, delimiter)
    columns = [column.tolist() for column in found.columns]
    rows = [list(row) for row in zip(*columns, strict=True)]
    assert found.headings == expected.headings
    assert dict(zip(found.numbers.tolist(), rows, strict=True)) == expected.rows
    assert {one.row: one.cells for one in found.odd} == expected.odd


@pytest.fixture(scope="module")
def monkeypatch():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@given(written_by_programs())
@example('h0,h1\r\n"a\r\nb",1\r\n\r\n2\r\n"",""\r\n' + "x,y\r\n" * 30)
def test_files_as_programs_write_them(monkeypatch, text):
    compare(text, monkeypatch)


@given(st.text(alphabet='a1 é"\n\r,;', max_size=150).map("h0,h1\n".__add__))
@example('h0,h1\na"b,c"d\n')
@example('h0,h1\n"a"b,c\n')
@example('h0,h1\n"a,b\n')
@example('h0,h1\n"a","b"c,"\n')
def test_files_in_which_quotation_marks_stand_anywhere(monkeypatch, text):
    compare(text, monkeypatch)


@given(st.lists(st.text(alphabet="ab12.-", max_size=5)), st.data())
def test_a_column_of_codes_is_its_texts(texts, data):
    column = delimited.Coded.of(texts)
    kept = [data.draw(st.booleans()) for _ in texts]
    part = column[delimited.np.array(kept, bool)]
    assert column.tolist() == texts
    assert part.tolist() == [text for text, stays in zip(texts, kept, strict=True) if stays]
    assert part.counted() == {t: part.tolist().count(t) for t in sorted(set(part.tolist()))}
    assert delimited.Coded.joined([part, column]).tolist() == part.tolist() + texts
    assert column.mapped(str.upper).tolist() == [text.upper() for text in texts]
    assert column.among(["a"]).tolist() == [text == "a" for text in texts]


lines = st.tuples(
    st.sampled_from(["Z1", "Z2", "Z3"]), st.sampled_from(["5", "5.0", "6", "NA", "x"])
)


@given(st.lists(lines, min_size=1, max_size=12))
def test_rows_given_twice_are_decided_as_one_by_one(given_lines):
    rows = [f"{code},{number},9" for code, number in given_lines]
    parsed = parse_figures(registers(*rows), profile(), "f.csv")
    kept, twice, contradicting = slow.once(given_lines)
    found = counts(parsed.notices)
    assert dict(zip(parsed.figures.row.tolist(), parsed.figures.practice, strict=True)) == kept
    assert found.get(Found.DUPLICATE, 0) == twice
    assert found.get(Found.CONTRADICTION, 0) == contradicting
