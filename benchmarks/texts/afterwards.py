"""What happens to a page that is damaged already: to test that what cannot be undone is said.

Each takes the damaged text, the answer, and a generator; it gives the text damaged again. The answer
stays what it was, but for script, width and blanks, which `alike` leaves out of account.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from random import Random

from damage.family import fold, simplify, without_private
from damage.spinner import traditional
from policytext.language.simplify import simplified_table
from policytext.normalization.engine import convert

Afterwards = Callable[[str, str, Random], str]
_ANY = tuple(
    bytes((lead, trail)).decode("gb2312") for lead in range(0xB0, 0xD7) for trail in range(0xA1, 0xFF)
)
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_INVISIBLE = re.compile("[\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x1f\x7f-\x9f]")


def alike(text: str) -> str:
    """The text as it is compared: one script, one width, one kind of quotes, no blanks.

    >>> alike("規模，“应用”") == alike("规模,\\"應用\\" ")
    True
    """
    folded = convert(convert(fold(text.translate(_STRAIGHT)), "tw2s"), "hk2s").translate(simplified_table())
    folded = folded.replace("著", "着")  # which OpenCC makes of each other
    return re.sub(r"\s", "", _INVISIBLE.sub("", folded))


def torn(damaged: str, answer: str) -> list[int]:
    """Offsets of the characters beyond ASCII that the damage left in place of others.

    >>> torn("規(guī)?；瘧?yīng)用", "規模化應用")
    [7, 8]
    """
    blocks = SequenceMatcher(None, damaged, answer, autojunk=False).get_opcodes()
    return [
        at
        for tag, start, end, _, _ in blocks
        if tag != "equal"
        for at in range(start, end)
        if damaged[at] > "\u2e80"
    ]


def _mixed_script(damaged: str, _: str, random: Random) -> str:
    """A page put together from two scripts, or converted by a program that knew half of its characters."""
    return "".join(simplify(char) if random.random() < 0.5 else char for char in damaged)


def _mixed_width(damaged: str, _: str, random: Random) -> str:
    return "".join(fold(char) if random.random() < 0.5 else char for char in damaged)


def _by_words(damaged: str, _: str, random: Random) -> str:
    """Converted by OpenCC, which knows words, one way or the other."""
    return convert(damaged, random.choice(("t2s", "s2t", "s2tw", "s2hk", "tw2s")))


def _where_torn(
    change: Callable[[str, int, str, Random], str], part: Callable[[int], slice] = lambda _: slice(None)
) -> Afterwards:
    """A change at one of the offsets that are `torn`, of that part of them; nothing where none is."""

    def changed(damaged: str, answer: str, random: Random) -> str:
        places = torn(damaged, answer)
        return (
            change(damaged, random.choice(places[part(len(places))]), answer, random) if places else damaged
        )

    return changed


def _replaced(damaged: str, at: int, answer: str, random: Random) -> str:
    """One broken character became another: somebody corrected it, or a program did."""
    other = random.choice((random.choice(_ANY), random.choice(answer), random.choice("?□*\ufffd ")))
    return damaged[:at] + other + damaged[at + 1 :]


def _plainly(change: Callable[[str], str]) -> Afterwards:
    return lambda damaged, _answer, _random: change(damaged)


AFTERWARDS: Mapping[str, Afterwards] = {
    "nothing": _plainly(str),
    "converted": _plainly(simplify),
    "unconverted": _plainly(traditional),
    "by-words": _by_words,
    "mixed-script": _mixed_script,
    "folded": _plainly(fold),
    "mixed-width": _mixed_width,
    "straightened": _plainly(lambda damaged: damaged.translate(_STRAIGHT)),
    "private-dropped": _plainly(without_private),
    "one-replaced": _where_torn(_replaced),
    "one-lost": _where_torn(lambda damaged, at, *_: damaged[:at] + damaged[at + 1 :]),
    "wrapped": _where_torn(
        lambda damaged, at, *_: f"{damaged[:at]}\n{damaged[at:]}"
    ),  # inside what is broken
    "cut": _where_torn(lambda damaged, at, *_: damaged[:at], lambda many: slice(many // 2, None)),
    "begun": _where_torn(lambda damaged, at, *_: damaged[at:], lambda many: slice(1 + many // 2)),
}
