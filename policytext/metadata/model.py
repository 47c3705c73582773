"""The header: a document's own facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Header:
    """The facts of a document's head and foot, as far as they were found; days in ISO 8601.

    `issuer` names joint issuers joined by 、 as the document does, `issuer_normalized` has one full name
    for each body (国家发展和改革委员会); `date_written` has the year alone where only that is
    known (1954); `year` is the document's year from any evidence; `speaker` is who gave a report or
    speech. `unsure` names the facts that little in the document bears out: the line that stands first
    may be its title or not, a province that its text names need not be its place. `evidence` says for
    each fact where it stood: `heading`, `number line`, ….
    """

    title: str = ""
    doc_number: str = ""
    issuer: str = ""
    issuer_normalized: str = ""
    date_written: str = ""
    date_published: str = ""
    date_effective: str = ""
    date_expired: str = ""
    year: str = ""
    speaker: str = ""
    place: str = ""
    adcode: str = ""
    genre: str = ""
    source_name: str = ""
    unsure: tuple[str, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def date(self) -> str:
        """When the document was written, or else published, to the precision that is known.

        Sites publish anew what was written decades ago, so the day of a page is not that of its document.

        >>> Header(date_written="1996-06-29", date_published="2018-12-24", year="1996").date
        '1996-06-29'
        >>> Header(date_written="2024", date_published="2024-02-03", year="2024").date
        '2024-02-03'
        """
        days = (self.date_written, self.date_published)
        return max((day for day in days if day[:4] == self.year), key=len, default="")
