"""Script conversion of a document: the conversion of each stretch, as changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial

from policytext.composition import alike, replaced
from policytext.language import scripts
from policytext.language.alphabet import has
from policytext.language.characters import CORNERS, MARKS
from policytext.language.lines import lines_with
from policytext.language.patterns import lazy
from policytext.language.scripts import HONGKONG, SIMPLIFIED, SPUN, TAIWAN, TRADITIONAL, Script
from policytext.normalization.ambiguous import resolve
from policytext.normalization.engine import Step, converter
from policytext.normalization.names import keep
from policytext.normalization.stretches import Stretch, stretches
from policytext.normalization.traditional import in_general_use, in_words_of, traditional
from policytext.resources import rows
from policytext.revision import Change
from policytext.settings import Settings

_GAP = 6  # characters of a clause between changed ones that one edit takes along: written smaller than two
_RUN = re.compile(rb"\x01+(?:\x00{1,%d}\x01+)*" % _GAP)
_SET = bytes([0, *[1] * 255])
_BORDER = lazy(f"[{MARKS},\n]")  # other rules change what stands here, and a reader looks for it
_ROUNDS = 3
_QUOTED = "Traditional characters in a Simplified text: a name or a quotation"

_CORNER = lazy("[「」『』]")
_OUTER = dict(zip("『』", "“”", strict=True))  # where no single ones hold the double
_DOUBLE = lazy("[『』]")
# What opencc-python-reimplemented has; its tw2s is not used, because it makes 什么 of 什麼 什幺.
_OPENCC_PYTHON = {"t2s", "s2t", "s2tw", "s2hk", "s2twp", "t2tw", "t2hk"}

_TO = {"traditional": "t", "taiwan": "tw", "hongkong": "hk"}
_WORDS = {TAIWAN: "tw2sp", TRADITIONAL: "tw2sp", HONGKONG: "hk2sp"}  # with mainland words for theirs
_FROM = {TAIWAN: "tw", HONGKONG: "hk", TRADITIONAL: "t"}
_REGIONAL_FORMS = lazy(lambda: f"[{''.join({form[0] for form, _ in rows('simplified_forms.tsv')})}]")


def script_changes(text: str, found: Script, settings: Settings) -> list[Change]:
    """Changes that convert `text`, recognised as `found`, to the script of `settings.to`.

    Japanese and Korean lines are kept; names and short quotations in a Simplified page too, with a remark.

    >>> text = "加快產業鏈建設"
    >>> [change[:3] for change in script_changes(text, scripts.recognise(text), Settings())]
    [(2, 7, '产业链建设')]
    """
    if settings.to == "keep":
        return []
    parts = list(stretches(text, found, settings.to))
    after = _converted(text, parts, settings)
    if settings.to != "simplified":
        # One Traditional standard may be taken for another until a character has shown which it is.
        for _ in range(_ROUNDS):
            again = _converted(after, stretches(after, scripts.recognise(after), settings.to), settings)
            if again == after:
                break
            after = again
    quoted = [Change(part.start, part.end, None, note=_QUOTED) for part in parts if part.quoted]
    return sorted([*differences(text, after), *quoted], key=lambda change: change.start)


def corner_quotes(text: str, found: Script, settings: Settings) -> list[Change]:
    """Corner brackets of Traditional text that becomes Simplified, as mainland quotation marks.

    >>> text = "「產業」政策，網站「日文」"
    >>> [change.after for change in corner_quotes(text, scripts.recognise(text), Settings())]
    ['“', '”', '“', '”']
    >>> text = "推動『放管服』改革，他說：「抓好『一網通辦』。」"
    >>> "".join(change.after for change in corner_quotes(text, scripts.recognise(text), Settings()))
    '“”“‘’”'
    """
    if settings.to != "simplified" or not has(text, _CORNER):
        return []
    outer = frozenset(_outermost(text))
    return [
        Change(*match.span(), (_OUTER if match.start() in outer else CORNERS)[match[0]])
        for part in stretches(text, found, settings.to)
        if part.variety != SIMPLIFIED
        for match in _CORNER.finditer(text, part.start, part.end)
    ]


def _outermost(text: str) -> Iterator[int]:
    """Outermost double corner brackets, on lines on which all of them are closed."""
    for low, high in lines_with(text, _DOUBLE):
        depth, double = 0, []
        for match in _CORNER.finditer(text, low, high):
            if match[0] in "『』":
                double += [match.start()] if depth == 0 else []
            else:
                depth += 1 if match[0] == "「" else -1
            if depth < 0:
                break
        if depth == 0:
            yield from double


def _converted(text: str, parts: Iterable[Stretch], settings: Settings) -> str:
    converters = ((part, _converter(part.variety, settings)) for part in parts)
    done = ((*part[:2], convert(text[slice(*part[:2])])) for part, convert in converters if convert)
    return replaced(text, done)


def _converter(source: str, settings: Settings) -> Callable[[str], str] | None:
    """The function that converts the variety `source` to the requested script; None: no conversion."""
    if settings.to == "simplified":
        return None if source == SIMPLIFIED else partial(_simplified, source, settings)
    target = _TO[settings.to]
    if source in _FROM:
        engines = [_engine(settings, config) for config in _between(_FROM[source], target)]
        return partial(_chained, engines, target)
    return partial(_traditional, source, settings, target)


def _traditional(source: str, settings: Settings, target: str, text: str) -> str:
    if source == SPUN:
        text = _simplified(source, settings, text)
    if settings.converter == "opencc-python":
        words = "p" if settings.vocabulary and target != "t" else ""
        text = _engine(settings, f"s2{target}{words}")(text)
    elif settings.vocabulary and target != "t":
        text = in_words_of(target, text)
    else:
        text = traditional(text)
        text = text if target == "t" else converter(f"t2{target}")(text)
    return in_general_use(text) if target == "t" else text


def _chained(engines: Sequence[Callable[[str], str]], target: str, text: str) -> str:
    for engine in engines:
        text = engine(text)
    text = _completed(text)
    return in_general_use(text) if target == "t" and engines else text


def _completed(text: str) -> str:
    """Traditional `text` with stray Simplified characters converted."""
    slips = scripts.only_simplified()
    if slips.isdisjoint(text):
        return text
    pairs = zip(text, traditional(text), strict=True)
    return "".join(other if character in slips else character for character, other in pairs)


def _simplified(source: str, settings: Settings, text: str) -> str:
    config = _WORDS.get(source, "t2s") if settings.vocabulary else "t2s"
    converted = _engine(settings, config)(text)
    text = keep(text, converted) if len(converted) == len(text) else converted
    if _REGIONAL_FORMS.search(text):
        text = _regional()(text)
    # Hong Kong tells 着 and 著 apart itself.
    return text if source == HONGKONG else resolve(text, spun=source == SPUN)


@cache
def _regional() -> Step:
    """Conversion of forms of Taiwan, Hong Kong and older print that OpenCC keeps."""
    return Step(dict(rows("simplified_forms.tsv")))


def _between(source: str, target: str) -> tuple[str, ...]:
    """The configurations from one Traditional standard to another."""
    if source == target:
        return ()
    if "t" in (source, target):
        return (f"{source}2{target}",)
    return f"{source}2t", f"t2{target}"


def _engine(settings: Settings, config: str) -> Callable[[str], str]:
    """A configuration in the requested engine, if that has it."""
    if settings.converter == "opencc-python" and config in _OPENCC_PYTHON:
        return _opencc_python(config)
    return converter(config)


@cache
def _opencc_python(config: str) -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(config).convert
    return convert


def differences(before: str, after: str) -> list[Change]:
    """The runs in which two texts differ, as changes of the first.

    Texts of different length are compared line by line.

    >>> [change[:3] for change in differences("培育軟件產業", "培育软件产业")]
    [(2, 6, '软件产业')]
    """
    if before == after:
        return []
    if len(before) == len(after):
        return _runs(before, after, 0)
    lines = zip(before.split("\n"), after.split("\n"), strict=True)
    changes: list[Change] = []
    offset = 0
    for old, new in lines:
        changes += _runs(old, new, offset) if len(old) == len(new) else [_trimmed(old, new, offset)]
        offset += len(old) + 1
    return changes


def _runs(before: str, after: str, offset: int) -> list[Change]:
    changed = _changed(before, after)
    for border in _BORDER.finditer(before):
        at = border.start()
        if not changed[at]:
            changed[at] = 2
    spans = map(re.Match.span, _RUN.finditer(changed))
    return [Change(start + offset, end + offset, after[start:end]) for start, end in spans]


def _changed(before: str, after: str) -> bytearray:
    """For each character of a text whether it differs in another text of the same length: 1 or 0.

    >>> list(_changed("培育軟件\U00020000", "培育软件\U00020001"))
    [0, 0, 1, 0, 1]
    """
    size = 4 * len(before)
    old, new = (int.from_bytes(t.encode("utf-32-le", "surrogatepass"), "little") for t in (before, after))
    bits = (old ^ new).to_bytes(size, "little")  # as numbers: no loop in Python
    changed = 0
    for start in range(3):
        changed |= int.from_bytes(bits[start::4].translate(_SET), "little")
    return bytearray(changed.to_bytes(len(before), "little"))


def _trimmed(before: str, after: str, offset: int) -> Change:
    head = alike(before, after)
    tail = alike(before[head:][::-1], after[head:][::-1])
    return Change(offset + head, offset + len(before) - tail, after[head : len(after) - tail])
