"""A Django form field as an NHS component: label, hint, error message and their aria links.

The html attributes `required`, `maxlength`, `min` and `max` are left out on purpose: the browser's
own messages are not in our words, and `maxlength` cuts pasted text off without telling anybody.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from scorecard.ui.components import component

_LEFT_OUT = ("id", "required", "maxlength", "minlength", "min", "max", "step", "class", "type")
_DESCRIBES = ("aria-describedby", "aria-invalid")

# Both are subclasses of IntegerField.
_FRACTIONS = (forms.DecimalField, forms.FloatField)

Params = dict[str, Any]
Maker = Callable[[BoundField, Params, Params, str | None], SafeString]


def render_field(field: BoundField, label_size: str | None = None) -> SafeString:
    """The html of one field. `label_size` is "s", "m" or "l" for a larger label."""
    if field.is_hidden:
        return mark_safe(str(field))
    made = _widget(field)
    params = _shared(field, made)
    makers = (make for widgets, make in _MAKERS if isinstance(field.field.widget, widgets))
    return next(makers, _input)(field, made, params, label_size)


def label(field: BoundField) -> str:
    """The label; a field that may stay empty says so, as the design system asks.

    Not where the form is one long list of such fields: each has `may_wait` then.
    """
    quiet = field.field.required or isinstance(field.field.widget, forms.CheckboxInput)
    quiet = quiet or getattr(field.field, "may_wait", False)
    return str(field.label) if quiet else f"{field.label} (optional)"


def _widget(field: BoundField) -> Params:
    """What Django would hand to the widget's own template."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({}, widget)
    attrs.setdefault("id", field.auto_id or field.html_name)
    context = widget.get_context(field.html_name, field.value(), attrs)
    made: Params = context["widget"]
    return made


def _shared(field: BoundField, made: Params) -> Params:
    attrs = {
        name: value
        for name, value in made["attrs"].items()
        if name not in _LEFT_OUT + _DESCRIBES and value is not False
    }
    disabled = attrs.pop("disabled", False)
    return {
        "name": made["name"],
        "hint": str(field.help_text) if field.help_text else None,
        "errorMessage": " ".join(map(str, field.errors)) or None,
        "disabled": True if disabled else None,
        "attributes": {n: {"value": v, "optional": True} for n, v in attrs.items()},
        "classes": made["attrs"].get("class"),
    }


def _labelled(field: BoundField, made: Params, size: str | None) -> Params:
    return {"id": made["attrs"]["id"], "label": {"text": label(field), "size": size}}


def _input(field: BoundField, made: Params, params: Params, size: str | None) -> SafeString:
    kind, mode = made.get("type", "text"), None
    if kind == "number":
        # Spinners change figures by accident; a text field with the right keypad does not.
        kind, mode = "text", "decimal" if isinstance(field.field, _FRACTIONS) else "numeric"
    given = params["attributes"].pop("inputmode", None)
    return component(
        "input",
        type=kind,
        value=_text(made["value"]),
        inputmode=given["value"] if given else mode,
        width=10 if mode or kind == "date" else None,
        **params,
        **_labelled(field, made, size),
    )


def _password(field: BoundField, made: Params, params: Params, size: str | None) -> SafeString:
    autocomplete = params["attributes"].pop("autocomplete", {"value": "current-password"})
    # Each button says which password it shows: a page may have three.
    which = label(field)[:1].lower() + label(field)[1:]
    return component(
        "password-input",
        autocomplete=autocomplete["value"],
        showPasswordAriaLabelText=f"Show {which}",
        hidePasswordAriaLabelText=f"Hide {which}",
        **params,
        **_labelled(field, made, size),
    )


def _textarea(field: BoundField, made: Params, params: Params, size: str | None) -> SafeString:
    for name in ("rows", "cols"):
        params["attributes"].pop(name, None)
    rows = str(made["attrs"].get("rows", 5))
    value = _text(made["value"])
    return component("textarea", rows=rows, value=value, **params, **_labelled(field, made, size))


def _file(field: BoundField, made: Params, params: Params, size: str | None) -> SafeString:
    return component("file-upload", **params, **_labelled(field, made, size))


def _select(field: BoundField, made: Params, params: Params, size: str | None) -> SafeString:
    items = [{"value": _text(o["value"]), "text": str(o["label"]), "selected": o["selected"],
              "disabled": bool(o["attrs"].get("disabled"))} for o in _options(made)]  # fmt: skip
    return component("select", items=items, **params, **_labelled(field, made, size))


def _choices(name: str) -> Maker:
    def make(field: BoundField, made: Params, params: Params, size: str | None) -> SafeString:
        items = [
            {"value": _text(option["value"]), "text": str(option["label"]),
             "checked": option["selected"], **_beneath(field, _text(option["value"]))}
            for option in _options(made)
        ]  # fmt: skip
        legend = {"text": label(field), "size": size or "s"}
        html = component(
            name,
            idPrefix=made["attrs"]["id"],
            items=items,
            fieldset={"legend": legend},
            **params,
        )
        return mark_safe(_REVEALED_BY_SCRIPT.sub("", html))

    return make


# The design system's script would set `aria-expanded` on radios, which ARIA does not know there.
# Our style sheet hides what is not chosen, also without scripts.
_REVEALED_BY_SCRIPT = re.compile(r' data-aria-controls="[^"]*"| nhsuk-radios__conditional--hidden')


def _beneath(field: BoundField, value: str) -> Params:
    """What belongs to one choice: its hint, and what is revealed when it is chosen.

    A form may set on the field `choice_hints` (text by value) and `reveals` (template by value,
    rendered with `form` and `value`).
    """
    hint = getattr(field.field, "choice_hints", {}).get(value)
    template = getattr(field.field, "reveals", {}).get(value)
    beneath: Params = {"hint": hint} if hint else {}
    if template:
        shown = render_to_string(template, {"form": field.form, "value": value})
        beneath["conditional"] = {"html": mark_safe(shown)}
    return beneath


def _checkbox(field: BoundField, made: Params, params: Params, size: str | None) -> SafeString:
    """One box: its label stands beside it, so there is no legend."""
    item = {
        "id": made["attrs"]["id"],
        "value": _text(made["value"]) or "on",
        "text": label(field),
        "checked": bool(made["attrs"].get("checked")),
    }
    params["attributes"].pop("checked", None)
    return component("checkboxes", idPrefix=made["attrs"]["id"], items=[item], **params)


def _options(made: Params) -> Iterable[Params]:
    """The options of every group, flat: the components know no groups."""
    return [option for _, options, _ in made["optgroups"] for option in options]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


_MAKERS: tuple[tuple[type[forms.Widget], Maker], ...] = (
    (forms.CheckboxSelectMultiple, _choices("checkboxes")),
    (forms.RadioSelect, _choices("radios")),
    (forms.Select, _select),
    (forms.CheckboxInput, _checkbox),
    (forms.Textarea, _textarea),
    (forms.FileInput, _file),
    (forms.PasswordInput, _password),
)
