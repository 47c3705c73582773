"""Patterns that are compiled lazily: what one says that it needs stands in all that it matches."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from policytext import pagefacts, recognition, repairs, resources
from policytext.language.patterns import LazyPattern, lazy, shapes
from policytext.repairs import remains, transcoding

CASES = Path(__file__).parents[1]
PACKAGES = (pagefacts, recognition, repairs, remains, transcoding)


def strings(value: object) -> Iterator[str]:
    """All strings of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings([*value.values()])
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def needy() -> Iterator[LazyPattern]:
    """The patterns of the packages that need something: globals, and those that their functions make."""
    modules = ((package, module) for package in PACKAGES for module in iter_modules(package.__path__))
    for package, module in modules:
        for value in vars(import_module(f"{package.__name__}.{module.name}")).values():
            makes = getattr(value, "__annotations__", {}) == {"return": "LazyPattern"}
            made = value() if makes and value is not lazy else value
            for one in made if isinstance(made, tuple) else (made,):
                held = one if isinstance(one, LazyPattern) else getattr(one, "pattern", None)
                if isinstance(held, LazyPattern) and held.needs:
                    yield held


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """The lines of all that the cases of recognition and repairs are about."""
    files = (file for room in ("recognition", "repairs") for file in (CASES / room).rglob("*.json"))
    whole = [text for file in files for text in strings(json.loads(file.read_text("utf-8")))]
    lines = sorted({line for text in whole for line in text.split("\n")})
    return [*lines, "\n".join(lines)]


@pytest.mark.parametrize("pattern", [*needy()], ids=lambda pattern: pattern.needs.pattern[:20])
def test_nothing_is_missed_that_lacks_what_is_needed(pattern: LazyPattern, texts: list[str]) -> None:
    plain = re.compile(pattern.pattern, pattern.flags)
    for text in texts:
        found = [match.span() for match in pattern.finditer(text)]
        assert found == [match.span() for match in plain.finditer(text)], text[:200]


def test_a_pattern_is_not_compiled_before_what_it_needs_is_seen() -> None:
    pattern = lazy("[一-龥]{2}(村", needs="村")  # no pattern: a bracket is open
    assert list(pattern.finditer("王家镇")) == []
    with pytest.raises(re.error):
        list(pattern.finditer("王家村"))


def test_no_group_is_repeated_possessively() -> None:
    """Python 3.11 before 3.11.5 forgets what such a group matched (CPython issue 106052)."""
    sources = Path(recognition.__file__).parents[1].rglob("*.py")
    assert [
        path.name for path in sources if re.search(r"\)[*+?]\+(?![+\w])", path.read_text("utf-8"))
    ] == []


def test_a_part_of_shapes_stands_in_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["YEAR", "2[0-9]{3}", "-", "2024"], ["date", "YEAR年", "年", "2024年"]]
    monkeypatch.setattr(resources, "rows", lambda _: rows)
    assert shapes("one row")["date"].fullmatch("2024年")
    rows.append(["YEAR", "1[0-9]{3}", "-", "1999"])
    with pytest.raises(ValueError, match="YEAR stands for more than one pattern"):
        shapes("two rows")
