"""Signing in: the pages of allauth that this product uses, and no others.

Left out on purpose: opening an account, managing addresses, signing in by e-mailed code.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.views.decorators.http import require_safe

from scorecard.accounts.access import public, signed_in


@require_safe
def by_invitation(request: HttpRequest) -> HttpResponse:
    """allauth links to a page named account_signup; ours says how to get an account."""
    return render(request, "account/signup_closed.html")


_KEY = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("login/", public(account.login), name="account_login"),
    path("logout/", public(account.logout), name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("signup/", public(by_invitation), name="account_signup"),
    path(
        "reauthenticate/",
        signed_in(account.reauthenticate),
        name="account_reauthenticate",
    ),
    path("password/change/", signed_in(account.password_change), name="account_change_password"),
    path("password/set/", signed_in(account.password_set), name="account_set_password"),
    path("password/reset/", public(account.password_reset), name="account_reset_password"),
    path(
        "password/reset/done/",
        public(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(_KEY, public(account.password_reset_from_key), name="account_reset_password_from_key"),
    path(
        "password/reset/key/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", signed_in(second_step.index), name="mfa_index"),
    # Half signed in: the password was right, the code is still to come.
    path("2fa/authenticate/", public(second_step.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", signed_in(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/codes/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/codes/generate/",
        signed_in(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/codes/download/",
        signed_in(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
