"""The rules of repair in the order in which they work, and why in that order.

1. Byte slips before glosses and punctuation, because the reading behind a broken character is
   what pins its lost byte.
2. Punctuation before glosses, because glosses are evidence that a spinner was here.
"""

from __future__ import annotations

from policytext.repair import glosses, punctuation
from policytext.revision import TextRule

RULES: tuple[TextRule, ...] = (
    TextRule("doubled-marks", "spinner", "punctuation that a spinner doubled: ,， 。。", punctuation.find),
    TextRule(
        "glosses", "spinner", "readings that a spinner put behind characters: 產(chǎn)業(yè)", glosses.find
    ),
)
