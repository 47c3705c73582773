"""The most likely readings of text that was torn open inside a character (see `shifted`).

A beam search through the lattice of readings, with the character model as judge. A reading that has
come back into step goes on through the text as it stands, and so does the text read as if nothing
were wrong; the search ends when one that is in step has left all the others far behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from policytext.language.likelihood import classes, model
from policytext.repair.punctuation import MARKS
from policytext.repair.shifted import GLOSS, LOST, Place, Step, opened, openings, steps
from policytext.repair.tornpage import Page

LONGEST = 200  # characters of a stretch
WIDEST = 160  # paths kept at one place
ALIKE = 4  # of them, those that say the same to the model from here on
SETTLED = 12.0  # nats ahead of what else is under way: the best path is found
HOPELESS = 30.0  # nats behind: not followed further
TYPICAL = -4.5  # what a character of good text costs, where text cannot be judged
UNKNOWN = -9.0  # what a character costs that is given up for lost


class Path(NamedTuple):
    """A reading under way: its log-probability, its last characters as the model sees them, what it says.

    `end`: where it came back into step (None: not yet). `pinned`: the bytes and glosses left no choice.
    `swallowed`: the "?" before `end` stands for a character of the page that nothing can tell.
    """

    score: float
    seen: str
    text: str = ""
    pinned: bool = True
    end: int | None = None
    swallowed: bool = False


def readings(page: Page, start: int, left: str) -> list[Path]:
    """The likeliest readings of the torn stretch that starts with the lost byte at `start`, best first.

    `left` is the repaired text before it. A path that ends where it starts leaves the text alone: as
    it reads, or with a character lost before the gloss there.

    >>> page = Page.of("規(guī)?；瘧?yīng)用")
    >>> best = readings(page, 6, "規")[0]
    >>> best.text, best.end
    ('模化應', 15)
    """
    seen = left[-2:].translate(classes())
    live: dict[Place, list[Path]] = defaultdict(list)
    live[Place(start + 1)].append(_going_on(Path(0.0, seen, end=start), page.text[start]))
    if gloss := opened(page.text, start):
        live[Place(gloss.end())].append(Path(UNKNOWN, seen, end=start))
    for step in openings(page, start, left):
        live[step.to] += _taken(page, [Path(0.0, seen)], step)
    limit = min(start + LONGEST, len(page.text))
    while live:
        place = min(live)
        paths = _pruned(live.pop(place))
        others = max((path.score for rest in live.values() for path in rest), default=-1e9)
        if not paths or paths[0].score < others - HOPELESS:
            continue
        if not place.leads and (place.at >= limit or _is_settled(place, paths[0], others)):
            return paths
        if place.at < limit:
            for to, moved in _moves(page, place, paths):
                live[to] += moved
    return []


def _moves(page: Page, place: Place, paths: list[Path]) -> Iterator[tuple[Place, Iterable[Path]]]:
    """Where the paths at a place can go."""
    if place.leads:
        for step in steps(page, place):
            yield step.to, _taken(page, paths, step)
        return
    at, text = place.at, page.text
    if place.blind or _is_torn(page, at):
        yield Place(at + 1, blind=True), (path._replace(score=path.score + TYPICAL) for path in paths)
    elif gloss := GLOSS.match(text, at):
        yield Place(gloss.end()), paths
    elif text[at] == "," and page.is_mark(at + 1):
        yield Place(at + 1), paths
    else:
        yield Place(at + 1), (_going_on(path, text[at]) for path in paths)


def _taken(page: Page, paths: Iterable[Path], step: Step) -> Iterator[Path]:
    """The paths with each choice behind them, as the page shows it."""
    shown = {page.shown(choice): choice for choice in step.choices if page.may_have(choice)}
    is_certain = len(shown) == 1
    end = None if step.to.leads else step.to.at
    for text, choice in shown.items():
        liking = 0.0 if is_certain else page.liking(choice[0], step.is_glossed)
        reads = (text + "0" if step.swallowed else text).translate(classes())  # as likely as not a digit
        for path in paths:
            score, seen = _read(path, reads)
            pinned = path.pinned and is_certain
            yield Path(score + liking, seen, path.text + text, pinned, end, step.swallowed)


def _going_on(path: Path, text: str) -> Path:
    """The path, in step, after text that stays as it is."""
    score, seen = _read(path, text.translate(classes()))
    return Path(score, seen, path.text, path.pinned, path.end, path.swallowed)


def _read(path: Path, text: str) -> tuple[float, str]:
    """The path's score and context after the model has read `text`, which is in `classes()`."""
    logp = model().logp
    score, seen = path.score, path.seen
    for char in text:
        score += logp(seen, char)
        seen = seen[-1:] + char
    return score, seen


def _pruned(paths: list[Path]) -> list[Path]:
    """The best paths, few of those that the model can no longer tell apart."""
    paths.sort(key=itemgetter(0), reverse=True)
    best: list[Path] = []
    alike: dict[str, int] = defaultdict(int)
    for path in paths[:WIDEST]:
        if path.score < paths[0].score - SETTLED:
            break
        alike[path.seen] += 1
        if alike[path.seen] <= ALIKE:
            best.append(path)
    return best


def _is_settled(place: Place, best: Path, others: float) -> bool:
    """Is the path far ahead, with both its joints judged?"""
    joined = place.blind or (best.end is not None and place.at > best.end + 1)
    return joined and best.score > others + SETTLED


def _is_torn(page: Page, at: int) -> bool:
    """Does another stretch start here?"""
    if page.text[at] not in LOST:
        return False
    return opened(page.text, at) is not None or page.text[at + 1 : at + 2] in {*MARKS, *",;:"}
