"""manage.py check_catalogue: says where every problem is, and fails when there is one."""

import pytest
from django.core.management import CommandError, call_command

from indicators import catalogue

CARD = """name = "Mine"
[[domains]]
name = "Access"
weight = 100
[[indicators]]
code = "ACC01"
name = "Seen soon"
description = "How many were seen soon."
domain = "Access"
weight = 100
kind = "yes_no"
polarity = "high"
rule = { rule = "yes_no" }
review_on = 2020-01-31
"""


def test_every_file_of_the_catalogue_passes(capsys):
    call_command("check_catalogue")
    said = capsys.readouterr().out
    assert all(f"{name}.toml: " in said for name in catalogue.names())
    assert "76 weighted indicators in 10 domains, 0 beside them." in said


def test_a_file_that_is_named_is_checked_and_warnings_do_not_fail(tmp_path, capsys):
    file = tmp_path / "mine.toml"
    file.write_text(CARD)
    call_command("check_catalogue", str(file))
    said = capsys.readouterr().out
    assert f"{file}: Mine: 1 weighted indicators" in said
    assert "Warning, ACC01: The review date, 31 January 2020, is in the past." in said
    assert "Warning, ACC01: Nobody is named who agreed the levels." in said


def test_every_problem_of_every_file_is_told(tmp_path):
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text(CARD.replace("kind", "kind_of"))
    two.write_text(CARD.replace("weight = 100\n[[", "[["))
    missing = tmp_path / "three.toml"
    with pytest.raises(CommandError) as caught:
        call_command("check_catalogue", str(one), str(two), str(missing))
    said = str(caught.value)
    assert f"{one}, line 11: indicator ACC01: the field 'kind_of' is not known." in said
    assert f"{two}, line 2: domain 'Access': the field weight is missing." in said
    assert f"{missing}: No such file or directory. Check the path of the file." in said
    assert caught.value.returncode == 1


def test_an_endless_file_is_read_only_to_its_limit():
    with pytest.raises(CommandError, match="larger than 1024 kB"):
        call_command("check_catalogue", "/dev/zero")
