"""Make the pictures of docs/damage.md: the same bytes, as they were written and as they were read.

python data/build/damage_pictures.py
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from pathlib import Path

IMAGES = Path(__file__).parent.parent.parent / "docs" / "images"
CELL, ROW, MARGIN, LABEL = 40, 44, 16, 108  # pixels
INK, QUIET, PAPER, PUT_IN, WRONG = "#1f2328", "#59636e", "#ffffff", "#fff1cc", "#ffdedb"


@dataclass(frozen=True)
class Group:
    """Bytes that one character is made of, and how it looks; `tint` is a colour or nothing."""

    text: str
    width: int
    tint: str = ""


def characters(text: str, encoding: str) -> tuple[list[Group], bytes]:
    return [Group(character, len(character.encode(encoding))) for character in text], text.encode(encoding)


def read_as_gbk(data: bytes) -> list[Group]:
    """As a lenient decoder reads: a lead byte without its trail eats the byte after it, as `?`."""
    groups, at = [], 0
    while at < len(data):
        width = min(1 if data[at] < 0x80 else 2, len(data) - at)
        text = data[at : at + width].decode("gb18030", "replace")
        groups.append(Group(text if len(text) == 1 and text != "\ufffd" else "?", width))
        at += width
    return groups


def read_as_latin(data: bytes) -> list[Group]:
    return [Group(bytes([byte]).decode("cp1252", "replace"), 1) for byte in data]


def aligned(groups: list[Group]) -> set[tuple[int, int, str]]:
    ends = list(accumulate(group.width for group in groups))
    return {(end - group.width, end, group.text) for group, end in zip(groups, ends, strict=True)}


def marked(read: list[Group], true: list[Group]) -> list[Group]:
    """What was read, tinted where it is not what was written."""
    right = aligned(true)
    ends = accumulate(group.width for group in read)
    return [
        group if (end - group.width, end, group.text) in right else Group(group.text, group.width, WRONG)
        for group, end in zip(read, ends, strict=True)
    ]


def row(groups: list[Group], label: str, top: int, size: int) -> list[str]:
    parts = [
        f'<text x="{MARGIN}" y="{top + ROW * 0.62}" font-size="13" fill="{QUIET}">{escape(label)}</text>'
    ]
    left = MARGIN + LABEL
    for group in groups:
        width = group.width * CELL
        parts += [
            f'<rect x="{left + 1}" y="{top + 3}" width="{width - 2}" height="{ROW - 6}" rx="5"'
            f' fill="{group.tint or "none"}" stroke="#d1d9e0"/>',
            f'<text x="{left + width / 2}" y="{top + ROW * 0.66}" font-size="{size}" text-anchor="middle"'
            f' fill="{INK}">{escape(group.text)}</text>',
        ]
        left += width
    return parts


def picture(
    title: str,
    labels: tuple[str, str, str],
    true: list[Group],
    data: bytes,
    read: list[Group],
    put_in: Collection[int] = (),
) -> str:
    """Three rows over the same bytes: what was written, the bytes (those put in tinted), what was read."""
    in_hex = [Group(f"{byte:02X}", 1, PUT_IN if at in put_in else "") for at, byte in enumerate(data)]
    width = 2 * MARGIN + LABEL + CELL * len(data)
    height = 2 * MARGIN + 3 * ROW
    body = [
        *row(true, labels[0], MARGIN, 20),
        *row(in_hex, labels[1], MARGIN + ROW, 13),
        *row(marked(read, true), labels[2], MARGIN + 2 * ROW, 20),
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
            " role=\"img\" font-family=\"system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif\">",
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
            *body,
            "</svg>",
            "",
        ]
    )


LABELS = {"": ("written", "bytes", "read"), ".zh": ("写入", "字节", "读出")}


def slipped() -> tuple[list[Group], bytes, set[int]]:
    """模化應用 in GBK after a byte-wise search, with the places of the bytes that were put in.

    A comma stands before A3BB (；), which straddles 模 and 化, and a gloss behind 91AA (應).
    """
    comma, gloss = b",", "(yīng)".encode("gb18030")
    first, second = "模化".encode("gb18030")[:1], "模化應".encode("gb18030")[1:]
    data = first + comma + second + gloss + "用".encode("gb18030")
    groups = [
        Group("模", 3),
        Group("化", 2),
        Group("應", 2),
        Group("(yīng)", len(gloss), PUT_IN),
        Group("用", 2),
    ]
    return groups, data, {1, *range(7, 7 + len(gloss))}


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    utf8, gbk = characters("推动发展", "utf-8"), characters("推动发展", "gb18030")
    groups, data, put_in = slipped()
    for suffix, labels in LABELS.items():
        for name, svg in {
            "byte-slip": picture(
                "Bytes put into GBK text", labels, groups, data, read_as_gbk(data), put_in
            ),
            "utf8-as-gbk": picture("UTF-8 read as GBK", labels, *utf8, read_as_gbk(utf8[1])),
            "gbk-as-latin": picture("GBK read as Windows-1252", labels, *gbk, read_as_latin(gbk[1])),
        }.items():
            (IMAGES / f"{name}{suffix}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
