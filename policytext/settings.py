"""What a user can set: built-in defaults, overridden by a configuration file, overridden by flags."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

Script = Literal["simplified", "traditional", "taiwan", "hongkong", "keep"]
EditsWritten = Literal["full", "counts", "none"]
Names = Literal["tagger", "rules", "lac"]
"""What finds people, bodies and places: the rules with the tagger, the rules alone, or with LAC."""

SIMILARITY = 0.85
"""The least share of common sequences (Jaccard) of documents that repeat one another: of a reprint that
leaves out or adds a paragraph in ten, and no two notices of one form."""


class SettingsError(ValueError):
    """A setting that does not exist or has no such value; the message names it and its file."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of the text steps and the reader, with its default.

    >>> Settings().to, Settings(to="taiwan").punctuation
    ('simplified', 'chinese')
    """

    to: Script = "simplified"
    vocabulary: bool = False
    converter: Literal["policytext", "opencc-python"] = "policytext"
    punctuation: Literal["chinese", "keep"] = "chinese"
    width: Literal["standard", "keep"] = "standard"
    off: frozenset[str] = frozenset()  # names of the rules switched off
    encoding: str | None = None  # None: detect
    text_field: str = "text"  # "text": whatever is usually called so
    title_field: str | None = None  # None: whatever is usually called so, as with those that follow
    date_field: str | None = None
    number_field: str | None = None
    issuer_field: str | None = None
    source_field: str | None = None
    url_field: str | None = None
    join_field: str | None = None  # None: a document a row
    split: bool = False  # a text that seems to be several documents is parted
    max_size: int = 64  # MB that one document may have, unpacked
    edits: EditsWritten = "full"
    names: Names = "tagger"
    jobs: int | Literal["auto"] = 1  # processes; auto: as many as there are processors
    timeout: int = 60  # seconds of a processor that a document may take; 0: no limit

    def __post_init__(self) -> None:
        """SettingsError names the first value that a setting cannot have.

        >>> Settings(width="wide")
        Traceback (most recent call last):
        policytext.settings.SettingsError: width is one of standard, keep, not 'wide'
        """
        for key, hint in _hints().items():
            _check(key, getattr(self, key), hint)
        object.__setattr__(self, "off", frozenset(self.off))

    def with_values(self, values: Mapping[str, Any], origin: str = "") -> Settings:
        """A copy with `values`; SettingsError names the bad key or value and its `origin`."""
        checked: dict[str, Any] = {}
        for name, value in values.items():
            key = name.replace("-", "_")
            if key not in _hints():
                raise SettingsError(f"{origin}: no setting is called '{name}'")
            _check(key, value, _hints()[key], f"{origin}: {name}" if origin else name)
            checked[key] = value
        return replace(self, **checked)


@cache
def _hints() -> Mapping[str, Any]:
    return get_type_hints(Settings)


def _is_number(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _are_names(value: Any) -> bool:
    is_list = isinstance(value, Collection) and not isinstance(value, str | bytes | Mapping)
    return is_list and all(isinstance(name, str) for name in value)


_WANTED: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "off": (_are_names, "a list of names of rules"),
    "jobs": (lambda value: value == "auto" or _is_number(value, 1), "a number from 1, or auto"),
    "timeout": (lambda value: _is_number(value, 0), "a number of seconds from 0"),
    "max_size": (lambda value: _is_number(value, 1), "a number of megabytes from 1"),
    "split": (lambda value: isinstance(value, bool), "true or false"),
    "vocabulary": (lambda value: isinstance(value, bool), "true or false"),
}
"""What the type of a setting does not say: the values that it can have, and in words."""


def _check(key: str, value: Any, hint: Any, named: str = "") -> None:
    choices = get_args(hint)
    if key in _WANTED:
        fits, wanted = _WANTED[key][0](value), _WANTED[key][1]
    elif get_origin(hint) is Literal:
        fits, wanted = value in choices, f"one of {', '.join(choices)}"
    else:
        fits, wanted = isinstance(value, choices or hint), "a string"
    if not fits:
        raise SettingsError(f"{named or key} is {wanted}, not {value!r}")


def load_settings(file: Path | None = None) -> Settings:
    """Defaults overridden by `file`, else by policytext.toml or pyproject.toml in the working folder.

    In pyproject.toml the table is [tool.policytext]. Raises SettingsError for a file that is
    no TOML or sets what does not exist.
    """
    for path in [file] if file else [Path("policytext.toml"), Path("pyproject.toml")]:
        if file or path.is_file():
            table = _table(path)
            if table is not None:
                return Settings().with_values(table, str(path))
    return Settings()


def _table(path: Path) -> Mapping[str, Any] | None:
    import tomllib  # costs 5 ms, and most runs have no configuration file

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from None
    if path.name == "pyproject.toml":
        tools = content.get("tool")
        table = tools.get("policytext") if isinstance(tools, dict) else None
        return table if isinstance(table, dict) else None
    return content
