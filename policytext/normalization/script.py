"""The script of a document: which conversion its lines need, and what changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from operator import ne

from policytext.language import scripts
from policytext.language.scripts import HONGKONG, SIMPLIFIED, SPUN, TAIWAN, TRADITIONAL, Script
from policytext.normalization.ambiguous import resolve
from policytext.normalization.engine import converter
from policytext.normalization.traditional import in_general_use, in_words_of, traditional
from policytext.revision import Change
from policytext.settings import Settings

_LINE = re.compile(r"[^\n]+")
_RUN = re.compile(rb"\x01+(?:\x00\x01+)*")  # changed characters, with single ones between them
_BLOCK = 10  # Traditional characters that make a line of a Simplified page Traditional text, no quoted name
_PURE = 0.9
_ROUNDS = 3

# Characters of Taiwan, Hong Kong and older print that OpenCC's t2s keeps, and mainland print does not have.
_REGIONAL = (
    *zip("衞粧枱糭敍衹痺睪簷鯰牠妳", "卫妆台粽叙只痹睾檐鲇它你", strict=True),
    ("甚么", "什么"),
    ("座标", "坐标"),
    ("迳流", "径流"),
)
_KEPT = re.compile("昇(?=[騰腾])")  # a name of today, in Simplified text too
_CORNERS = tuple(zip("「」『』", "“”‘’", strict=True))
# What opencc-python-reimplemented has; its tw2s is not used, because it makes 什么 of 什麼 什幺.
_OPENCC_PYTHON = {"t2s", "s2t", "s2tw", "s2hk", "s2twp", "t2tw", "t2hk"}

_TO = {"traditional": "t", "taiwan": "tw", "hongkong": "hk"}
_WORDS = {TAIWAN: "tw2sp", TRADITIONAL: "tw2sp", HONGKONG: "hk2sp"}  # with mainland words for theirs
_FROM = {TAIWAN: "tw", HONGKONG: "hk", TRADITIONAL: "t"}


def script_changes(text: str, found: Script, settings: Settings) -> list[Change]:
    """What to change so that `text`, recognised as `found`, is in the script of `settings.to`.

    Japanese and Korean lines stay, and so does what a Simplified page quotes.

    >>> text = "加快產業鏈建設"
    >>> [change[:3] for change in script_changes(text, scripts.recognise(text), Settings())]
    [(2, 7, '产业链建设')]
    """
    if settings.to == "keep":
        return []
    after = _converted(text, found, settings)
    if settings.to != "simplified":
        # One Traditional standard may be taken for another until a character has shown which it is.
        for _ in range(_ROUNDS):
            again = _converted(after, scripts.recognise(after), settings)
            if again == after:
                break
            after = again
    return differences(text, after)


def _converted(text: str, found: Script, settings: Settings) -> str:
    pieces: list[str] = []
    at = 0
    for start, end, source in _regions(text, found, settings.to):
        if converter := _converter(source, settings):
            pieces += text[at:start], converter(text[start:end])
            at = end
    return "".join((*pieces, text[at:])) if pieces else text


def _regions(text: str, found: Script, to: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of `text` that need one conversion each, with the variety they are in."""
    traditional = found.variety != SIMPLIFIED
    if not scripts.has_foreign(text) and (found.share == 0 or (traditional and to == "simplified")):
        yield 0, len(text), found.variety
        return
    for match in _LINE.finditer(text):
        line = match.group()
        if not scripts.is_foreign(line):
            yield *match.span(), _line_variety(line, found.variety, to)


def _line_variety(line: str, of_text: str, to: str) -> str:
    """The variety of a line of a text; a short quotation does not make it another."""
    if of_text != SIMPLIFIED and to == "simplified":
        return of_text
    traditional, simplified = scripts.evidence(line)
    if of_text != SIMPLIFIED:
        return SIMPLIFIED if simplified > traditional else of_text
    if traditional >= _BLOCK and traditional >= _PURE * (traditional + simplified):
        return scripts.recognise(line).variety
    return SIMPLIFIED


def _converter(source: str, settings: Settings) -> Callable[[str], str] | None:
    """What turns text of the variety `source` into the script that was asked for; None: nothing."""
    if settings.to == "simplified":
        return None if source == SIMPLIFIED else partial(_simplified, source, settings)
    target = _TO[settings.to]
    if source in _FROM:
        configs = _between(_FROM[source], target)
        return (
            partial(_chained, [_engine(settings, config) for config in configs], target)
            if configs
            else None
        )
    return partial(_traditional, source, settings, target)


def _traditional(source: str, settings: Settings, target: str, text: str) -> str:
    if source == SPUN:
        text = _simplified(source, replace(settings, punctuation="keep"), text)
    if settings.engine == "opencc-python":
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
    return in_general_use(text) if target == "t" else text


def _simplified(source: str, settings: Settings, text: str) -> str:
    config = _WORDS.get(source, "t2s") if settings.vocabulary else "t2s"
    converted = _engine(settings, config)(text)
    if len(converted) == len(text):
        for kept in _KEPT.finditer(text):
            converted = f"{converted[: kept.start()]}{kept.group()}{converted[kept.end() :]}"
    text = converted
    for regional, usual in _REGIONAL:
        text = text.replace(regional, usual)
    if settings.punctuation == "chinese":
        for corner, quote in _CORNERS:
            text = text.replace(corner, quote)
    # Hong Kong tells 着 and 著 apart itself.
    return text if source == HONGKONG else resolve(text, spun=source == SPUN)


def _between(source: str, target: str) -> tuple[str, ...]:
    """The configurations from one Traditional standard to another."""
    if source == target:
        return ()
    if "t" in (source, target):
        return (f"{source}2{target}",)
    return f"{source}2t", f"t2{target}"


def _engine(settings: Settings, config: str) -> Callable[[str], str]:
    """One configuration in the engine that was asked for, where that has it."""
    if settings.engine == "opencc-python" and config in _OPENCC_PYTHON:
        return _opencc_python(config)
    return converter(config)


@cache
def _opencc_python(config: str) -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(config).convert
    return convert


def differences(before: str, after: str, offset: int = 0) -> list[Change]:
    """The runs in which two texts differ, as changes of the first, which stands at `offset`.

    Texts of different length are compared line by line.

    >>> [change[:3] for change in differences("培育軟件產業", "培育软件产业")]
    [(2, 6, '软件产业')]
    """
    if before == after:
        return []
    if len(before) == len(after):
        return _runs(before, after, offset)
    lines = zip(before.split("\n"), after.split("\n"), strict=True)
    changes: list[Change] = []
    for old, new in lines:
        changes += _runs(old, new, offset) if len(old) == len(new) else [_trimmed(old, new, offset)]
        offset += len(old) + 1
    return changes


def _runs(before: str, after: str, offset: int) -> list[Change]:
    spans = (match.span() for match in _RUN.finditer(bytes(map(ne, before, after))))
    return [
        Change(low + offset, high + offset, after[low:high])
        for start, end in spans
        for low, high in _on_one_line(before, start, end)
    ]


def _on_one_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if "\n" not in text[start:end]:
        yield start, end
    else:
        yield from (part.span() for part in _LINE.finditer(text, start, end))


def _trimmed(before: str, after: str, offset: int) -> Change:
    shorter = min(len(before), len(after))
    head = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)
    return Change(offset + head, offset + len(before) - tail, after[head : len(after) - tail])
