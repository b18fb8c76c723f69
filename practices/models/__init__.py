from practices.models.atypical import Atypical
from practices.models.groups import GroupMembership, GroupSet, PracticeGroup
from practices.models.links import CommissionerLink, ListKind, ListSize, NetworkLink
from practices.models.membership import Membership
from practices.models.organisations import Commissioner, Network, Practice

__all__ = [
    "Atypical",
    "Commissioner",
    "CommissionerLink",
    "GroupMembership",
    "GroupSet",
    "ListKind",
    "ListSize",
    "Membership",
    "Network",
    "NetworkLink",
    "Practice",
    "PracticeGroup",
]
