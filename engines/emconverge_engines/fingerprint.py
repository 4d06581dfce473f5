"""A checksum of settings, by which what was fitted to the models of some settings is not used for those of others."""

import hashlib
import json
from collections.abc import Mapping

LENGTH = 12  # hexadecimal digits


def fingerprint(settings: Mapping[str, object]) -> str:
    """Of settings that JSON can hold; the order of the keys does not matter."""
    text = json.dumps(settings, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
