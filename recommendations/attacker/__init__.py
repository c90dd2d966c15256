"""What published means let an attacker determine who knows all memberships. Pure; knows nothing of how cells are made.

Rule: disclosure.md, "The attacker decides". An equation is a set of unknowns whose sum is known; a vector is
determined where it lies in the row space of the equations. All arithmetic is in whole numbers, exact.
"""

from recommendations.attacker.atoms import Unknown
from recommendations.attacker.attacker import Attacker
from recommendations.attacker.system import Breach

__all__ = ["Attacker", "Breach", "Unknown"]
