"""What people type about returns and queries."""

from typing import Any

from django import forms

from indicators.returns.columns import Column
from indicators.returns.due import DueIndicator
from indicators.returns.figures import ReturnedFigure, read_correction
from scorecard.ui.forms import PlainForm

UPHOLD, DECLINE = "uphold", "decline"


class UploadForm(PlainForm):
    file = forms.FileField(
        label="Your filled-in file",
        help_text="CSV or Excel workbook (.xlsx). It is checked first; nothing is sent yet.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        max_length=None,
    )


class AttestationForm(PlainForm):
    attested_name = forms.CharField(label="Full name", max_length=200)
    attested_role = forms.CharField(
        label="Role in the practice", help_text="For example: practice manager", max_length=200
    )


class RemovalForm(PlainForm):
    reason = forms.CharField(
        label="Why the file is removed",
        help_text="The practice reads this. Do not repeat what the file said about anybody.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


NO_PATIENTS = (
    "For example a PDF, a picture or a spreadsheet, without anything about a patient. "
    "A PDF or a picture cannot be searched for patients' data: look yourself before you send it."
)


class QueryForm(PlainForm):
    reason = forms.CharField(
        label="Why the figure is wrong",
        help_text="The commissioner reads this. Never name or describe a patient.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )
    proposed = forms.CharField(
        label="What it should be",
        help_text="For example: 70 of 100",
        required=False,
        max_length=100,
    )
    evidence = forms.FileField(
        label="A file that shows it", help_text=NO_PATIENTS, required=False, max_length=None
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False)


_FIELDS_BY_KIND = {
    "fact": ("text",),
    "yes_no": ("value",),
    "count": ("value",),
    "score": ("value",),
    "mean": ("numerator", "denominator", "value"),
}


class DecisionForm(PlainForm):
    """Uphold with a corrected figure, or decline: the figure is read as in a return file."""

    decision = forms.ChoiceField(
        label="Decision",
        choices=[(UPHOLD, "Uphold: the figure is corrected"), (DECLINE, "Decline: it stays")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you uphold or decline the query"},
    )
    numerator = forms.CharField(label="Correct numerator", required=False)
    denominator = forms.CharField(label="Correct denominator", required=False)
    value = forms.CharField(label="Correct value", required=False)
    text = forms.CharField(label="Correct text", required=False)
    reason = forms.CharField(
        label="Reason for your decision",
        help_text="The practice reads this.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Give the reason for your decision"},
    )
    corrected: ReturnedFigure | None = None

    def __init__(self, indicator: DueIndicator, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        wanted = _FIELDS_BY_KIND.get(indicator.kind, ("numerator", "denominator"))
        for name in {"numerator", "denominator", "value", "text"} - set(wanted):
            del self.fields[name]
        for name in wanted:
            self.fields[name].help_text = "Only when you uphold the query."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == UPHOLD:
            self._read_correction(cleaned)
        return cleaned

    def _read_correction(self, cleaned: dict[str, Any]) -> None:
        fields = {column: name for column, name in _FIELD_OF.items() if name in self.fields}
        found = read_correction(self.indicator, {c: cleaned.get(n) for c, n in fields.items()})
        if isinstance(found, ReturnedFigure):
            self.corrected = found
            return
        if found is None:
            self.add_error(next(iter(fields.values())), "Enter the corrected figure.")
        for problem in found or []:
            self.add_error(fields.get(problem.column), f"{problem.what} {problem.mend}")


_FIELD_OF = {
    Column.NUMERATOR: "numerator",
    Column.DENOMINATOR: "denominator",
    Column.VALUE: "value",
    Column.TEXT: "text",
}
