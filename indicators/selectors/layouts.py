"""Reading what commissioners load: files, the layouts they know, codes of reasons."""

from dataclasses import dataclass, replace
from functools import cache

from django.db.models import QuerySet

from indicators.models import Indicator, ReceivedFile, SourceProfile
from indicators.sources import profiles
from indicators.sources.profiles import Profile
from practices.models import Commissioner

REASONS = "qof-reasons"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class KnownProfile:
    """A layout that may be chosen: one that came with the product, or the commissioner's own."""

    name: str
    title: str
    version: str
    own: bool
    brings: tuple[str, ...]


def known_profiles(commissioner: Commissioner) -> list[KnownProfile]:
    """The commissioner's own in their newest version, then those that came with the product."""
    own = [_known(one.name, one.title, str(one.number), one.toml) for one in newest(commissioner)]
    return own + [
        KnownProfile(one.name, one.title, one.version, False, one.brings) for one in _shipped()
    ]


def newest(commissioner: Commissioner) -> QuerySet[SourceProfile]:
    """The newest version of each layout that the commissioner saved."""
    saved = SourceProfile.objects.filter(commissioner=commissioner)
    return saved.order_by("name", "-number").distinct("name")


def versions_of(commissioner: Commissioner, name: str) -> list[SourceProfile]:
    """Every version of one layout of the commissioner's, the newest first."""
    saved = SourceProfile.objects.filter(commissioner=commissioner, name=name)
    return list(saved.select_related("saved_by").order_by("-number"))


def profile_text(commissioner: Commissioner, name: str, number: int | None = None) -> str:
    """The TOML of a layout, the commissioner's own first. Raises BadProfile."""
    saved = SourceProfile.objects.filter(commissioner=commissioner, name=name)
    if number is not None:
        saved = saved.filter(number=number)
    found = saved.order_by("-number").first()
    return found.toml if found else profiles.text_of(name)


def profile_of(commissioner: Commissioner, name: str) -> Profile:
    """The newest version of a layout, which knows its number. Raises BadProfile."""
    saved = newest(commissioner).filter(name=name).first()
    if saved is None:
        profiles.text_of(name)
        return profiles.load(name)
    return own_profile(saved)


def own_profile(saved: SourceProfile) -> Profile:
    """A saved layout as it is read; its version is its number."""
    found = profiles.parsed(saved.name, saved.toml, saved.title)
    return replace(found, version=str(saved.number))


def texts_to_try(commissioner: Commissioner) -> dict[str, str]:
    """The TOML of every layout by name, to see which fits a file."""
    shipped = {name: profiles.text_of(name) for name in profiles.names()}
    return {**{one.name: one.toml for one in newest(commissioner)}, **shipped}


def codes_of(commissioner: Commissioner) -> list[str]:
    """The codes of the indicators that the commissioner has defined."""
    held = Indicator.objects.filter(commissioner=commissioner)
    return list(held.order_by("code").values_list("code", flat=True))


def loaded_files(commissioner: Commissioner) -> QuerySet[ReceivedFile]:
    """The files that the commissioner itself brought in, without content, the newest first."""
    return (
        ReceivedFile.objects.filter(commissioner=commissioner, practice=None)
        .defer("content", "outcome")
        .select_related("received_by", "period")
        .order_by("-received_at", "-pk")
    )


def loaded_file(commissioner: Commissioner, file_id: int) -> ReceivedFile | None:
    return loaded_files(commissioner).filter(pk=file_id).first()


def outcome_of(file: ReceivedFile) -> bytes:
    """Everything refused or noticed in a file, as it is kept; empty where nothing was."""
    found = ReceivedFile.objects.filter(pk=file.pk).values_list("outcome", flat=True).first()
    return bytes(found or b"")


def title_of(commissioner: Commissioner, name: str) -> str:
    """What a layout calls itself; its name where it is not known any more."""
    titles = {one.name: one.title for one in known_profiles(commissioner)}
    return titles.get(name, name)


def same_before(file: ReceivedFile) -> ReceivedFile | None:
    """The file with the same content that was loaded before this one, if there is one."""
    earlier = loaded_files(file.commissioner).filter(
        sha256=file.sha256,
        profile=file.profile,
        state=ReceivedFile.State.KEPT,
        received_at__lt=file.received_at,
    )
    return earlier.exclude(pk=file.pk).first()


def reasons_of(commissioner: Commissioner) -> dict[str, str]:
    """The words of each code by which patients are taken out; empty until a list was loaded."""
    lists = loaded_files(commissioner).filter(state=ReceivedFile.State.KEPT, profile=REASONS)
    newest_list = lists.first()
    held = newest_list.report.get("reasons", []) if newest_list else []
    return {one["code"]: one["words"] for one in held if one["kind"] == "PCA"}


def _known(name: str, title: str, version: str, toml: str) -> KnownProfile:
    return KnownProfile(name, title, version, True, profiles.parsed(name, toml).brings)


@cache
def _shipped() -> list[Profile]:
    found = [profiles.load(name) for name in profiles.names()]
    return sorted(found, key=lambda one: one.title)
