"""The list numbers that Word shows before paragraphs (一、 （一） 1.) but does not store in their text."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree.ElementTree import Element

from policytext.language.numbers import in_chinese
from policytext.language.patterns import lazy

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HINT = (
    "{http://schemas.microsoft.com/office/word/2003/auxHint}"  # XML of Word 2003 has numbers written out
)
_CHINESE = lazy("chinese|taiwanese|japaneseCounting|japaneseLegal|ideographDigital|koreanCounting")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


class ListNumbers:
    """Computes the numbers of a document's paragraphs, in order (ECMA-376, 17.9)."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstract: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if numbering is not None:
            self._read(numbering)
        self._styles = {style.get(f"{W}styleId", ""): style for style in _all(styles, "style")}

    def label(self, paragraph: Element) -> str:
        """The number before this paragraph, which is the next one in its list; empty for most."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        if (told := properties.find(f"{W}listPr/{_HINT}t")) is not None:
            return told.get(f"{_HINT}val", "")
        list_id, depth = self._place(properties)
        levels = self._levels.get(self._abstract.get(list_id, ""), {})
        if depth not in levels:
            return ""
        starts = self._starts.get(list_id, {})
        counts = self._counts[list_id if starts else self._abstract[list_id]]
        counts[depth] = counts.get(depth, starts.get(depth, levels[depth].start) - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            level = levels.get(at, levels[depth])
            return written(counts.get(at, level.start), level.format)

        text = re.sub(r"%(\d)", shown, levels[depth].text)
        return f"{text} " if text and text[-1].isascii() else text

    def _read(self, numbering: Element) -> None:
        for abstract in _all(numbering, "abstractNum"):
            levels = {number(level.get(f"{W}ilvl", "")): _Level(level) for level in _all(abstract, "lvl")}
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for numbered in _all(numbering, "num"):
            name = numbered.get(f"{W}numId", "")
            self._abstract[name] = value(numbered.find(f"{W}abstractNumId"))
            self._starts[name] = {
                number(override.get(f"{W}ilvl", "")): number(start)
                for override in _all(numbered, "lvlOverride")
                if (start := value(override.find(f"{W}startOverride")))
            }

    def _place(self, properties: Element) -> tuple[str, int]:
        """The list of a paragraph and its level, from the paragraph or its style."""
        list_id = depth = ""
        seen: set[str] = set()
        while True:
            list_id = list_id or value(properties.find(f"{W}numPr/{W}numId"))
            depth = depth or value(properties.find(f"{W}numPr/{W}ilvl"))
            name = value(properties.find(f"{W}pStyle")) or value(properties.find("basedOn"))
            style = self._styles.get(name)
            if list_id or style is None or name in seen:
                return list_id, number(depth)
            seen.add(name)
            properties = _inherited(style)


class _Level:
    def __init__(self, level: Element) -> None:
        self.start = number(value(level.find(f"{W}start")), 1)
        self.format = value(level.find(f"{W}numFmt"))
        self.text = value(level.find(f"{W}lvlText")) if self.format not in ("bullet", "none") else ""


def _inherited(style: Element) -> Element:
    """A style's properties, with the name of the style it is based on."""
    properties = Element("properties")
    properties.extend(style.findall(f"{W}pPr/*"))
    if (based := style.find(f"{W}basedOn")) is not None:
        properties.append(Element("basedOn", based.attrib))
    return properties


def value(element: Element | None) -> str:
    """The w:val of an element, which may be None."""
    return element.get(f"{W}val", "") if element is not None else ""


def number(written: str, otherwise: int = 0) -> int:
    """The number in an attribute, a default for an invalid one.

    >>> number("3"), number("x"), number("", 1)
    (3, 0, 1)
    """
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else otherwise


def _all(parent: Element | None, name: str) -> list[Element]:
    return parent.findall(f"{W}{name}") if parent is not None else []


def written(number: int, format: str) -> str:
    """A number in one of Word's formats; in digits for those that Chinese documents do not use.

    >>> written(12, "chineseCounting"), written(3, "upperRoman"), written(2, "ideographTraditional")
    ('十二', 'III', '乙')
    """
    if _CHINESE.match(format):
        return in_chinese(number, "〇")
    if format == "ideographTraditional":
        return "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10]
    if format in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if format == "upperLetter" else letter.lower()
    if format in ("upperRoman", "lowerRoman"):
        return _roman(number) if format == "upperRoman" else _roman(number).lower()
    if format == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return f"{number:02}" if format == "decimalZero" else str(number)


def _roman(number: int) -> str:
    letters = ""
    for size, letter in _ROMAN:
        count, number = divmod(number, size)
        letters += letter * count
    return letters
