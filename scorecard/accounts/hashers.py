"""Password hashing for the demo, where more than a hundred accounts are made at once."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 at the least that OWASP advises: 19 MiB, two passes, one lane.

    Django's own setting takes 0.1 s and 100 MiB for each account; this takes 0.02 s.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
