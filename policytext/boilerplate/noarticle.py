"""Pages without an article: pages of pictures, pages of nothing but links."""

from __future__ import annotations

from dataclasses import replace

from policytext.boilerplate.rules import NO_ARTICLE, PICTURES
from policytext.document import Document, Verdict
from policytext.revision import Change, Rule, revise
from policytext.settings import Settings

_NOTES = {
    NO_ARTICLE.name: "nothing looks like an article",
    PICTURES.name: "hardly any text under the headline: the article may be pictures or a file",
}


def remarked(document: Document, rule: Rule, settings: Settings) -> Document:
    """The document with the remark that it holds no article; what is gone with the page is `partial`."""
    if rule.name in settings.off:
        return document
    remark = Change(0, len(document.text), None, note=_NOTES[rule.name])
    document = revise(document, "strip", [(rule.name, [remark])])
    return replace(document, verdict=Verdict.PARTIAL) if rule is PICTURES else document
