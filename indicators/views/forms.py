"""What views of this app have in common."""

from typing import Any

from django.http import HttpRequest


def sent_in(request: HttpRequest, files: bool = False) -> dict[str, Any]:
    """What a form is bound to: nothing until somebody has sent it, even empty."""
    if request.method != "POST":
        return {}
    return {"data": request.POST, "files": request.FILES} if files else {"data": request.POST}
