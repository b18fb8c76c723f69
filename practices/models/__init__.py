from practices.models.links import CommissionerLink, ListKind, ListSize, NetworkLink
from practices.models.membership import Membership
from practices.models.organisations import Commissioner, Network, Practice

__all__ = [
    "Commissioner",
    "CommissionerLink",
    "ListKind",
    "ListSize",
    "Membership",
    "Network",
    "NetworkLink",
    "Practice",
]
