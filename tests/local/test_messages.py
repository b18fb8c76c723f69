"""A command that cannot go on says one sentence and ends with 1."""

import pytest

from scorecard.local.messages import SetUpError, command


def test_a_set_up_error_is_one_sentence_and_exit_code_1(capsys):
    @command
    def fails() -> None:
        raise SetUpError("The cupboard is bare. Go to market.")

    assert fails() == 1
    assert capsys.readouterr().err == "Stopped: The cupboard is bare. Go to market.\n"


def test_any_other_error_keeps_its_traceback():
    @command
    def breaks() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks()


def test_a_command_without_an_answer_succeeded():
    assert command(lambda: None)() == 0
