"""Facts and arrays as one string of bytes, to be read again in any later year. Pure.

The format, compressed by zlib: four bytes, the length of what follows, unsigned and little-endian;
a JSON object {"facts": .., "arrays": [[name, kind, shape], ..]}; then the arrays one after the
other, by rows, in little-endian bytes. Kinds are those of numpy ("<f8", "<i4", "|i1").
"""

import json
import struct
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LENGTH = struct.Struct("<I")
_WHOLE = ("<i1", "<i2", "<i4")
# Arrays of counts shrink to a third at the quickest level; slower ones gain little.
_LEVEL = 1


def pack(facts: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """`facts` as JSON, `arrays` of numbers; whole numbers take no more bytes than they need."""
    small = {name: _small(array) for name, array in arrays.items()}
    shapes = [[name, array.dtype.str, array.shape] for name, array in small.items()]
    head = json.dumps({"facts": facts, "arrays": shapes}, allow_nan=False).encode()
    body = b"".join(array.tobytes() for array in small.values())
    return zlib.compress(_LENGTH.pack(len(head)) + head + body, _LEVEL)


def unpack(content: bytes) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """What `pack` was given; whole numbers may come back in a smaller kind."""
    raw = zlib.decompress(content)
    start = _LENGTH.size + _LENGTH.unpack_from(raw)[0]
    head = json.loads(raw[_LENGTH.size : start])
    arrays: dict[str, NDArray[Any]] = {}
    for name, kind, shape in head["arrays"]:
        count = int(np.prod(shape, dtype=np.int64))
        arrays[name] = np.frombuffer(raw, kind, count, start).reshape(shape)
        start += arrays[name].nbytes
    return head["facts"], arrays


def _small(array: NDArray[Any]) -> NDArray[Any]:
    if array.dtype.kind == "b":
        return array.astype("|i1")
    if array.dtype.kind not in "iu":
        return np.asarray(array, dtype="<f8")
    least, most = (int(array.min()), int(array.max())) if array.size else (0, 0)
    for kind in _WHOLE:
        limits = np.iinfo(kind)
        if limits.min <= least and most <= limits.max:
            return np.asarray(array, dtype=kind)
    return np.asarray(array, dtype="<i8")
