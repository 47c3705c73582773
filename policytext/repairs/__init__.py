"""Repair: undo the damage that programs did to a page, where its bytes survive, and say where not.

Rules and their order are in `rules`; the forward models that they invert in `damage`.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from policytext.composition import replay
from policytext.document import Document, Verdict
from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.repairs.characters import LIKELY_POINT
from policytext.repairs.facts import with_repaired_facts
from policytext.repairs.remains.misfits import remarked
from policytext.repairs.rules import RULES
from policytext.repairs.spinner.byteslips import GUESS
from policytext.repairs.transcoding.byte_values import is_everyday
from policytext.revision import Settled, run_rules, title_of, with_title
from policytext.settings import Settings

STEP = "repair"
ROUNDS = 8
"""Layers of damage that are undone: pages have three at most, mixtures of every damage at once five."""
_DEFAULTS = Settings()
_BESIDE = 2000  # characters of a damaged page that show what was done to its title as well
_PLAIN = lazy(f"[{HAN}《》（）“”]+")  # no mark that may be doubled, letter that may be read, lost byte
_MISREAD = frozenset(rule.name for rule in RULES if rule.family == "transcoding")
_WORST_FIRST = tuple(reversed(Verdict))


def repair(document: str | Document, settings: Settings = _DEFAULTS) -> Document:
    """The document with its damage undone, each change recorded, and a verdict.

    The title is repaired too, by what the page shows. The script stays: a Traditional page comes back
    as Traditional.

    >>> repaired = repair("推進(jìn)產(chǎn)業(yè)發(fā)展,，加快規(guī)模應(yīng)用。")
    >>> repaired.text, repaired.verdict.value
    ('推進產業發展，加快規模應用。', 'repaired')
    """
    document = Document.of(document)
    repaired = _repaired(document, settings)
    if repaired.text != document.text:
        repaired = with_repaired_facts(repaired, document, lambda said: _repaired(said, settings))
    if not document.title:
        return repaired
    title = title_of(document)
    has_own = repaired.text == document.text or _shows_nothing(title.text, repaired)
    if has_own or any(edit.step == STEP for edit in title.edits):
        return with_title(repaired, _repaired(title, settings))
    page = Document(document.id, f"{title.text}\n{document.text[:_BESIDE]}")
    title = _of_first_line(title, _repaired(page, settings))
    return with_title(repaired, replace(title, verdict=_verdict(title)))


def _of_first_line(title: Document, page: Document) -> Document:
    """The title with the edits and remarks that lie in it, the first line of a page before its repair."""
    size = len(title.text)
    edits = [edit for edit in page.edits if edit.end <= size]
    remarks = tuple(remark for remark in page.remarks if remark.end <= size)
    return replace(title, text=replay(title.text, edits), edits=(*title.edits, *edits), remarks=remarks)


def _shows_nothing(title: str, page: Document) -> bool:
    """Is a title of everyday characters such that a page that was not misread can say nothing about it?"""
    rules = {*(edit.rules for edit in page.edits), *((remark.rule,) for remark in page.remarks)}
    is_plain = _PLAIN.fullmatch(title) is not None and is_everyday(title)
    return is_plain and _MISREAD.isdisjoint(chain.from_iterable(rules))


def _repaired(document: Document, settings: Settings) -> Document:
    repaired = run_rules(document, STEP, [Settled(RULES, ROUNDS)], settings.off)
    if "lost-text" not in settings.off:
        repaired = remarked(repaired, STEP, _MISREAD)
    return replace(repaired, verdict=_verdict(repaired))


def _verdict(document: Document) -> Verdict:
    """How much could be undone; a worse verdict from an earlier run stands.

    What is likely a decimal point is remarked on, but a sound text is not called partial for it; and what
    was put together by guess can be read.
    """
    remarks = [r for r in document.remarks if r.step == STEP and r.reason != LIKELY_POINT]
    lost = sum(remark.end - remark.start for remark in remarks if remark.reason != GUESS)
    if lost and 2 * lost > _length_before(document):
        found = Verdict.UNREADABLE
    elif remarks:
        found = Verdict.PARTIAL
    elif any(edit.step == STEP for edit in document.edits):
        found = Verdict.REPAIRED
    else:
        found = Verdict.CLEAN
    return next(verdict for verdict in _WORST_FIRST if verdict in (found, document.verdict))


def _length_before(document: Document) -> int:
    """The characters of the text as repair found it."""
    edits = (edit for edit in document.edits if edit.step == STEP)
    return len(document.text) + sum(len(edit.before) - len(edit.after) for edit in edits)


__all__ = ["RULES", "STEP", "repair"]
