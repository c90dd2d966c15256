"""The checksum of a release: whoever has one can tell that what it says, and its ledger, were not changed."""

import hashlib
import json


def release_digest(release, members):
    """SHA-256 of everything that it says and of the `members` of its ledger (None where that is gone), as JSON with
    sorted keys and without blanks. The prints are keyed, so nobody can try out values with it."""
    says = {
        "programme": str(release.programme_id),
        "date": release.date.isoformat(),
        "instrument": release.instrument,
        "policy": release.policy,
        "listed": release.listed,
        "shared": release.shared,
        "content": release.content,
        "ledger": members,
    }
    text = json.dumps(says, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
