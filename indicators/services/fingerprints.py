"""Which arithmetic, and which judging by it, a run was made by."""

import hashlib
from pathlib import Path

from indicators import comparing, inputs, judging, pooling, rules
from scorecard import calc


def code_version() -> str:
    """Twelve digits that change whenever the arithmetic, or the judging by it, does."""
    folder = Path(calc.__file__).parent
    judges = [Path(str(module.__file__)) for module in (comparing, inputs, judging, pooling, rules)]
    digest = hashlib.sha256()
    for path in [*sorted(folder.glob("*.py")), *judges]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
