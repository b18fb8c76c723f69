"""Component tags, known in every template without `load`.

Buttons and links
    {% nhs_button "Save" %}                     type submit; variant= secondary, reverse, warning;
    {% nhs_button "Cancel" href=url variant="secondary" %}      name=, value=, small=True, form=
    {% nhs_back_link "Back to the grid" url %}
    {% nhs_action_link "See the results" url %}  hidden="of March": more words for those who hear
                                                it, where two links on a page would read the same
    {% nhs_breadcrumbs "Area" area_url "Grid" grid_url %}  or one list of (text, address); without
                                                the page itself
    {% nhs_navigation items %}                  (text, address) pairs below the header

Text blocks
    {% nhs_details "How it is counted" open=False %} ... {% endnhs_details %}
    {% nhs_inset %} ... {% endnhs_inset %}
    {% nhs_warning "Important" level=2 %} ... {% endnhs_warning %}
    {% nhs_card "Heading" href="" level=2 %} ... {% endnhs_card %}
    {% nhs_panel "Return sent" %} ... {% endnhs_panel %}   confirmation after the last step
    {% nhs_notification "Text" variant="" title="" id="" %}  variant="success" for good news; two
                                                on a page need two ids
    {% nhs_messages %}                          Django's messages (base.html shows them)
    {% nhs_tag "Draft" "grey" %}                white grey green aqua-green blue purple pink red
                                                orange yellow
    {% nhs_scroll "Label" %} ... {% endnhs_scroll %}  wide content in a focusable, named region
    {% nhs_grid "Caption" %} thead, tbody {% endnhs_grid %}  practices by indicators: first row and
                                                column stay in sight; cells by band_cell

Lists
    {% nhs_summary_list rows %}                 rows: (key, value[, address, link text]) or a dict
    {% nhs_task_list items %}                   dicts: heading, href, hint, status, colour
    {% nhs_pagination page_obj parameter="page" label="Pagination" %}   keeps the other query
                                                parameters; two on a page need two labels
    {% nhs_page_links links %}                  the same from `paging.page_links`
    {% nhs_tabs tabs %}                         (label, html) pairs; all open without JavaScript

Forms
    {% nhs_form form %}                         every field: label, hint, error, aria, hidden ones
    {% nhs_field form.name size="m" %}          one field
    {% nhs_error_summary form %}                a form or formset; base.html shows it for `form`
                                                and `formset`

Bands (words and shapes: scorecard.ui.words)
    {% band_tag band reason %}                  a label; reason (NoBand) is used without a band
    {% band_cell band reason figure href %}     a `td` for grids: no template, no Jinja
    {% standing_tag figure.standing.kind %}     how far a figure is trusted (scorecard.ui.standing)
    {{ comparison|comparison_words }}           staff words for a Comparison
    {{ comparison|public_comparison:polarity }} public words

Charts
    {% chart chart id="bars" level=2 %}         a scorecard.charts Chart: heading, sentence, drawing
                                                and table (address=url: the drawing comes from
                                                there). Also {% chart_scripts %} in block scripts
    {% drawing chart id="spine" %}              its sentence and drawing, in a section.chart whose
                                                heading and table the page has itself
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from scorecard.ui import bands, chart_tags, words
from scorecard.ui.components import component, component_around
from scorecard.ui.fields import render_field
from scorecard.ui.form_errors import error_list
from scorecard.ui.paging import page_links

register = template.Library()
register.simple_tag(bands.band_tag)
register.simple_tag(bands.band_cell)
register.simple_tag(bands.standing_tag)
for tag in (chart_tags.chart, chart_tags.drawing, chart_tags.chart_scripts):
    page = f"components/{tag.__name__}.html"
    register.inclusion_tag(page, takes_context=True)(tag)
register.filter(words.comparison_words)
register.filter(words.public_comparison)

Pair = tuple[str, str]


@register.simple_tag
def nhs_button(
    text: str,
    href: str | None = None,
    variant: str | None = None,
    name: str | None = None,
    value: str | None = None,
    small: bool = False,
    form: str | None = None,
) -> SafeString:
    submits = None if href else True
    return component(
        "button",
        text=str(text),
        href=href,
        variant=variant,
        name=name,
        value=value,
        small=small or None,
        attributes={"form": form} if form else None,
        preventDoubleClick=submits,
    )


@register.simple_tag
def nhs_back_link(text: str, href: str) -> SafeString:
    return component("back-link", text=str(text), href=href)


@register.simple_tag
def nhs_action_link(text: str, href: str, hidden: str = "") -> SafeString:
    if not hidden:
        return component("action-link", text=str(text), href=href)
    more = format_html('<span class="nhsuk-u-visually-hidden"> {}</span>', hidden)
    return component("action-link", html=format_html("{}{}", text, more), href=href)


@register.simple_tag
def nhs_breadcrumbs(*given: Any) -> SafeString:
    pairs = given[0] if len(given) == 1 else zip(given[::2], given[1::2], strict=True)
    items = [{"text": str(text), "href": str(href)} for text, href in pairs]
    return component("breadcrumb", items=items)


@register.inclusion_tag("components/navigation.html", takes_context=True)
def nhs_navigation(context: template.Context, items: Iterable[Pair]) -> dict[str, object]:
    """The entry whose address is the longest start of the page's own is the current one.

    `menu_place` of the context stands in for the address of a page that belongs elsewhere.
    """
    request: HttpRequest | None = context.get("request")
    path, pairs = request.path if request else "", list(items)
    place = context.get("menu_place") or path
    current = max((href for _, href in pairs if place.startswith(href)), key=len, default=None)
    here = "page" if current == path else "true"
    return {"items": [(text, href, here if href == current else "") for text, href in pairs]}


@register.simple_block_tag
def nhs_details(content: str, summary: str, open: bool = False) -> SafeString:
    return component_around("details", content, summary=str(summary), open=bool(open) or None)


@register.simple_block_tag
def nhs_inset(content: str) -> SafeString:
    return component_around("inset-text", content)


@register.simple_block_tag
def nhs_warning(content: str, heading: str = "Important", level: int = 2) -> SafeString:
    title = {"text": str(heading), "level": level}
    return component_around("warning-callout", content, heading=title)


@register.simple_block_tag
def nhs_card(
    content: str, heading: str, href: str | None = None, level: int = 2, size: str = "m"
) -> SafeString:
    return component_around(
        "card",
        content,
        slot="descriptionHtml",
        heading={"text": str(heading), "level": level, "size": size},
        href=href,
        clickable=True if href else None,
    )


@register.simple_block_tag
def nhs_panel(content: str, heading: str) -> SafeString:
    return component_around("panel", content, heading=str(heading))


@register.simple_tag
def nhs_notification(
    text: str, variant: str | None = None, title: str | None = None, id: object = "notice"
) -> SafeString:
    heading = {"text": title, "id": f"{id}-title"} if title else {"id": f"{id}-title"}
    return component("notification-banner", text=str(text), variant=variant, title=heading)


@register.inclusion_tag("components/messages.html", takes_context=True)
def nhs_messages(context: template.Context) -> dict[str, object]:
    return {"messages": list(context.get("messages") or [])}


@register.simple_tag
def nhs_tag(text: str, colour: str | None = None) -> SafeString:
    return component("tag", text=str(text), colour=colour)


@register.simple_block_tag
def nhs_scroll(content: str, label: str) -> SafeString:
    return format_html(
        '<div class="scroll" role="region" aria-label="{}" tabindex="0">{}</div>', label, content
    )


@register.simple_block_tag
def nhs_grid(content: str, caption: str) -> SafeString:
    return format_html(
        '<div class="scroll grid-region" role="region" aria-label="{}" tabindex="0">'
        '<table class="grid"><caption class="nhsuk-u-visually-hidden">{}</caption>{}</table></div>',
        caption,
        caption,
        content,
    )


@register.simple_tag
def nhs_summary_list(rows: Iterable[tuple[Any, ...]] | Mapping[Any, Any]) -> SafeString:
    pairs = rows.items() if isinstance(rows, Mapping) else rows
    return component("summary-list", rows=[_summary_row(*row) for row in pairs])


def _summary_row(key: Any, value: Any, href: str = "", action: str = "Change") -> dict[str, Any]:
    shown = {"html": value} if isinstance(value, SafeString) else {"text": str(value)}
    row: dict[str, Any] = {"key": {"text": str(key)}, "value": shown}
    if href:
        link = {"href": href, "text": action, "visuallyHiddenText": str(key).lower()}
        row["actions"] = {"items": [link]}
    return row


@register.simple_tag
def nhs_task_list(items: Iterable[Mapping[str, Any]], prefix: str = "task") -> SafeString:
    return component("task-list", items=[_task(item) for item in items], idPrefix=prefix)


def _task(item: Mapping[str, Any]) -> dict[str, Any]:
    task = {name: str(item[name]) for name in ("heading", "href", "hint") if item.get(name)}
    status = str(item["status"])
    if colour := item.get("colour"):
        return {**task, "status": {"tag": {"text": status, "colour": colour}}}
    return {**task, "status": status}


@register.simple_tag(takes_context=True)
def nhs_pagination(
    context: template.Context, page: Any, parameter: str = "page", label: str = "Pagination"
) -> SafeString:
    links = page_links(page, context["request"].GET, parameter)
    return component("pagination", ariaLabel=label, **links) if links else SafeString("")


@register.simple_tag
def nhs_page_links(links: Mapping[str, Any], label: str = "Pagination") -> SafeString:
    return component("pagination", ariaLabel=label, **links)


@register.simple_tag
def nhs_tabs(tabs: Iterable[tuple[str, str]], prefix: str = "tab") -> SafeString:
    items = [
        {"label": str(label), "id": f"{prefix}-{number}", "panel": {"html": html}}
        for number, (label, html) in enumerate(tabs, start=1)
    ]
    return component("tabs", items=items)


@register.simple_tag
def nhs_form(form: BaseForm) -> SafeString:
    return format_html_join("\n", "{}", ((render_field(field),) for field in form))


@register.simple_tag
def nhs_field(field: BoundField, size: str | None = None) -> SafeString:
    return render_field(field, size)


@register.simple_tag
def nhs_error_summary(form: Any) -> SafeString:
    if not has_errors(form):
        return SafeString("")
    return component("error-summary", heading="There is a problem", errorList=error_list(form))


@register.filter
def has_errors(form: Any) -> bool:
    """Whether something a page calls `form` is a form with errors; for the page's title."""
    return isinstance(form, BaseForm | BaseFormSet) and form.is_bound and bool(error_list(form))
