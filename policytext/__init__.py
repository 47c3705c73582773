"""Text mining for Chinese government policy text as it is really found.

>>> from policytext import clean
>>> clean("推進(jìn)產(chǎn)業(yè)發(fā)展,、規(guī)?；瘧?yīng)用。").text
'推进产业发展、规模化应用。'
"""

from __future__ import annotations

from policytext.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from policytext.analysis import entities as entities
    from policytext.analysis import header as header
    from policytext.analysis import keywords as keywords
    from policytext.boilerplate import strip as strip
    from policytext.corpus.collection import Corpus as Corpus
    from policytext.document import Document as Document
    from policytext.document import Edit as Edit
    from policytext.document import Problem as Problem
    from policytext.document import Remark as Remark
    from policytext.document import Verdict as Verdict
    from policytext.io.documents import read as read
    from policytext.metadata.model import Header as Header
    from policytext.normalization.step import normalize as normalize
    from policytext.pipeline import clean as clean
    from policytext.recognition.model import Entity as Entity
    from policytext.repairs import repair as repair
    from policytext.revision import RestoreError as RestoreError
    from policytext.revision import restore as restore
    from policytext.settings import Settings as Settings
    from policytext.tables import to_frame as to_frame

_HOMES = {
    "analysis": "entities header keywords",
    "boilerplate": "strip",
    "corpus.collection": "Corpus",
    "document": "Document Edit Problem Remark Verdict",
    "io.documents": "read",
    "metadata.model": "Header",
    "normalization.step": "normalize",
    "pipeline": "clean",
    "recognition.model": "Entity",
    "repairs": "repair",
    "revision": "RestoreError restore",
    "settings": "Settings",
    "tables": "to_frame",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}
__all__ = ["__version__", *_HOME]


def __getattr__(name: str) -> object:
    """A name is loaded when it is first used, which keeps the command line quick to start."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
