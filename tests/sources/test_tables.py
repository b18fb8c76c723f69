"""Files as bytes: what is read, what is refused, and what is said about it."""

import pytest

from indicators.sources.notices import Found
from indicators.sources.tables import FileNotRead, read_table
from tests.sources.files import csv, profile, registers

ROW = "Z10001,5,100"


def sentences(table, found=Found.FILE):
    return [notice.sentence for notice in table.notices if notice.found == found]


def test_a_byte_order_mark_is_no_part_of_the_first_column():
    table = read_table(b"\xef\xbb\xbf" + registers(ROW), profile(), "f.csv")
    assert table.column(("PRACTICE",), "practice") == ["Z10001"]
    assert "byte-order mark" in sentences(table)[0]


def test_windows_line_ends_are_read_and_told():
    table = read_table(csv("PRACTICE,REGISTER,LIST", ROW, ends="\r\n"), profile(), "f.csv")
    assert table.column(("LIST",), "list") == ["100"]
    assert "CR LF" in sentences(table)[0]


def test_windows_1252_is_read_and_told():
    content = csv("PRACTICE,NAME", "Z10001,Café – naïve", encoding="windows-1252")
    table = read_table(content, profile(), "f.csv")
    assert table.column(("NAME",), "name") == ["Café – naïve"]
    assert "read as windows-1252" in sentences(table)[0]


def test_columns_are_found_by_any_accepted_name_in_any_order():
    table = read_table(csv("LIST,Practice.Code,REGISTER", "100,Z10001,5"), profile(), "f.csv")
    assert table.column(profile().practice, "practice") == ["Z10001"]
    assert table.used == {"practice": "2nd column 'Practice.Code'"}


def test_without_headings_columns_are_numbered_from_one():
    plain = profile(header=False, practice=1)
    table = read_table(csv('"Z10001","5"', '"Z10002","6"'), plain, "f.csv")
    assert table.column(plain.practice, "practice") == ["Z10001", "Z10002"]
    assert table.rows == [1, 2]


def test_a_row_of_another_width_is_refused_alone_and_empty_lines_are_nothing():
    table = read_table(registers(ROW, "", "Z10002,6", "Z10003,7,100"), profile(), "f.csv")
    assert table.rows == [2, 5]
    assert sentences(table, Found.BROKEN_ROW) == ["2 cells where the other rows have 3; refused."]


def test_another_delimiter_is_a_line_in_the_profile():
    table = read_table(csv("PRACTICE;X", "Z10001;1"), profile(delimiter=";"), "f.csv")
    assert table.column(("X",), "x") == ["1"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n", "is empty"),
        (b"PK\x03\x04rest", "damaged"),
        (b"PRACTICE\0,REGISTER", "NUL"),
        (b"PRACTICE,REGISTER,LIST\n", "has no rows"),
        (b'PRACTICE,REGISTER,LIST\n"Z1,5,100\n', "quotation marks"),
        (b"PRACTICE;REGISTER;LIST\nZ1;5;100,0\n", "no row has 1 cells"),
    ],
)
def test_what_is_no_such_file_is_refused_with_its_name(content, said):
    with pytest.raises(FileNotRead, match=said) as refused:
        read_table(content, profile(), "f.csv")
    assert "f.csv" in str(refused.value)


def test_text_in_no_encoding_of_the_profile_is_refused():
    with pytest.raises(FileNotRead, match="cannot be read as utf-8-sig"):
        read_table(b"PRACTICE\n\x81\n", profile(encodings=["utf-8-sig"]), "f.csv")


def test_a_missing_column_names_those_there_are():
    table = read_table(registers(ROW), profile(), "f.csv")
    with pytest.raises(FileNotRead, match=r"no column 'SIZE' for list.*PRACTICE, REGISTER, LIST"):
        table.column(("SIZE",), "list")


def test_a_column_that_stands_there_twice_is_not_guessed():
    table = read_table(csv("PRACTICE,N,N", "Z10001,1,2"), profile(), "f.csv")
    with pytest.raises(FileNotRead, match="more than once \\(2nd, 3rd\\)"):
        table.column(("N",), "number")


def test_a_number_beyond_the_last_column_is_refused():
    plain = profile(header=False, practice=1)
    table = read_table(csv("Z10001,5"), plain, "f.csv")
    with pytest.raises(FileNotRead, match="3rd column"):
        table.column((3,), "list")


def test_a_file_that_breaks_off_within_a_row_is_refused():
    with pytest.raises(FileNotRead, match="breaks off: its last row has 2 of 3 cells"):
        read_table(registers(ROW).rstrip() + b"\nZ10002,5", profile(), "f.csv")


def test_a_file_without_a_last_line_end_is_read_and_told():
    table = read_table(registers(ROW).rstrip(), profile(), "f.csv")
    assert "may be cut" in sentences(table)[-1]
