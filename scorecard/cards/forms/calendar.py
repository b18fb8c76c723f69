"""A year of returns on one page."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from indicators.periods import PeriodSpan, deadline_problem
from indicators.returns.reminding import months_of_warning
from scorecard.cards.forms.asking import AskingForm
from scorecard.cards.services.periods import Plan
from scorecard.ui.forms import DateField

# Offered first; the analyst decides.
RETURN_TIME = dt.timedelta(weeks=6)
PROMISED_MONTHS = 6


class CalendarForm(AskingForm):
    """The periods that are not asked for yet, each with its days; the rest holds for all of them.

    `plans` of the cleaned data: those that were ticked.
    """

    sooner = forms.BooleanField(
        label="Announce it all the same, with less than six months' warning",
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(
        self, *args: Any, spans: Iterable[PeriodSpan], today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.spans, self.today = list(spans), today
        for span in self.spans:
            opens_on = span.ends_on + dt.timedelta(days=1)
            self.fields[f"ask-{span.code}"] = forms.BooleanField(
                label="Ask for it", required=False, initial="-Q" in span.code
            )
            self.fields[f"opens-{span.code}"] = DateField(label="First day", initial=opens_on)
            self.fields[f"deadline-{span.code}"] = DateField(
                label="Deadline", initial=opens_on + RETURN_TIME
            )

    def rows(self) -> list[tuple[PeriodSpan, list[BoundField]]]:
        """Each period with its fields, for the page."""
        names = ("ask", "opens", "deadline")
        return [(span, [self[f"{name}-{span.code}"] for name in names]) for span in self.spans]

    def shared(self) -> list[BoundField]:
        """The fields that hold for all periods."""
        own = {field.name for _, fields in self.rows() for field in fields}
        return [field for field in self if field.name not in {*own, "sooner"}]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        ticked = [span for span in self.spans if cleaned.get(f"ask-{span.code}")]
        for span in self.spans:
            if span not in ticked:  # its days are nobody's business
                self.errors.pop(f"opens-{span.code}", None)
                self.errors.pop(f"deadline-{span.code}", None)
        cleaned["plans"] = [self._plan(span) for span in ticked]
        if not cleaned["plans"]:
            self.add_error(None, "Tick at least one period to ask for")
        if not self.errors:
            self._check_warning(cleaned)
        return cleaned

    def _plan(self, span: PeriodSpan) -> Plan:
        opens, deadline = f"opens-{span.code}", f"deadline-{span.code}"
        self.check_days(opens, deadline)
        last = self.cleaned_data.get(deadline)
        if last and (wrong := deadline_problem(span, last)):
            self.add_error(deadline, wrong)
        first = self.cleaned_data.get(opens) or self.today
        return Plan(span, first, last or first)

    def _check_warning(self, cleaned: dict[str, Any]) -> None:
        """Too short a warning is possible, but only when somebody has read that it is."""
        announced = cleaned.get("announced_on") or self.today
        short = [
            f"{plan.span.name} ({months_of_warning(announced, plan.opens_on)} months)"
            for plan in cleaned["plans"]
            if months_of_warning(announced, plan.opens_on) < PROMISED_MONTHS
        ]
        if short and not cleaned.get("sooner"):
            self.fields["sooner"].widget = forms.CheckboxInput()
            self.add_error(
                "sooner",
                "Practices are promised six months' warning of returns. They get less for "
                f"{', '.join(short)}. Choose later first days, leave those periods out, or tick "
                "this to announce them all the same",
            )
