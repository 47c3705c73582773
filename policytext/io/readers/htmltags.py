"""The tags of well-formed markup, and their roles for the lines of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple

from policytext.language.patterns import lazy

REMEMBERED = 1 << 13  # ways to write a tag: those of the templates of a few sites

# Elements that begin and end a line: HTML Living Standard, section 15.3.
BLOCKS = frozenset(
    (  # noqa: SIM905 (sixty lines of one word each are no easier to read)
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
        "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
        "menu nav noframes noscript ol optgroup option p pre search section select summary table td "
        "template textarea tfoot th thead title tr ul"
    ).split()
)
MAX_INSIDE = 100  # `<` that attributes of one tag may hold
# Blank text before these is at the end of a line. Told from behind the `<`.
LINE_ENDS = lazy(r"/?(?:p|div|br|table|t[dhr]|[uo]l|li|h[1-6])[\s/>]")
_ATTRIBUTE = lazy(r'([^\s="]+)="([^"]*)"')

_INLINE = lazy(
    r"/?(?:span|font|b|strong|i|em|u|img|input|link|label|small|sup|sub|tbody|o:p)(?:\s.*)?|[!?].*", re.S
)
_ASIDE = lazy(r"(?:(script|style|iframe)\b|!--).*", re.S)
_COMMENT_END = lazy("-->")
_TAG = lazy(r"(?P<close>/?)(?P<name>[a-z][^\s/]*)(?P<attributes>.*)", re.S)
_HIDING = lazy(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d])"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)


class TagRole(Enum):
    """The role of a tag for the lines of a page."""

    START = auto()  # of a block
    END = auto()  # of a block
    SEAM = auto()  # of an inline element: a template may set apart by style what meets here
    LINK = auto()
    LINK_END = auto()
    BREAK = auto()
    FACT = auto()  # of <meta>
    ASIDE = auto()  # a comment, or an element whose text is none: all is to be passed over
    NOTHING = auto()
    TEXT = auto()  # no tag at all


class Tag(NamedTuple):
    """A tag: its role, the name of its element, and its attributes.

    `box` is the class and id of a block in lower case; `hidden`: its element is not shown.
    """

    means: TagRole
    name: str = ""
    attributes: Mapping[str, str] = {}
    box: str = ""
    hidden: bool = False


class Tags(dict[str, Tag]):
    """A cache of tags by their text between `<` and `>`, emptied when it is full.

    Links are all different, and not cached.
    """

    def __missing__(self, written: str) -> Tag:
        if written.startswith("a "):
            return _LINKING
        if len(self) >= REMEMBERED:
            self.clear()
        self[written] = found = tag(written)
        return found


_LINKING = Tag(TagRole.LINK)
TAGS = Tags()


def tag(written: str) -> Tag:
    """The tag with this text between `<` and `>`.

    >>> tag('div class="Art Main" style="display: none"')[3:]
    ('art main', True)
    >>> [tag(written).means.name for written in ("/p", "br", "/span", "svg", "< 5")]
    ['END', 'BREAK', 'SEAM', 'NOTHING', 'TEXT']
    """
    if found := _ASIDE.fullmatch(written):
        return Tag(TagRole.ASIDE, found[1] or "")
    if _INLINE.fullmatch(written):
        return Tag(TagRole.SEAM)
    found = _TAG.fullmatch(written)
    if not found:
        return Tag(TagRole.TEXT)
    close, name, rest = found.groups()
    if name == "a":
        return Tag(TagRole.LINK_END if close else TagRole.LINK)
    if close:
        return Tag(TagRole.END, name) if name in BLOCKS else Tag(TagRole.NOTHING)
    if name in ("br", "hr"):
        return Tag(TagRole.BREAK)
    if name not in BLOCKS and name != "meta":
        return Tag(TagRole.NOTHING)
    attributes = dict(_ATTRIBUTE.findall(rest))
    if name == "meta":
        return Tag(TagRole.FACT, name, attributes)
    box = f"{attributes.get('class', '')} {attributes.get('id', '')}".strip().lower()
    hidden = "hidden" in attributes or _HIDING.search(attributes.get("style", "")) is not None
    return Tag(TagRole.START, name, attributes, box, hidden or name == "template")


def reaching(parts: list[str], at: int) -> tuple[int, str, str]:
    """What begins at a `<` before whose `>` another `<` stands: attributes may hold one, else it is no tag.

    The place of the last part of it, what is inside the tag, and the text behind it.
    """
    is_begun = parts[at].startswith(("!", "?")) or _TAG.match(parts[at])
    for end in range(at + 1, min(at + MAX_INSIDE, len(parts))) if is_begun else ():
        inside, closed, text = parts[end].partition(">")
        if closed:
            return end, "<".join((*parts[at:end], inside)), text
    return at, "", parts[at]


def behind(parts: list[str], at: int, begun: str, name: str, unending: set[str]) -> tuple[int, str]:
    """Where an element called `name`, or without one a comment, ends: the next part and the text before it.

    It has `begun` with all that stands before the part `at`. Where it has no end it is but a tag;
    `unending` are those of which that is known.
    """
    if not name and (end := _COMMENT_END.search(begun, len("!--"))):
        return at, begun[end.end() :]
    is_end = re.compile(rf"/{name}\s*>").match if name else _COMMENT_END.search
    for place in range(at, len(parts)) if name not in unending else ():
        if end := is_end(parts[place]):
            return place + 1, parts[place][end.end() :]
    unending.add(name)
    return at, begun.partition(">")[2]
