"""Reading organisations as they stand on a day. Links are half open: the end day is outside."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from practices.models import (
    Atypical,
    Commissioner,
    CommissionerLink,
    ListSize,
    Membership,
    Network,
    NetworkLink,
    Practice,
)
from scorecard.accounts.models import User
from scorecard.accounts.roles import COMMISSIONER_ROLES, PERMISSIONS, Permission, Role


def tree_of(commissioner: Commissioner) -> set[int]:
    """The ids of a commissioner and of every commissioner below it."""
    found = {commissioner.pk}
    level = found
    while level:
        below = Commissioner.objects.filter(parent_id__in=level).exclude(pk__in=found)
        level = set(below.values_list("pk", flat=True))
        found = found | level
    return found


_TREE = """
WITH RECURSIVE tree (id) AS (
    SELECT %s::bigint
    UNION SELECT c.id FROM practices_commissioner c JOIN tree ON c.parent_id = tree.id
)
SELECT id FROM tree
"""


def within(commissioner: Commissioner) -> RawSQL:
    """The same as `tree_of`, for `in`: read inside the statement that asks."""
    return RawSQL(_TREE, [commissioner.pk])


ENGLAND = "ENG"


def is_england(commissioner: Commissioner) -> bool:
    """Whether its practices are those of all England: the country, as its files call it."""
    return commissioner.code == ENGLAND


def holds_on(day: dt.date) -> Q:
    """The condition for a dated link that holds on `day`."""
    return Q(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)


def holds_from(day: dt.date) -> Q:
    """The condition for a dated link that holds on `day` or on a later one."""
    return Q(ends_on__isnull=True) | Q(ends_on__gt=day)


def practices_of(commissioner: Commissioner, on: dt.date) -> QuerySet[Practice]:
    """The practices open on that day in a commissioner or any commissioner below it."""
    links = CommissionerLink.objects.filter(holds_on(on), commissioner_id__in=within(commissioner))
    return _open_on(on).filter(pk__in=links.values("practice_id"))


def practices_ever_of(commissioner: Commissioner) -> QuerySet[Practice]:
    """Every practice that was ever in the commissioner's area, closed ones too."""
    links = CommissionerLink.objects.filter(commissioner_id__in=within(commissioner))
    return Practice.objects.filter(pk__in=links.values("practice_id"))


def practices_last_of(commissioner: Commissioner) -> list[Practice]:
    """The practices that are in the commissioner's area or were there last: its own to change."""
    last = (
        CommissionerLink.objects.order_by("practice_id", "-starts_on")
        .distinct("practice_id")
        .values_list("practice_id", "commissioner_id")
    )
    tree = tree_of(commissioner)
    own = [practice for practice, place in last if place in tree]
    return list(Practice.objects.filter(pk__in=own).select_related("successor"))


def practices_in(network: Network, on: dt.date) -> QuerySet[Practice]:
    """The practices open on that day in a network."""
    links = NetworkLink.objects.filter(holds_on(on), network=network)
    return _open_on(on).filter(pk__in=links.values("practice_id"))


def networks_of(commissioner: Commissioner) -> QuerySet[Network]:
    """The networks of a commissioner and of every commissioner below it."""
    return Network.objects.filter(commissioner_id__in=within(commissioner))


def commissioner_of(practice: Practice, on: dt.date) -> Commissioner | None:
    link = CommissionerLink.objects.filter(holds_on(on), practice=practice)
    found = link.select_related("commissioner").first()
    return found.commissioner if found else None


def commissioner_id_of(practice: Practice, on: dt.date) -> Subquery:
    """The id of the same, read inside the statement that asks for it."""
    link = CommissionerLink.objects.filter(holds_on(on), practice=practice)
    return Subquery(link.order_by("pk").values("commissioner")[:1])


def network_of(practice: Practice, on: dt.date) -> Network | None:
    link = NetworkLink.objects.filter(holds_on(on), practice=practice)
    found = link.select_related("network").first()
    return found.network if found else None


def networks_by_practice(practices: Iterable[Practice], on: dt.date) -> dict[int, Network]:
    """The network of each practice on a day, by practice id; absent where it has none."""
    links = NetworkLink.objects.filter(holds_on(on), practice__in=practices)
    return {link.practice_id: link.network for link in links.select_related("network")}


def network_ids(practices: Sequence[int], on: dt.date) -> dict[int, int]:
    """By practice id the id of its network on a day; absent where it has none."""
    links = NetworkLink.objects.filter(holds_on(on), practice__in=one_of(practices))
    return dict(links.values_list("practice_id", "network_id"))


def one_of(ids: Sequence[int]) -> RawSQL:
    """Thousands of ids as one parameter of a statement: for `in`."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])


def _numbers(practices: Iterable[Practice | int]) -> RawSQL:
    return one_of([one.pk if isinstance(one, Practice) else one for one in practices])


def atypical_on(practices: Iterable[Practice | int], day: dt.date) -> dict[int, str]:
    """By practice id, why it is left out of ranks, groups and limits on a day; else absent."""
    held = Atypical.objects.filter(holds_on(day), practice__in=_numbers(practices))
    return dict(held.values_list("practice_id", "reason"))


def with_atypical(practices: QuerySet[Practice], day: dt.date) -> QuerySet[Practice]:
    """The same practices with `why_atypical`: the reason on a day, "" for the others."""
    held = Atypical.objects.filter(holds_on(day), practice=OuterRef("pk"))
    why = Coalesce(Subquery(held.values("reason")[:1]), Value(""))
    return practices.annotate(why_atypical=why)


def flags_of(commissioner: Commissioner) -> QuerySet[Atypical]:
    """Every flag of practices that were ever in the area, in order of practice, then of day."""
    found = Atypical.objects.filter(practice__in=practices_ever_of(commissioner))
    return found.select_related("practice", "flagged_by").order_by(
        "practice__sort_key", "practice__code", "starts_on", "pk"
    )


def list_size(practice: Practice, kind: str, on: dt.date) -> Decimal | None:
    """The latest list size at or before the day; None where none is known (not zero)."""
    return list_sizes([practice], kind, on).get(practice.pk)


def list_sizes(practices: Iterable[Practice | int], kind: str, on: dt.date) -> dict[int, Decimal]:
    """The latest list size at or before the day, by practice id; absent where none is known."""
    latest = (
        ListSize.objects.filter(practice__in=_numbers(practices), kind=kind, on__lte=on)
        .order_by("practice_id", "-on")
        .distinct("practice_id")
    )
    return dict(latest.values_list("practice_id", "patients"))


def _open_on(day: dt.date) -> QuerySet[Practice]:
    return Practice.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=day),
        Q(opened_on__isnull=True) | Q(opened_on__lte=day),
    )


def memberships_under(commissioner: Commissioner, on: dt.date) -> QuerySet[Membership]:
    """Memberships that have not ended by `on`: the commissioner's, its networks', its practices'.

    Practices as linked on the day, closed ones too: somebody has to end their memberships.
    """
    links = CommissionerLink.objects.filter(holds_on(on), commissioner_id__in=tree_of(commissioner))
    below = (
        Q(commissioner=commissioner)
        | Q(network__in=networks_of(commissioner))
        | Q(practice__in=links.values("practice_id"))
    )
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    found = Membership.objects.filter(below, lasting)
    return found.select_related("user", "commissioner", "network", "practice").order_by(
        "user__name", "pk"
    )


def managers_by_practice(practices: Iterable[Practice], on: dt.date) -> dict[int, list[User]]:
    """Who is told about a practice's returns, by practice id: managers who can sign in."""
    held = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on),
        practice__in=practices,
        role=Role.PRACTICE_MANAGER,
        starts_on__lte=on,
        user__is_active=True,
    )
    found: dict[int, list[User]] = {}
    for membership in held.select_related("user").order_by("user__email"):
        if membership.practice_id is not None:
            found.setdefault(membership.practice_id, []).append(membership.user)
    return found


def staff_who_may(commissioner: Commissioner, permission: Permission, on: dt.date) -> list[User]:
    """The commissioner's own people whose role allows it, and who can sign in."""
    roles = [role for role in COMMISSIONER_ROLES if permission in PERMISSIONS[role]]
    held = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on),
        commissioner=commissioner,
        role__in=roles,
        starts_on__lte=on,
        user__is_active=True,
    )
    return list({member.user_id: member.user for member in held.select_related("user")}.values())


def merged_into(practice: Practice) -> list[Practice]:
    """The closed practices whose patients went to this one."""
    return list(Practice.objects.filter(successor=practice, closed_on__isnull=False))
