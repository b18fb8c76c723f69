"""What waits for a practice to look at before it is published."""

from typing import Any

from django import template

from practices.models import Practice
from scorecard.publication.selectors.notices import looked_at_now

register = template.Library()


@register.simple_tag
def previews(practice: Practice) -> list[Any]:
    return list(looked_at_now(practice))
