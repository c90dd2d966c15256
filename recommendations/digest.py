"""The checksum of a release: whoever has one can tell that what it says was not changed."""

import hashlib
import json


def release_digest(release):
    """SHA-256 of everything that it says, as JSON with sorted keys and without blanks."""
    says = {
        "programme": str(release.programme_id),
        "date": release.date.isoformat(),
        "instrument": release.instrument,
        "policy": release.policy,
        "listed": release.listed,
        "shared": release.shared,
        "content": release.content,
    }
    text = json.dumps(says, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
