"""What people type is kept and said back without marks that turn the words around it."""

import pytest
from django import forms

from scorecard.ui.forms import PlainForm
from scorecard.ui.typed import TURNING, kept, said_back


class Naming(PlainForm):
    name = forms.CharField(max_length=10)
    word = forms.CharField(required=False, widget=forms.PasswordInput)


@pytest.mark.parametrize("mark", TURNING)
def test_no_mark_that_turns_text_is_kept_or_said_back(mark):
    assert kept(f"a{mark}b") == said_back(f"a{mark}b", 9) == "ab"
    form = Naming({"name": f" {mark}abc", "word": f"{mark}x"})
    assert form.is_valid()
    assert form.cleaned_data == {"name": "abc", "word": f"{mark}x"}


def test_a_name_of_such_marks_alone_is_none():
    form = Naming({"name": TURNING})
    assert form.errors == {"name": ["Enter name"]}


def test_names_from_right_to_left_stay_and_long_texts_are_cut():
    assert kept("عيادة الواحة") == "عيادة الواحة"
    assert said_back("x" * 50 + "\x00", 40) == "x" * 40 + "…"
