"""docs/formats.md from the registries of kinds and formats: `python tests/io/formats_page.py` writes it."""

from __future__ import annotations

from pathlib import Path

from policytext.io.compression import SUFFIXES
from policytext.io.formats import FORMATS
from policytext.io.kinds import KINDS

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
_HEAD = f"""# What is read and what is written

Each also compressed ({", ".join(f"`{suffix}`" for suffix in SUFFIXES)}; `.zst` needs `pip install
"policytext[zstd]"`), alone, in folders, or from standard input, where the kind is told by how the bytes
begin. This page is made from the registries: `python tests/io/formats_page.py`.
"""


def page() -> str:
    kinds = [
        (kind.title, _code(kind.suffixes), _one_or_many(kind.form), _install(kind.extra))
        for kind in KINDS.values()
    ]
    formats = [
        (
            entry.name,
            _code(entry.suffixes),
            " and ".join(what for what in ("documents", "tables") if getattr(entry, what)),
            ", ".join(entry.places),
        )
        for entry in FORMATS.values()
    ]
    return "\n".join(
        (
            _HEAD,
            "## Input",
            "",
            *_table(("kind", "files", "a file holds", "needs"), kinds),
            "",
            *(f"{kind.title}: {kind.note}" for kind in KINDS.values() if kind.note),
            "",
            "## Output",
            "",
            *_table(("format", "files", "holds", "goes to"), formats),
            "",
        )
    )


def _one_or_many(form: str) -> str:
    return "one document" if form == "page" else "many"


def _install(extra: str) -> str:
    return f'`pip install "policytext[{extra}]"`' if extra else ""


def _code(suffixes: tuple[str, ...]) -> str:
    return " ".join(f"`{suffix}`" for suffix in suffixes)


def _table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (header, ("---",) * len(header), *rows)]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
