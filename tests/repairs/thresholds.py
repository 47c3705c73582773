"""The thresholds of repair: every named number in its modules, and repair with one of them changed.

    python -m tests.repairs.thresholds [PART OF A NAME ...]

looks for the shortest text of the tests' own (`*_cases.json`; `edge_cases.json` has those for thresholds of
length and number) that notices each when it is halved and doubled (or a fifth and five times as much, or
what the table has: a bound on time is noticed where it is next to nothing) and writes them to
`thresholds.json`, with the names of those that nothing notices yet. `BOUNDS`, which only long texts come
near, are tested directly.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import _lru_cache_wrapper, cache
from pathlib import Path
from random import Random
from typing import Any

import policytext.repairs
from damage import FAMILIES
from policytext.language.simplify import simplified_table
from policytext.repairs import repair
from policytext.repairs.transcoding.gates import Gates
from tests.repairs.test_gloss_forms import CONVERTED, EVERYDAY, FORMS, PAGE

HERE = Path(__file__).parent
TABLE = HERE / "thresholds.json"
BOUNDS = (  # on how much of a long text is looked at together: `test_transcoding_bounds`
    "facts.BESIDE",  # `test_repaired_facts`
    "spinner.glosses.SOON",
    "spinner.slip_lattice.MOST",
    "transcoding.byte_values.PATIENCE",
    "transcoding.byte_values.PIECE",
    "transcoding.evidence.SAMPLE",
    "transcoding.lossy.LONGEST",
    "transcoding.narrowing.MARGIN",
    "transcoding.stretches.AHEAD",
    "transcoding.stretches.GOOD",
)
_NAME = re.compile("_?[A-Z][A-Z_]+")
_UNSEEN = re.compile("[\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u3000\ud800-\uf8ff\ufeff\ufff0-\uffff]")


@cache
def modules() -> list[Any]:
    """The modules of repair."""
    found = pkgutil.walk_packages(policytext.repairs.__path__, "policytext.repairs.")
    return [importlib.import_module(module.name) for module in found]


def thresholds() -> dict[str, float]:
    """Each named number, by where it is defined: "spinner.byteslips.CLEARER"; of gates each field."""
    found: dict[str, float] = {}
    for module in modules():
        source = Path(module.__file__).read_text("utf-8")
        defined = {
            name
            for names in re.findall(r"^(\w+(?:, \w+)*) = ", source, re.MULTILINE)
            for name in names.split(", ")
        }
        short = module.__name__.removeprefix("policytext.repairs.")
        for name in sorted(defined & set(vars(module))):
            value = getattr(module, name)
            if isinstance(value, Gates):
                found |= {
                    f"{short}.{name}.{field}": number
                    for field, number in value._asdict().items()
                    if number not in (0.0, float("-inf"))
                }
            elif _NAME.fullmatch(name) and type(value) in (int, float):
                found[f"{short}.{name}"] = value
    return found


@contextmanager
def changed(threshold: str, value: float) -> Iterator[None]:
    """Repair with a threshold changed, wherever its name was imported."""
    short, name, field = (
        threshold.rsplit(".", 2) if ".gates." in threshold else (*threshold.rsplit(".", 1), "")
    )
    module = importlib.import_module(f"policytext.repairs.{short}")
    old = getattr(module, name)
    new = old._replace(**{field: value}) if field else value
    holders = [m for m in modules() if getattr(m, name, None) is old]
    for holder in holders:
        setattr(holder, name, new)
    _forget(holders)
    try:
        yield
    finally:
        for holder in holders:
            setattr(holder, name, old)
        _forget(holders)


def _forget(holders: list[Any]) -> None:
    """Clear the tables of modules that a threshold may have gone into, and what was remembered of texts."""
    for module in {*modules(), *holders}:
        for value in vars(module).values():
            is_own = isinstance(value, _lru_cache_wrapper) and value.__module__ == module.__name__
            if is_own and (module in holders or value.cache_parameters()["maxsize"] is not None):
                value.cache_clear()


def outcome(text: str) -> object:
    repaired = repair(text)
    return repaired.text, repaired.verdict, repaired.remarks


def _differs(text: str, usual: object) -> bool:
    try:
        return outcome(text) != usual
    except ValueError:  # the logarithm of less than nothing: no value for this threshold
        return False


def texts() -> list[str]:
    """Short texts: the cases of the tests, and passages damaged by each family."""
    found = (HERE / "sound_texts.txt").read_text("utf-8").splitlines()
    for path in HERE.glob("*_cases.json"):
        for group in json.loads(path.read_text("utf-8")).values():
            found += (
                case if isinstance(case, str) else case.get("before", case.get("text")) for case in group
            )
    passages = (HERE / "passages.txt").read_text("utf-8").strip().split("\n\n")
    for family in FAMILIES.values():
        found += (family.damage(passage[:160], Random(n)) for n, passage in enumerate(passages[:3]))
    for script, glossed in ((PAGE, CONVERTED), (PAGE.translate(simplified_table()), EVERYDAY)):
        for form in FORMS.values():
            for some in (glossed, sorted(glossed)[:6], sorted(glossed)[:4]):
                found.append("".join(c + form(c) if c in some else c for c in script))
    return sorted(set(found), key=len)


def written(noticed: list[dict[str, object]], unnoticed: list[str]) -> str:
    """The table as JSON, a case a line, with its text as it can be read."""
    lines = ",\n".join(f"  {json.dumps(case, ensure_ascii=False)}" for case in noticed)
    text = f'{{\n "noticed": [\n{lines}\n ],\n "unnoticed": {json.dumps(unnoticed)}\n}}\n'
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def main() -> None:
    everything = texts()
    usual = [outcome(text) for text in everything]
    chosen: dict[str, list[float]] = {}
    former = json.loads(TABLE.read_text("utf-8"))
    for case in former["noticed"]:
        chosen.setdefault(case["threshold"], []).append(case["changed"])
    table: list[dict[str, object]] = []
    unnoticed: list[str] = []
    for threshold, value in thresholds().items():
        if threshold in chosen and not any(part in threshold for part in sys.argv[1:] or [""]):
            table += (case for case in former["noticed"] if case["threshold"] == threshold)
            continue
        noticed = False
        usually = (value / 2, value * 2) if value else (-2.0, 2.0)
        tried = (*usually, value / 5, value * 5, *chosen.get(threshold, ()))
        for other in dict.fromkeys(map(type(value), tried)):
            if other == value or (noticed and other not in map(type(value), usually)):
                continue
            with changed(threshold, other):
                pairs = zip(everything, usual, strict=True)
                text = next((text for text, before in pairs if _differs(text, before)), None)
            if text is not None:
                noticed = True
                table.append({"threshold": threshold, "changed": other, "text": text})
        if not noticed and threshold not in BOUNDS:
            unnoticed.append(threshold)
        TABLE.write_text(written(table, unnoticed), "utf-8")


if __name__ == "__main__":
    main()
