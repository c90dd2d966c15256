"""The prints of what is shared, made when it is shared: at a release they would be most of its work. Pure."""

import json
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b

from recommendations.aggregation import Prints, make_prints
from recommendations.figures import Packed, judged_ids, unpack_values

SEAL_BYTES = 16


def sealed_prints(key_hex: str, municipality: str, instrument: str, data: Sequence[Packed]) -> str:
    """As they are kept beside the figures (models.SharedFigures). `data`: what pack_values made."""
    made = make_prints(key_hex, municipality, unpack_values(instrument, data), judged_ids(instrument))
    return _seal(key_hex, municipality, instrument, json.dumps(data), made.packed) + made.packed


def open_prints(stored: str, key_hex: str, municipality: str, instrument: str, text: str) -> Prints | None:
    """None where they are not of exactly this: then they have to be made. `text`: the JSON of what pack_values made.

    A print that is not of the value would make it look changed, or unchanged, against what was released. So nothing is
    taken unless the seal covers it together with everything that it is made of. A database that wrote the same numbers
    in another way would cost time, no more.
    """
    found, packed = stored[: 2 * SEAL_BYTES], stored[2 * SEAL_BYTES :]
    fits = bool(stored) and found == _seal(key_hex, municipality, instrument, text, packed)
    return Prints(judged_ids(instrument), packed) if fits else None


def _seal(key_hex: str, municipality: str, instrument: str, text: str, packed: str) -> str:
    """No part of what it covers has a line break in it, so that none can be taken for the beginning of the next."""
    covered = "\n".join([_order(instrument), municipality, text, packed]).encode()
    return blake2b(covered, digest_size=SEAL_BYTES, key=bytes.fromhex(key_hex), person=b"prints").hexdigest()


@cache
def _order(instrument: str) -> str:
    """Tells of which figures the prints are, one after the other."""
    return blake2b(json.dumps([instrument, judged_ids(instrument)]).encode()).hexdigest()
