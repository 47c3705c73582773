"""Text mining for Chinese government policy text as it is really found.

>>> from policytext import clean
>>> clean("推進(jìn)產(chǎn)業(yè)發(fā)展,、規(guī)?；瘧?yīng)用。").text
'推进产业发展、规模化应用。'
"""

from __future__ import annotations

from policytext.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from policytext.analysis import entities, header, keywords
    from policytext.boilerplate import strip
    from policytext.corpus.collection import Corpus
    from policytext.document import Document, Edit, Problem, Remark, Verdict
    from policytext.io.documents import read
    from policytext.metadata.model import Header
    from policytext.normalization import normalize
    from policytext.pipeline import clean
    from policytext.recognition.model import Entity
    from policytext.repairs import repair
    from policytext.revision import RestoreError, restore
    from policytext.settings import Settings
    from policytext.tables import to_frame

_HOMES = {
    "Corpus": "corpus.collection",
    "Document": "document",
    "Edit": "document",
    "Entity": "recognition.model",
    "Header": "metadata.model",
    "Problem": "document",
    "Remark": "document",
    "RestoreError": "revision",
    "Settings": "settings",
    "Verdict": "document",
    "clean": "pipeline",
    "entities": "analysis",
    "header": "analysis",
    "keywords": "analysis",
    "normalize": "normalization",
    "read": "io.documents",
    "repair": "repairs",
    "restore": "revision",
    "strip": "boilerplate",
    "to_frame": "tables",
}

__all__ = [
    "Corpus",
    "Document",
    "Edit",
    "Entity",
    "Header",
    "Problem",
    "Remark",
    "RestoreError",
    "Settings",
    "Verdict",
    "__version__",
    "clean",
    "entities",
    "header",
    "keywords",
    "normalize",
    "read",
    "repair",
    "restore",
    "strip",
    "to_frame",
]


def __getattr__(name: str) -> object:
    """A name is loaded when it is first used, which keeps the command line quick to start."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
