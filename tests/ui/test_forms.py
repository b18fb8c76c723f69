"""Errors of forms are sentences that say what to do."""

import datetime as dt

import pytest
from django import forms

from scorecard.ui.forms import DateField, PlainForm


class Period(PlainForm):
    name = forms.CharField()
    ods_code = forms.CharField(label="ODS code")
    practices = forms.IntegerField(label="Number of practices")
    target = forms.DecimalField()
    opens_on = DateField(label="First day")
    polarity = forms.ChoiceField(choices=[("high", "High")])
    agreed = forms.BooleanField(label="The practices agreed")
    file = forms.FileField(label="Return")
    contact = forms.EmailField(label="E-mail address")


def _errors(**data: str) -> dict[str, list[str]]:
    return dict(Period(data, {}).errors)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("name", "Enter name"),
        ("ods_code", "Enter ODS code"),
        ("practices", "Enter number of practices"),
        ("opens_on", "Enter first day"),
        ("polarity", "Choose polarity"),
        ("agreed", "Tick “The practices agreed” to go on"),
        ("file", "Choose a file: return"),
        ("contact", "Enter e-mail address"),
    ],
)
def test_an_empty_field_is_asked_for_by_name(field: str, message: str) -> None:
    assert _errors()[field] == [message]


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("practices", "12.5", "Enter number of practices as a whole number, for example 12"),
        ("target", "12,5%", "Enter target as a number, for example 12.5"),
        ("opens_on", "31/6/2026", "Enter first day as a date, for example 30/6/2026"),
        ("polarity", "up", "Choose polarity from the list"),
    ],
)
def test_a_wrong_answer_says_how_a_right_one_looks(field: str, typed: str, message: str) -> None:
    assert _errors(**{field: typed})[field] == [message]


@pytest.mark.parametrize("typed", ["2026-06-30", "30/6/2026", "30.6.2026", "30 June 2026"])
def test_dates_are_read_day_first(typed: str) -> None:
    assert DateField().clean(typed) == dt.date(2026, 6, 30)


def test_a_date_field_shows_what_the_browser_expects() -> None:
    form = Period(initial={"opens_on": dt.date(2026, 6, 30)})
    assert 'value="2026-06-30"' in str(form["opens_on"])
    assert 'type="date"' in str(form["opens_on"])


def test_a_forms_own_message_is_kept() -> None:
    class Own(PlainForm):
        name = forms.CharField(error_messages={"required": "What do patients call it?"})

    assert Own({}).errors["name"] == ["What do patients call it?"]
