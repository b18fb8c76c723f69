"""Who belongs to which organisation, in which role, from when to when."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from practices.models.organisations import Commissioner, Network, Practice
from scorecard.accounts.roles import COMMISSIONER_ROLES, NETWORK_ROLES, PRACTICE_ROLES, Role

ROLES_OF = {
    "commissioner": COMMISSIONER_ROLES,
    "network": NETWORK_ROLES,
    "practice": PRACTICE_ROLES,
}


def _only(kind: str) -> models.Q:
    others = [name for name in ROLES_OF if name != kind]
    return models.Q(
        **{f"{kind}__isnull": False},
        **{f"{other}__isnull": True for other in others},
        role__in=[str(role) for role in ROLES_OF[kind]],
    )


class Membership(models.Model):
    """A user in one organisation. `ends_on` is the first day without it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    commissioner = models.ForeignKey(Commissioner, null=True, blank=True, on_delete=models.PROTECT)
    network = models.ForeignKey(Network, null=True, blank=True, on_delete=models.PROTECT)
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT)
    role = models.CharField(max_length=30, choices=[(str(r), str(r)) for r in Role])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=_only("commissioner") | _only("network") | _only("practice"),
                name="a_role_fits_its_organisation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.role}, {self.organisation}"

    @property
    def organisation(self) -> Commissioner | Network | Practice:
        found = self.commissioner or self.network or self.practice
        if found is None:
            raise ValidationError("A membership needs an organisation.")
        return found
