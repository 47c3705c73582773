"""Coding dictionaries in quanteda's YAML form: categories, nested, with terms, wildcards and patterns.

    供给型:
      人才培养: [人才队伍, 引进*人才, "/培养.{0,8}人才/"]

A term is found as a search finds it; `*` stands for up to ten letters, `?` for one; `/…/` is a regular
expression. Where terms overlap the longest counts, as in quanteda (`nested_scope = "dictionary"`).
Keys that begin with `$` say what else a coder's book says: `$ignore`, expressions that are no evidence
(自主知识产权 in a list of 知识产权); `$none`, expressions whose sentence gets no code; `$last`, categories
that count only where a sentence has no other; `$about`, what the dictionary is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from policytext import resources
from policytext.language.sentences import clauses
from policytext.language.user_words import own_text

_WILD = {"*": r"[^\s，。；：！？、]{0,10}?", "?": r"[^\s，。；：！？、]"}
_FORM = "write a category and its terms as 类目: [词, 词], nested ones on lines of their own, further in"
_RESERVED = ("$about", "$ignore", "$last", "$none")


class DictionaryError(ValueError):
    """A dictionary that cannot be used; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class Category:
    """A category: its path (`供给型/人才培养`) and its terms."""

    path: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Categories in the order of the file, and the special rules."""

    categories: tuple[Category, ...]
    ignore: re.Pattern[str] | None = None
    none: re.Pattern[str] | None = None
    last: frozenset[str] = frozenset()


def read_dictionary(path: Path) -> Dictionary:
    """The dictionary in a YAML file. Raises DictionaryError, OSError."""
    return parsed(own_text(path), str(path))


@cache
def instruments() -> Dictionary:
    """The dictionary of policy instruments that comes with the package."""
    return parsed(resources.text("instruments.yaml"), "instruments.yaml")


def parsed(content: str, name: str) -> Dictionary:
    """The dictionary in a text of YAML. Raises DictionaryError."""
    import yaml  # no other command needs it

    try:
        return dictionary(yaml.safe_load(content), name)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "cannot be read"
        raise DictionaryError(f"{name}{line}: is no YAML here: {problem}; {_FORM}") from None


def dictionary(content: Any, name: str = "dictionary") -> Dictionary:
    """A dictionary of nested mappings, as YAML gives it. Raises DictionaryError.

    >>> found = dictionary({"供给型": {"资金": ["专项资金", "奖补"]}, "需求型": ["政府采购"]})
    >>> [category.path for category in found.categories]
    ['供给型/资金', '需求型']
    """
    if not isinstance(content, Mapping):
        raise DictionaryError(f"{name}: is no YAML of categories, whose colon is : and not ：; {_FORM}")
    rules = {key: content[key] for key in content if str(key).startswith("$")}
    if unknown := sorted(set(rules) - set(_RESERVED)):
        raise DictionaryError(f"{name}: {unknown[0]} is none of {', '.join(_RESERVED)}")
    named = {key: value for key, value in content.items() if key not in rules}
    categories = tuple(_categories(named, "", name))
    if not categories:
        raise DictionaryError(f"{name}: has no category")
    last = frozenset(map(str, rules.get("$last", ())))
    if unknown := sorted(last - {category.path for category in categories}):
        raise DictionaryError(f"{name}: $last names {unknown[0]}, which is no category")
    return Dictionary(
        categories,
        _pattern(rules["$ignore"], f"{name}: $ignore") if rules.get("$ignore") else None,
        _pattern(rules["$none"], f"{name}: $none") if rules.get("$none") else None,
        last,
    )


def _categories(content: Mapping[Any, Any], parent: str, name: str) -> Iterator[Category]:
    for key, value in content.items():
        path = f"{parent}/{key}" if parent else str(key)
        if isinstance(value, Mapping):
            yield from _categories(value, path, name)
            continue
        terms = [value] if isinstance(value, str) else value
        if not isinstance(terms, list) or not terms:
            raise DictionaryError(f"{name}: {path} has no terms")
        nested = [term for term in terms if isinstance(term, Mapping)]
        for inner in nested:  # quanteda mixes terms and categories in one list
            yield from _categories(inner, path, name)
        if plain := [term for term in terms if not isinstance(term, Mapping)]:
            yield Category(path, _pattern(plain, f"{name}: {path}"))


def _pattern(terms: Sequence[Any], place: str) -> re.Pattern[str]:
    """A pattern of any of the terms, longer ones first."""
    pieces = []
    for term in sorted(map(str, [terms] if isinstance(terms, str) else terms), key=len, reverse=True):
        piece = _expression(term)
        try:
            re.compile(piece)
        except re.error as error:
            raise DictionaryError(f"{place}: {term} is no regular expression ({error})") from None
        pieces.append(f"(?:{piece})")
    return re.compile("|".join(pieces))


def _expression(term: str) -> str:
    """The regular expression of a term.

    >>> bool(re.fullmatch(_expression("引进*人才"), "引进高层次人才")), _expression("/a.c/")
    (True, 'a.c')
    """
    if len(term) > 2 and term.startswith("/") and term.endswith("/"):
        return term[1:-1]
    return "".join(_WILD.get(char) or re.escape(char) for char in term)


FoundBy = Literal["term", "model", "unsure"]


class Hit(NamedTuple):
    """A term `[start, end)` of a text, in code points, its category, and the sentence it stands in.

    With a classifier (`coding.instruments`): a hit without a term is the whole sentence, an unsure one has
    no category, and `confidence` is a probability.
    """

    start: int
    end: int
    category: str
    sentence: tuple[int, int]
    found_by: FoundBy = "term"
    confidence: float | None = None


Coder = Callable[[str], list[Hit]]
"""A function that codes a text: `code` with a dictionary, or `coding.instruments.code_instruments`."""


def code(text: str, by: Dictionary) -> list[Hit]:
    """Every hit of a dictionary in a text, in order. Units are sentences or clauses that end with 。；！？.

    >>> by = dictionary({"采购": ["政府采购"], "贸易": ["政府采购协定"], "$ignore": ["不含采购"]})
    >>> [hit.category for hit in code("加入政府采购协定。", by)]
    ['贸易']
    """
    return [hit for span in clauses(text) for hit in _sentence(text, span, by)]


def _sentence(text: str, span: tuple[int, int], by: Dictionary) -> Sequence[Hit]:
    if by.none and by.none.search(text[slice(*span)].strip()):
        return ()
    taken = [match.span() for match in by.ignore.finditer(text, *span)] if by.ignore else []
    found = sorted(_hits(text, span, by), key=lambda hit: (hit.start - hit.end, hit.start))
    kept: list[Hit] = []
    for hit in found:
        if all(hit.end <= low or high <= hit.start for low, high in taken):
            kept.append(hit)
            taken.append((hit.start, hit.end))
    if any(hit.category not in by.last for hit in kept):
        kept = [hit for hit in kept if hit.category not in by.last]
    return sorted(kept)


def _hits(text: str, span: tuple[int, int], by: Dictionary) -> Iterator[Hit]:
    for category in by.categories:
        for match in category.pattern.finditer(text, *span):
            if match.end() > match.start():
                yield Hit(*match.span(), category.path, span)
