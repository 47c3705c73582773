"""Forward models: what damages Chinese pages, as programs that do it.

Repair inverts these. They make test cases without limit whose answer is known, and the inverses
check themselves against them. Everything random comes from the generator handed in.

>>> from random import Random
>>> family = FAMILIES["glosses"]
>>> family.damage("推动产业发展", Random(1)), family.answer("推动产业发展")
('推動(dòng)產業(yè)發展', '推動產業發展')
"""

from __future__ import annotations

from damage import characters, escapes, spinner, transcoding
from damage.family import Family, then

MODULES = (spinner, transcoding, escapes, characters)
FAMILIES: dict[str, Family] = {family.name: family for module in MODULES for family in module.FAMILIES}

__all__ = ["FAMILIES", "Family", "then"]
