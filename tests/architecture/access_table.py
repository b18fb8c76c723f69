"""Who may open which address: one line for each, by its name.

The tests compare a line with the decorator on the view, and then try the address as every role.
`found=False` says that for a newcomer without anything the page may answer 404: what it shows
has to be made first. `world` gives the values of an address's other parameters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scorecard.accounts.access import Access
from scorecard.accounts.roles import Permission as P


@dataclass(frozen=True)
class Line:
    access: Access
    found: bool = True
    parameters: Mapping[str, object] = field(default_factory=dict)


def public(found: bool = True, **parameters: object) -> Line:
    return Line(Access("public"), found, parameters)


def signed_in(found: bool = True, **parameters: object) -> Line:
    return Line(Access("signed in"), found, parameters)


def commissioner(permission: P, found: bool = True, **parameters: object) -> Line:
    return Line(Access("commissioner", permission), found, parameters)


def network(permission: P, found: bool = True, **parameters: object) -> Line:
    return Line(Access("network", permission), found, parameters)


def practice(permission: P, found: bool = True, **parameters: object) -> Line:
    return Line(Access("practice", permission), found, parameters)


# What a parameter of an address is filled with where its line says nothing: nothing is found by it.
NOTHING = {
    "int": 2_000_000_000,
    "uuid": "00000000-0000-4000-8000-000000000000",
    "text": "NOTHING",
}

TABLE: dict[str, Line] = {
    "home": public(),
    "healthz": public(),
    "readyz": public(),
    "workspace": signed_in(),
    "job": signed_in(found=False),
    # signing in
    "account_login": public(),
    "account_logout": public(),
    "account_inactive": public(),
    "account_signup": public(),
    "account_reset_password": public(),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": public(),
    "account_reset_password_from_key_done": public(),
    "account_reauthenticate": signed_in(),
    "account_change_password": signed_in(),
    "account_set_password": signed_in(),
    "mfa_index": signed_in(),
    "mfa_authenticate": public(),
    "mfa_reauthenticate": signed_in(),
    "mfa_activate_totp": signed_in(),
    "mfa_deactivate_totp": signed_in(found=False),
    "mfa_view_recovery_codes": signed_in(found=False),
    "mfa_generate_recovery_codes": signed_in(found=False),
    "mfa_download_recovery_codes": signed_in(found=False),
    # people
    "people": commissioner(P.MANAGE_PEOPLE),
    "people_invite": commissioner(P.MANAGE_PEOPLE),
    "people_end": commissioner(P.MANAGE_PEOPLE, found=False),
}
