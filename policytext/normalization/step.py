"""The normalize step: one script, one width, one way to break lines."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from operator import attrgetter

from policytext.document import Document
from policytext.language.scripts import Script, recognise
from policytext.normalization import quotes, spacing, torn_lines, width, wraps
from policytext.normalization.prose import in_prose
from policytext.normalization.script import corner_quotes, script_changes
from policytext.revision import Rule, Settled, TextRule, run_rules, title_of, with_title
from policytext.settings import Settings

STEP = "normalize"
_DEFAULTS = Settings()
_ROUNDS = 20  # of marks and spaces, each of which helps its neighbour; no page was seen to need five

_SCRIPT = Rule("script", "script", "Traditional characters to Simplified, or as --to says")
_CORNERS = Rule("corner-quotes", "punctuation", "「」 of Traditional text that becomes Simplified to “”")
_WIDTH = TextRule("full-width", "width", "full-width digits and letters to ASCII", width.fullwidth)
_ODD_SPACES = TextRule(
    "odd-spaces", "width", "no-break and other spaces to the plain one", spacing.odd_spaces
)
_WRAPS = TextRule(
    "hard-wraps", "spacing", "line breaks inside sentences, at a fixed width", wraps.hard_wraps
)
_PIECES = replace(_WRAPS, find=torn_lines.inline_breaks)
_TORN = replace(_WRAPS, find=torn_lines.torn)
_LINES = (
    TextRule("line-ends", "spacing", "blanks at the end of a line", spacing.line_ends),
    _WRAPS,
    _PIECES,
    TextRule("indents", "spacing", "indents of Chinese paragraphs", spacing.indents),
    TextRule("blank-lines", "spacing", "more than one empty line in a row", spacing.blank_lines),
)
_SMALL = TextRule("small-forms", "punctuation", "small forms of Chinese marks: ﹔ to ；", width.small_forms)
_PUNCTUATION = (
    TextRule("brackets", "punctuation", "ASCII brackets in Chinese text to （）", in_prose(width.brackets)),
    TextRule("quotes", "punctuation", "straight quotes around Chinese to “” and ‘’", in_prose(quotes.find)),
    TextRule(
        "half-width",
        "punctuation",
        "ASCII , ; : ? ! in Chinese text to ，；：？！",
        in_prose(width.punctuation),
    ),
)
_SPACES = (
    TextRule("spaces", "spacing", "spaces beside Chinese punctuation", spacing.beside_marks),
    TextRule("inner-spaces", "spacing", "spaces inside Chinese words", spacing.inner_spaces),
)

RULES: tuple[Rule, ...] = (
    _WIDTH,
    _SMALL,
    *(rule for rule in _LINES if rule is not _PIECES),  # one rule to its users
    _CORNERS,
    *_PUNCTUATION,
    *_SPACES,
    _ODD_SPACES,
    _SCRIPT,
)


def normalize(document: str | Document, settings: Settings = _DEFAULTS) -> Document:
    """The document in one script, with Chinese punctuation, and lines broken where paragraphs end.

    `meta["script"]` of the result says which variety of Traditional was found and how much of the
    evidence speaks for it; it is absent where there was none. Already-Simplified text keeps its
    characters. The title is normalized as the text is.

    >>> document = normalize("會議指出,要著力發展未來產業(含AI).\\n  預算1,234萬元")
    >>> print(document.text)
    会议指出，要着力发展未来产业（含AI）.
    预算1,234万元
    >>> document.meta["script"]
    {'variety': 'traditional', 'share': 1.0}
    """
    document = Document.of(document)
    known = STEP in map(attrgetter("step"), document.edits)  # the finding is about the text as it came
    found = recognise(document.text)
    normalized = _normalized(document, found, settings)
    if document.title:
        title = title_of(document)
        normalized = with_title(normalized, _normalized(title, recognise(title.text), settings))
    if not found.share or "script" in document.meta or known:
        return normalized
    return replace(normalized, meta={**normalized.meta, "script": found._asdict()})


def _normalized(document: Document, found: Script, settings: Settings) -> Document:
    corners, script = (
        TextRule(rule.name, rule.family, rule.summary, partial(find, found=found, settings=settings))
        for rule, find in ((_CORNERS, corner_quotes), (_SCRIPT, script_changes))
    )
    is_chinese = settings.punctuation == "chinese"
    rules = [
        *([_WIDTH] if settings.width == "standard" else ()),
        *([_SMALL] if is_chinese else ()),
        *(Settled([rule], _ROUNDS) for rule in _LINES),  # a page may be set in several widths
        Settled((corners, *_PUNCTUATION, *_SPACES, _TORN) if is_chinese else (*_SPACES, _TORN), _ROUNDS),
        *([_ODD_SPACES] if settings.width == "standard" else ()),
        script,  # last: its many edits then need not be composed with those of each later rule
    ]
    return run_rules(document, STEP, rules, settings.off)
