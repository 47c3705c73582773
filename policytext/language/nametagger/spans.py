"""Decoding: from the probabilities of states to the best valid sequence of spans."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

Kind = Literal["PER", "LOC", "ORG"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STATES = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BIES"))
"""BIOES states: outside, and for each kind begin, inside, end, single."""
OUTSIDE = 0
CERTAIN = 0.995  # a character that is outside with this probability is decoded so at once
_NEVER = -1e4

Floats = NDArray[np.float32]


class Span(NamedTuple):
    """A name `[start, end)`, its kind, and how sure it is: the mean probability of its states."""

    start: int
    end: int
    kind: Kind
    sure: float


def _transitions() -> Floats:
    allowed = np.full((len(STATES), len(STATES)), _NEVER, np.float32)
    for i, left in enumerate(STATES):
        for j, right in enumerate(STATES):
            open_left, open_right = left[0] in "BI", right[0] in "IE"
            if open_left == open_right and (not open_left or left[2:] == right[2:]):
                allowed[i, j] = 0.0
    return allowed


_ALLOWED = _transitions()
_FIRST = np.array([_NEVER if s[0] in "IE" else 0.0 for s in STATES], np.float32)
_LAST = np.array([_NEVER if s[0] in "BI" else 0.0 for s in STATES], np.float32)


def spans(logs: Floats) -> list[Span]:
    """The names in a text, from the log-probabilities of each character's states.

    >>> logs = np.full((4, len(STATES)), -9.0, np.float32)
    >>> logs[[0, 1, 2, 3], [STATES.index(s) for s in ("B-PER", "I-PER", "E-PER", "O")]] = 0.0
    >>> spans(logs)
    [Span(start=0, end=3, kind='PER', sure=1.0)]
    """
    open_ = logs[:, OUTSIDE] < np.log(CERTAIN)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], open_, [False]))))
    starts, ends = edges[::2], edges[1::2]
    found: list[Span] = []
    if len(starts):
        states = _best(logs, starts, ends)
        for start, path in zip(starts.tolist(), states, strict=True):
            found += _named(path, start, logs)
    return sorted(found)


def _best(logs: Floats, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> list[list[int]]:
    """The best states of each stretch (Viterbi 1967), all stretches side by side, the longest first."""
    lengths = ends - starts
    order = np.argsort(-lengths, kind="stable")
    sorted_starts, sorted_lengths = starts[order], lengths[order]
    score = logs[sorted_starts] + _FIRST
    back = []
    for step in range(1, int(sorted_lengths[0])):
        live = int(np.searchsorted(-sorted_lengths, -step, side="left"))  # stretches longer than step
        choices = score[:live, :, None] + _ALLOWED
        back.append(choices.argmax(axis=1).astype(np.int8))
        score[:live] = choices.max(axis=1) + logs[sorted_starts[:live] + step]
    last = (score + _LAST).argmax(axis=1)
    paths: list[list[int]] = [[] for _ in range(len(starts))]
    for row, (index, state) in enumerate(zip(order.tolist(), last.tolist(), strict=True)):
        path = [state]
        for step in range(int(sorted_lengths[row]) - 2, -1, -1):
            path.append(int(back[step][row, path[-1]]))
        paths[index] = path[::-1]
    return paths


def _named(path: list[int], offset: int, logs: Floats) -> list[Span]:
    """The spans of a stretch that begins at `offset`."""
    found = []
    begin = 0
    for at, state in enumerate(path):
        part, kind = STATES[state][0], KINDS[(state - 1) // 4]
        if part in "BS":
            begin = at
        if part in ("E", "S"):
            rows = np.arange(offset + begin, offset + at + 1)
            sure = float(np.exp(logs[rows, path[begin : at + 1]]).mean())
            found.append(Span(offset + begin, offset + at + 1, kind, sure))
    return found
