"""A page that shows every component, for the accessibility test; part of no site."""

import django_tables2
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.html import format_html

from scorecard.calc.types import Band, NoBand
from scorecard.charts.ranked import ranked_bars
from scorecard.charts.types import BarItem, RankedBars
from scorecard.config.urls import handler400, handler429, handler500  # noqa: F401
from scorecard.config.urls import urlpatterns as real
from scorecard.ui.forms import DateField, PlainForm
from scorecard.ui.tables import NumberColumn, Table

CHOICES = [("high", "High is good"), ("low", "Low is good")]


class EveryField(PlainForm):
    name = forms.CharField(help_text="As patients know it.")
    note = forms.CharField(widget=forms.Textarea, required=False)
    weight = forms.IntegerField()
    target = forms.DecimalField()
    opens_on = DateField()
    polarity = forms.ChoiceField(choices=CHOICES)
    rule = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, help_text="One of them.")
    domains = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField(label="The practices agreed")
    file = forms.FileField()
    password = forms.CharField(widget=forms.PasswordInput)
    token = forms.CharField(widget=forms.HiddenInput, initial="t")


class Practices(Table):
    name = django_tables2.Column("Practice")
    patients = NumberColumn("Patients")
    value = NumberColumn("Value", orderable=False)


ROWS = [{"name": f"Practice {n}", "patients": 1000 * n, "value": f"{n}.0%"} for n in range(1, 60)]


def kitchen_sink(request: HttpRequest) -> HttpResponse:
    form = EveryField(request.POST or None, request.FILES or None)
    table = Practices(ROWS, caption="Practices", order_by=request.GET.get("sort", ""))
    table.paginate(page=request.GET.get("page", 1), per_page=5)
    return render(
        request, "kitchen_sink.html", {**_texts(), **_bands(), "form": form, "table": table}
    )


def _texts() -> dict[str, object]:
    return {
        "navigation": [("Overview", "/kitchen/"), ("Grid", "/grid/"), ("A long entry", "/long/")],
        "page_obj": Paginator(range(100), 10).get_page(4),
        "rows": [("Numerator", "12", "/change/"), ("Denominator", "<34>")],
        "tasks": [
            {"heading": "Access", "href": "/access/", "status": "To do", "colour": "blue"},
            {"heading": "Staff", "hint": "Due on 31 July", "status": "Sent"},
        ],
        "tabs": [(when, format_html("<p>{}</p>", when)) for when in ("Now", "Before")],
    }


def _bands() -> dict[str, object]:
    bars = [
        BarItem("Alder Surgery", 91.2, 88.0, 94.0, Band.GREEN),
        BarItem("Beech Practice with a long name that wraps", 64.0, 60.1, 68.2, Band.AMBER),
        BarItem("Cedar Surgery", 22.5, 18.0, 27.9, Band.RED),
        BarItem("Dogwood Surgery", None, reason=NoBand.NOT_RETURNED),
    ]
    return {
        "bands": [band for band in Band if band],
        "reasons": [reason for reason in NoBand if reason],
        "columns": [f"Indicator {n} with a name" for n in range(12)],
        "practices": [f"Practice {n}" for n in range(6)],
        "chart_of_bars": ranked_bars(RankedBars("Flu vaccination", "%", 1, tuple(bars))),
    }


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("On purpose.")


urlpatterns = [path("kitchen/", kitchen_sink), path("broken/", broken), *real]
