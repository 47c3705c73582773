"""Text mining for Chinese government policy text as it is really found.

>>> from policytext import clean
>>> clean("推進(jìn)產(chǎn)業(yè)發(fā)展,、規(guī)?；瘧?yīng)用。").text
'推进产业发展、规模化应用。'
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policytext.document import Document, Edit, Problem, Remark, Verdict
    from policytext.entities import Entity, Header, entities, header
    from policytext.keywords import keywords
    from policytext.normalize import normalize
    from policytext.pipeline import clean
    from policytext.repair import repair
    from policytext.revision import RestoreError, restore
    from policytext.settings import Settings
    from policytext.strip import strip
    from policytext.tables import to_frame

__version__ = "0.1.0"

__all__ = [
    "Document",
    "Edit",
    "Entity",
    "Header",
    "Problem",
    "Remark",
    "RestoreError",
    "Settings",
    "Verdict",
    "clean",
    "entities",
    "header",
    "keywords",
    "normalize",
    "repair",
    "restore",
    "strip",
    "to_frame",
]

_HOMES = {
    "document": ("Document", "Edit", "Problem", "Remark", "Verdict"),
    "entities": ("Entity", "Header", "entities", "header"),
    "keywords": ("keywords",),
    "normalize": ("normalize",),
    "pipeline": ("clean",),
    "repair": ("repair",),
    "revision": ("RestoreError", "restore"),
    "settings": ("Settings",),
    "strip": ("strip",),
    "tables": ("to_frame",),
}


class _Library(ModuleType):
    """This module: its names are loaded when they are used, which keeps the command line quick to start.

    They are properties because `policytext.repair` is both the function and the package that it
    lives in; the import system would put the package in the function's place.
    """


def _exported(home: str, name: str) -> property:
    def get(_: ModuleType) -> Any:
        return getattr(import_module(f"policytext.{home}"), name)

    def ignore(_: ModuleType, __: Any) -> None:
        """What the import system wants to set is the package of the same name."""

    return property(get, ignore)


for _home, _names in _HOMES.items():
    for _name in _names:
        setattr(_Library, _name, _exported(_home, _name))
sys.modules[__name__].__class__ = _Library
