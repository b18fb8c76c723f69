"""Every address that anybody may read of these editions."""

from collections.abc import Iterator, Sequence
from itertools import islice

from django.urls import reverse

from scorecard.config.frozen import is_public_address
from scorecard.publication.models import Edition
from tests.architecture.addresses import every_address
from tests.publication.walk.channels import CHANNELS, PUBLIC, fillings
from tests.publication.walk.world import World


def public_addresses(world: World, editions: Sequence[Edition], most: int) -> Iterator[str]:
    """`most` of each kind, with what else can be asked of each."""
    ids, numbers = [one.pk for one in editions], [one.number for one in editions]
    for address in every_address():
        channel = CHANNELS.get(address.name, PUBLIC)
        if not is_public_address("/" + address.route) or address.name == "text":
            continue  # texts are files
        for filled in islice(fillings(channel, address, world, ids, numbers), most):
            for query in channel.queries:
                yield reverse(address.name, kwargs=filled) + query
