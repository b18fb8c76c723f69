"""Everything wrong with a form or formset, as the list of the error summary."""

from typing import Any

from django.forms import BaseForm, BaseFormSet


def error_list(form: "BaseForm | BaseFormSet[Any]") -> list[dict[str, str]]:
    """One entry per error, linked to its field; the rows of a formset are numbered from 1."""
    if isinstance(form, BaseFormSet):
        return _of_formset(form)
    found = [{"text": str(error)} for error in form.non_field_errors()]
    for bound in form:
        anchor = bound.auto_id or bound.html_name
        found += [{"text": str(error), "href": f"#{anchor}"} for error in bound.errors]
    return found


def _of_formset(formset: "BaseFormSet[Any]") -> list[dict[str, str]]:
    found = [{"text": str(error)} for error in formset.non_form_errors()]
    for number, form in enumerate(formset.forms, start=1):
        found += [{**entry, "text": f"Row {number}: {entry['text']}"} for entry in error_list(form)]
    return found
