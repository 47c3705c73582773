"""The settings of a run: defaults, overridden by the configuration file, then by options."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Literal

from policytext.cli.errors import UsageError, check_beside
from policytext.cli.register import Group
from policytext.settings import Settings, load_settings

_SETTINGS = frozenset(field.name for field in fields(Settings))


def settings_of(request: Group) -> Settings:
    """The settings of a run from defaults, configuration file and the options of a request."""
    given = request.given()
    settings = load_settings(file=given.get("config"))
    on_cluster = given.get("engine") == "ray"
    check_beside("--engine ray", on_cluster, cluster=given.get("cluster"), memory=given.get("memory"))
    flags = {name: value for name, value in given.items() if name in _SETTINGS and value is not None}
    if "jobs" in flags:
        flags["jobs"] = _jobs(flags["jobs"])
    if given.get("rule"):
        flags["off"] = _switched(settings.off, given["rule"])
    settings = settings.with_values(flags)
    if settings.off:
        check_rules(settings.off)
    return settings


def _jobs(given: str) -> int | Literal["auto"]:
    if given == "auto":
        return "auto"
    if given.isdecimal() and int(given) > 0:
        return int(given)
    raise UsageError(f"--jobs takes a number from 1 or auto, not {given!r}")


def _switched(off: frozenset[str], switches: list[str]) -> frozenset[str]:
    for switch in switches:
        name, _, state = switch.partition("=")
        if state not in ("on", "off"):
            raise UsageError(f"--rule takes NAME=off or NAME=on, not {switch!r}")
        check_rules({name})
        off = off - {name} if state == "on" else off | {name}
    return off


def check_rules(names: Iterable[str]) -> None:
    """UsageError if one of the names is not that of a rule."""
    from policytext.pipeline import RULES

    if unknown := set(names) - {rule.name for rule in RULES}:
        from difflib import get_close_matches

        from policytext.cli.wrongusage import either

        name = min(unknown)
        known = [rule.name for rule in RULES]
        near = get_close_matches(name.lower(), known) or [one for one in known if name.lower() in one]
        said = f"no rule is called {name!r}" + (f"; did you mean {either(near)}?" if near else ";")
        raise UsageError(f"{said} --list-rules names them all")
