"""The analyses of one document (words, header, entities, keywords), computed once and shared."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from policytext.document import Document
from policytext.language.characters import CORNERS
from policytext.language.reading import Reading
from policytext.language.user_words import NONE, OwnWords
from policytext.settings import Names

if TYPE_CHECKING:
    from policytext.commitments.model import Duty, Target
    from policytext.keyphrases.rank import Keyword, Ranking
    from policytext.metadata.model import Header
    from policytext.recognition.model import Entity, Relation
    from policytext.structure.outline import Heading


_Found = TypeVar("_Found", "Entity", "Target")
_CORNERS = str.maketrans("".join(CORNERS), "".join(CORNERS.values()))


class Analysis:
    """The analyses of a document, each computed once, on first use.

    `as_of`, the day on which the page was fetched (ISO 8601), is evidence for days without a year;
    `names` is what finds people, bodies and places beside the rules: tagger, lac, or rules (nothing).

    >>> analysis = Analysis(Document.of("发展低空经济。2024年5月6日"))
    >>> [entity.normalized for entity in analysis.entities if entity.type == "DATE"]
    ['2024-05-06']
    """

    def __init__(
        self,
        document: str | Document,
        as_of: str | None = None,
        own: OwnWords = NONE,
        names: Names = "tagger",
    ) -> None:
        self.document = Document.of(document)
        self.own = own
        self._as_of = as_of
        self._names = names

    @cached_property
    def reading(self) -> Reading:
        """The text with its tagged words."""
        return Reading(self._quoted, self.own)

    @cached_property
    def _quoted(self) -> str:
        """The text with “” for 「」, which the analyses read as quotation marks."""
        return self.document.text.translate(_CORNERS) if "「" in self.document.text else self.document.text

    def _as_written(self, found: list[_Found]) -> list[_Found]:
        """The same with their texts as they stand."""
        text = self.document.text
        if text is self._quoted:
            return found
        return [replace(one, text=text[one.start : one.end]) for one in found]

    @cached_property
    def header(self) -> Header:
        from policytext.metadata.header import find_header

        return find_header(self.document, self._as_of)

    @property
    def title(self) -> str:
        """The title of the header, computed alone if no other fact is needed."""
        if "header" in self.__dict__:
            return self.header.title
        from policytext.metadata.header import find_title
        from policytext.metadata.page import Page

        return find_title(Page(self.document))[0]

    @cached_property
    def entities(self) -> list[Entity]:
        """The entities; dates without a year are resolved against the document's own date."""
        from policytext.recognition.extract import extract

        return self._as_written(extract(self.reading, self._own_date, engine=self._names))

    def _own_date(self) -> str | None:
        return self.header.date or None

    def entities_as_of(self, date: str | None) -> list[Entity]:
        """The entities, with dates without a year resolved against `date` (ISO 8601)."""
        from policytext.recognition.extract import extract

        return self._as_written(extract(self.reading, date, engine=self._names))

    @cached_property
    def self_references(self) -> list[Entity]:
        """Self-references: 我省, 全市, 我局 with what the header names, 该局 with the body named before."""
        from policytext.recognition.selfreference import self_references

        header = self.header
        issuers = header.issuer_normalized.split("、")
        bodies = [entity for entity in self.entities if entity.type == "ORG"]
        return list(self_references(self.document.text, issuers, header.place, header.adcode, bodies))

    @cached_property
    def commitments(self) -> list[Entity]:
        """Targets and duties as entities, sorted by offset."""
        from policytext.commitments.model import as_entities

        return as_entities(self.document.text, self.targets, self.duties)

    @cached_property
    def outline(self) -> list[Heading]:
        """Headings and their levels; the title is the document's own."""
        from policytext.structure.outline import outline

        return outline(self.document.text, self.header.title)

    @cached_property
    def duties(self) -> list[Duty]:
        """The duties that the document sets: who must do what."""
        from policytext.commitments.duties import duties

        return duties(self._quoted)

    @cached_property
    def targets(self) -> list[Target]:
        """The targets; 今年 and 明年 are resolved against the document's own date."""
        from policytext.commitments.targets import targets

        header = self.header
        date = header.date or header.year
        return self._as_written(targets(self._quoted, date, self.outline, header.title))

    @cached_property
    def relations(self) -> list[Relation]:
        """The relations between the entities; the header says what this document is and who issued it."""
        from policytext.recognition.relations import relations

        header = self.header
        own = header.doc_number or header.title
        return relations(self.reading.text, self.entities, own, header.issuer, header.title)

    @cached_property
    def _ranking(self) -> Ranking:
        from policytext.keyphrases.rank import Ranking

        return Ranking(self.title, self.reading)

    def keywords(self, top: int) -> list[Keyword]:
        """The `top` keywords, best first."""
        return self._ranking.best(top)


def entities(document: str | Document, date: str | None = None, names: Names = "tagger") -> list[Entity]:
    """People, organisations, places, posts, dates, sums, documents, meetings, industries, programmes.

    Sorted by offset; no two of one type overlap, but for a DOC inside a DOC. Dates without a year
    are resolved against `date` (ISO 8601), or else against the document's own date. `names`: the rules
    with the `tagger`, or with `lac` (extra `lac`), or the `rules` alone, which are the fastest.

    >>> [(e.type, e.normalized) for e in entities("2024年3月，粤府〔2024〕12号提出增长5%")]
    [('DATE', '2024-03'), ('DOCNO', '粤府〔2024〕12号'), ('PERCENT', '5')]
    """
    analysis = Analysis(document, names=names)
    return analysis.entities if date is None else analysis.entities_as_of(date)


def header(document: str | Document) -> Header:
    """The facts of a document's head and foot: title, number, issuer, dates, place, genre, source.

    >>> page = "某市人民政府关于节水的通知\\n某府〔2024〕3号\\n各区：\\n略。\\n某市人民政府\\n2024年5月6日"
    >>> found = header(page)
    >>> found.doc_number, found.issuer, found.date_written, found.genre
    ('某府〔2024〕3号', '某市人民政府', '2024-05-06', '通知')
    """
    return Analysis(document).header


def keywords(document: str | Document, top: int = 20) -> list[Keyword]:
    """The `top` keywords of a document, best first, with scores in (0, 1] and counts.

    Candidates are runs of up to five words. What counts: being more frequent here than in official
    text at large, standing free (a term) rather than always in a longer phrase (a piece), the title,
    headings and the beginning. Of phrases that overlap each has places of its own.

    >>> [k.keyword for k in keywords("发展低空经济。低空经济是新质生产力。", top=2)]
    ['低空经济', '新质生产力']
    """
    return Analysis(document).keywords(top)
