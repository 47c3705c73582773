"""Lines that look like furniture and are the text's own: headings that menus have too, contacts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from policytext.boilerplate.blocks import PageLine, evidence
from policytext.boilerplate.markers import CONTACT, UNMARKED, is_abstract
from policytext.boilerplate.rules import FOOTER, NAVIGATION, RELATED
from policytext.pagefacts.agency import is_signature
from policytext.pagefacts.line_kinds import is_line


def unmark_headings(lines: Sequence[PageLine]) -> None:
    """Words of menus, and names with a day, that are headings: not linked, with text beside below.

    Keywords below an abstract are the text's.
    """
    above = False
    for line, below in pairwise(lines):
        look = line.look
        if look.strength and not line.links and not line.rule:
            word = look.rule == NAVIGATION.name and look.strength < 3 and not above and line.size > 1
            beside = below.prose and not below.rule and below.box.parent in (line.box.parent, line.box)
            if beside and (word or look[:2] == (RELATED.name, 1)):
                _unmark(line)
        above = NAVIGATION.name in (line.rule, line.look.rule)  # of a menu
        if below.look.rule == RELATED.name and is_abstract(line.text):  # its keywords
            _unmark(below)


def unmark_contacts(lines: Sequence[PageLine]) -> None:
    """Lines that footers have too, 举报电话：…, beside the sentence above or over a signature."""
    for at, (above, line) in enumerate(pairwise(lines), 2):
        ends = at == len(lines) or lines[at].look.rule != FOOTER.name
        beside = above.prose and not above.rule and above.box.parent is line.box.parent
        if line.look.rule == FOOTER.name and ends and beside and CONTACT.match(line.text.strip()):
            _unmark(line)
    for day in range(2, len(lines)):
        above, line = lines[day - 1 : day + 1]
        if not is_signature(above.text.strip(), line.text):
            continue
        for contact in reversed(lines[: day - 1]):
            is_contact = contact.look.rule == FOOTER.name
            if contact.box.parent is not line.box.parent or not (
                is_contact or is_line("closing", contact.text.strip())
            ):
                break
            if is_contact:
                _unmark(contact)


def _unmark(line: PageLine) -> None:
    line.look = UNMARKED
    line.evidence = evidence(line)
