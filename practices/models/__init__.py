from practices.models.links import CommissionerLink, ListSize, NetworkLink
from practices.models.membership import Membership
from practices.models.organisations import Commissioner, Network, Practice

__all__ = [
    "Commissioner",
    "CommissionerLink",
    "ListSize",
    "Membership",
    "Network",
    "NetworkLink",
    "Practice",
]
