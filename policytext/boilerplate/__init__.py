"""Strip: the article and nothing but the article.

Pages read from HTML have a layout and are judged by their blocks (`page`); text that somebody
else extracted is judged by its lines (`lines`); `corpus` knows what repeats over a whole crawl.
"""

from __future__ import annotations

from policytext.boilerplate.rules import RULES
from policytext.document import Document
from policytext.settings import Settings

__all__ = ["RULES", "strip"]


def strip(document: str | Document, settings: Settings = Settings()) -> Document:
    """The document without the page around its article; what the page told of it is in `meta`.

    A text without furniture stays as it is. Where nothing looks like an article the text stays
    too, with a remark.
    """
    document = Document.of(document)
    if document.layout:  # each of the two costs its own tables
        from policytext.boilerplate import page

        return page.strip(document, settings)
    from policytext.boilerplate import lines

    return lines.strip(document, settings)
