"""The thresholds of repair: every named number in its modules, and repair with one of them changed.

`thresholds.json` has for each a text that notices it where it is changed, mostly halved and doubled; it is
written by hand. `BOUNDS`, which only long texts come near, are tested directly.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import _lru_cache_wrapper, cache
from pathlib import Path
from typing import Any

import policytext.repairs
from policytext.repairs import repair
from policytext.repairs.transcoding.gates import Gates

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
