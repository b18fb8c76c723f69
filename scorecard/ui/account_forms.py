"""The forms of signing in, with our labels and errors; what they do is allauth's."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp

from scorecard.ui.forms import PlainErrors


class _Labelled(PlainErrors):
    labels: ClassVar[dict[str, str]] = {}

    def label_fields(self) -> None:
        for name, label in self.labels.items():
            self.fields[name].label = label
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)  # the label says it already


class SignIn(_Labelled, account.LoginForm):  # type: ignore[misc]
    labels: ClassVar = {"login": "E-mail address", "password": "Password"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # the page has the link


class AskForReset(_Labelled, account.ResetPasswordForm):  # type: ignore[misc]
    labels: ClassVar = {"email": "E-mail address"}


class NewPassword(_Labelled, account.ResetPasswordKeyForm):  # type: ignore[misc]
    labels: ClassVar = {"password1": "New password", "password2": "New password again"}


class ChangePassword(_Labelled, account.ChangePasswordForm):  # type: ignore[misc]
    labels: ClassVar = {
        "oldpassword": "Password you have now",
        "password1": "New password",
        "password2": "New password again",
    }


class FirstPassword(_Labelled, account.SetPasswordForm):  # type: ignore[misc]
    labels: ClassVar = {"password1": "Password", "password2": "Password again"}


class PasswordAgain(_Labelled, account.ReauthenticateForm):  # type: ignore[misc]
    labels: ClassVar = {"password": "Password"}


class Code(_Labelled, second_step.AuthenticateForm):  # type: ignore[misc]
    labels: ClassVar = {"code": "Code"}


class CodeAgain(_Labelled, second_step.ReauthenticateForm):  # type: ignore[misc]
    labels: ClassVar = {"code": "Code"}


class SwitchOn(_Labelled, totp.ActivateTOTPForm):  # type: ignore[misc]
    labels: ClassVar = {"code": "Code from the app"}
