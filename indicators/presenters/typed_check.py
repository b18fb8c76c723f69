"""The check of a return that was typed: each problem leads back to its field of the form."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import slugify

from indicators.models import Collection, ReceivedFile
from indicators.presenters.words import moment
from indicators.returns.typed import sections_of
from indicators.selectors.checks import CheckedFile
from indicators.selectors.drafts import asked_of
from practices.models import Practice


@dataclass(frozen=True)
class TypedProblem:
    indicator: str
    href: str
    column: str
    value: str
    what: str
    mend: str


@dataclass(frozen=True)
class TypedCheck:
    """`form` is the address of the form; `problems` in the order of the return."""

    when: str
    form: str
    problems: tuple[TypedProblem, ...]


def typed_check(
    file: ReceivedFile, checked: CheckedFile, collection: Collection, practice: Practice
) -> TypedCheck | None:
    """None for a file that was not typed."""
    if file.how != ReceivedFile.How.TYPED:
        return None
    form = reverse("return-type", args=[practice.code, collection.period.code])
    asked = {one.indicator.code.upper(): one for one in asked_of(collection, checked.due)}
    places = _places(collection, checked, form)
    codes = checked.report.codes
    return TypedCheck(
        when=moment(file.received_at),
        form=form,
        problems=tuple(
            TypedProblem(
                indicator=f"{code} {asked[code].indicator.name}" if code in asked else code,
                href=places.get(code, form),
                column=problem.column,
                value=problem.value,
                what=problem.what,
                mend=problem.mend,
            )
            for problem in checked.report.problems
            for code in (codes.get(problem.row or 0, ""),)
        ),
    )


def _places(collection: Collection, checked: CheckedFile, form: str) -> dict[str, str]:
    """Where each indicator stands in the form, by code."""
    return {
        one.indicator.code.upper(): (
            f"{form}?section={section.number}#{slugify(one.indicator.code)}"
        )
        for section in sections_of(asked_of(collection, checked.due))
        for one in section.asked
    }
