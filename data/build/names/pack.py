"""Packs texts and labels into arrays for training: what the network sees, and the encoder's pieces.

    python -m data.build.names.pack ../shared names/silver*.jsonl --encoder e5-small-q4.bin -o names

The training set is UNER's Simplified GSD (CC BY-SA 4.0) and the sentences of `data/names`, both also with
their names and the words around them exchanged, and the documents of `texts`, most of them official, with
what the rules find there, weighted by whether LAC agrees. The sets that are only measured are packed
apart, and with them a tenth of UNER's training part and the sentences of `data/names/held`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from data.build.names.augment import Names, Span, dictionary, varied_around
from data.build.names.encoder import BLOCK, Cutter, Encoder, Quantised, load
from data.build.names.initial import initial
from data.build.names.written import Sentence, sentences
from policytext.language.nametagger.features import features, rows_of_words
from policytext.language.nametagger.spans import OUTSIDE, STATES
from policytext.language.tagger import tag

SEED = 20260112
WINDOW = 250  # characters of a training text at most
COPIES = {"uner": 6, "written": 3}  # with names exchanged
PLAIN = {"uner": 2, "written": 1}  # of these, whose other words stay
WRITTEN = Path(__file__).parents[2] / "names"
CHARACTERS = 8000  # rows of the table of characters
AGREED, DIFFERENT, UNSEEN, MISSED = 100, 70, 45, 8  # weights of labels (in per cent), by what LAC finds


class Window(NamedTuple):
    text: str
    spans: list[Span]
    weights: list[int]  # of each character's label, in per cent
    genre: int


GENRES = (
    "uner", "uner exchanged", "written", "written exchanged", "official", "official exchanged",
    "uner dev", "news", "gold", "uner held", "written held",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("silver", type=Path, nargs="+")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("-o", type=Path, required=True)
    options = parser.parse_args()
    encoder = load(options.encoder)
    uner = list(_sentences(options.shared / "data/ner/uner_gsdsimp.train.jsonl"))
    learned = {
        "uner": [one for one in uner if not is_held(one.text)],
        "written": list(sentences(sorted(WRITTEN.glob("*.txt")))),
    }
    train = list(_train(learned, options.silver))
    dev = list(_measured(options.shared / "data/ner"))
    dev += [as_window(one, "uner held") for one in uner if is_held(one.text)]
    dev += [as_window(one, "written held") for one in sentences(sorted((WRITTEN / "held").glob("*.txt")))]
    seen = Counter(c for window in train for c in window.text)
    vocabulary = "".join(c for c, n in seen.most_common() if n > 1 and c < "\U00010000")[: CHARACTERS - 1]
    cutter = Cutter(encoder)
    arrays, used = {}, Counter[int]()
    known = [(word, count) for word, count, _ in dictionary() if len(word) < 9]
    alone = [Window(word, [], [0] * len(word), 0) for word, _ in known]
    np.savez_compressed(
        options.o / "dictionary-rows.npz",
        rows=np.array([word_row(word) for word, _ in known], np.int32),
        counts=np.array([count for _, count in known], np.float32),
    )
    for name, windows in (("train", train), ("dev", dev), ("dictionary", alone)):
        packed, pieces = _packed(windows, cutter)
        used.update(pieces)
        arrays[name] = packed
    kept = sorted({0, encoder.begin, encoder.end, encoder.unknown, *used})
    row = np.zeros(len(encoder.pieces), np.uint16)
    row[kept] = np.arange(len(kept))
    for name, packed in arrays.items():
        packed["pieces"] = row[packed["pieces"]]
        np.savez_compressed(options.o / f"{name}.npz", **packed)
    np.savez_compressed(options.o / "encoder.npz", **_trimmed(encoder, kept))
    np.savez_compressed(options.o / "initial.npz", **initial(encoder, vocabulary))
    (options.o / "vocabulary.txt").write_text(vocabulary, encoding="utf-8")
    sys.stderr.write(f"{len(train)} windows, {len(kept)} pieces, {len(vocabulary)} characters\n")


def _trimmed(encoder: Encoder, kept: Sequence[int]) -> dict[str, np.ndarray]:
    """The encoder's tensors, of its pieces only those that are used."""
    arrays = {}
    for name, tensor in encoder.tensors.items():
        if isinstance(tensor, Quantised):
            values, scales = tensor
            if name == "emb.word":
                values = values.reshape(-1, encoder.hidden)[kept].ravel()
                scales = scales.reshape(-1, encoder.hidden // BLOCK)[kept].ravel()
            arrays[f"{name}/values"], arrays[f"{name}/scales"] = values, scales
        else:
            arrays[name] = tensor
    return arrays


def _sentences(records: Path) -> Iterator[Sentence]:
    for record in map(json.loads, records.open(encoding="utf-8")):
        yield Sentence(record["text"], _spans(record["entities"]), [])


def is_held(sentence: str) -> bool:
    """Is this sentence of UNER's training part only measured?"""
    return zlib.crc32(sentence.encode()) % 10 == 3


def as_window(one: Sentence, genre: str) -> Window:
    """A sentence as it stands."""
    weights = [100] * len(one.text)
    for start, end in one.doubtful:
        weights[start:end] = [0] * (end - start)
    return Window(one.text, one.spans, weights, GENRES.index(genre))


def _train(learned: Mapping[str, Sequence[Sentence]], silver: Sequence[Path]) -> Iterator[Window]:
    documents = [json.loads(line) for path in silver for line in path.open(encoding="utf-8")]
    everyone = (one for members in learned.values() for one in members)
    labelled = [(one.text[s:e], kind) for one in everyone for s, e, kind in one.spans]
    labelled += [(d["text"][s:e], kind) for d in documents for s, e, kind in _agreed(d) if kind == "ORG"]
    names = Names(labelled, SEED)
    for genre, members in learned.items():
        for one in members:
            yield as_window(one, genre)
            for copy in range(COPIES[genre] if one.spans and not one.doubtful else 0):
                new, found = names.exchanged(one.text, one.spans, 0.7)
                if copy >= PLAIN[genre]:
                    new, found = varied_around(new, found, names.random)
                yield as_window(Sentence(new, found, []), f"{genre} exchanged")
    for document in documents:
        for window in _windows(document):
            yield window
            sure = [s for s in window.spans if s[2] == "PER" or window.weights[s[0]] == AGREED]
            if len(sure) > 1 or any(kind == "PER" for _, _, kind in sure):
                yield _exchanged(window, names, sure)


def _agreed(document: dict) -> list[Span]:
    other = {tuple(span) for span in document["lac"]}
    return [tuple(span) for span in document["rules"] if tuple(span) in other]


def _exchanged(window: Window, names: Names, sure: Sequence[Span]) -> Window:
    """The window with some of its sure names exchanged; all else keeps its label and weight."""
    text, found = names.exchanged(window.text, sure, 0.6)
    weights: list[int] = []
    moved: list[Span] = []
    at = 0
    for (start, end, _), (s, e, _) in zip(sorted(sure), found, strict=True):
        weights += window.weights[at:start] + [window.weights[start]] * (e - s)
        at = end
    weights += window.weights[at:]
    shift = 0
    new = dict(zip(sorted(sure), found, strict=True))
    for span in sorted(window.spans):
        if span in new:
            moved.append(new[span])
            shift = new[span][1] - span[1]
        else:
            moved.append((span[0] + shift, span[1] + shift, span[2]))
    return Window(text, moved, weights, GENRES.index("official exchanged"))


def _windows(document: dict) -> Iterator[Window]:
    """A document in stretches of whole sentences, each label weighted by whether LAC agrees."""
    text = document["text"]
    rules = [tuple(span) for span in document["rules"]]
    other = [tuple(span) for span in document["lac"]]
    covered = np.zeros(len(text), bool)
    for start, end, _ in other:
        covered[start:end] = True
    weights = np.where(covered, MISSED, AGREED)
    same = set(other)
    for span in rules:
        start, end, _ = span
        weights[start:end] = AGREED if span in same else DIFFERENT if covered[start:end].any() else UNSEEN
    for start, end in stretches(text):
        spans = [(s - start, e - start, k) for s, e, k in rules if start <= s and e <= end]
        yield Window(text[start:end], spans, weights[start:end].tolist(), GENRES.index("official"))


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Runs of sentences of at most `WINDOW` characters; a longer sentence is cut."""
    start = 0
    for sentence in re.finditer(r"[^。\n]*(?:[。\n]+|$)", text):
        while sentence.end() - start > WINDOW:
            end = sentence.start() if sentence.start() > start else start + WINDOW
            yield start, end
            start = end
    if start < len(text):
        yield start, len(text)


def _measured(folder: Path) -> Iterator[Window]:
    for name, genre in (
        ("uner_gsdsimp.dev", "uner dev"), ("news_msra.train_dedup", "news"), ("policy_gold.dev", "gold"),
    ):  # fmt: skip
        for line in (folder / f"{name}.jsonl").open(encoding="utf-8"):
            record = json.loads(line)
            weights = [100] * len(record["text"])
            for entity in record["entities"]:
                if entity.get("optional"):
                    span = slice(entity["start"], entity["end"])
                    weights[span] = [0] * len(weights[span])
            spans = _spans(e for e in record["entities"] if not e.get("optional"))
            for start, end in stretches(record["text"]):
                inside = [(s - start, e - start, k) for s, e, k in spans if start <= s and e <= end]
                yield Window(record["text"][start:end], inside, weights[start:end], GENRES.index(genre))


def _spans(entities: Iterable[dict]) -> list[Span]:
    return [(e["start"], e["end"], e["label"]) for e in entities if e["label"] in ("PER", "LOC", "ORG")]


def labels(length: int, spans: Sequence[Span]) -> list[int]:
    """A state for each character: outside, or begin, inside, end or single of a kind of name."""
    found = [OUTSIDE] * length
    for start, end, kind in spans:
        if end - start == 1:
            found[start] = STATES.index(f"S-{kind}")
        else:
            found[start:end] = [STATES.index(f"I-{kind}")] * (end - start)
            found[start] = STATES.index(f"B-{kind}")
            found[end - 1] = STATES.index(f"E-{kind}")
    return found


def word_row(word: str) -> int:
    """The row of a word in the table of words."""
    codes = np.frombuffer(word.encode("utf-32-le", "surrogatepass"), np.uint32)
    return int(rows_of_words(codes, np.arange(len(codes)), np.zeros(1, np.int64))[0])


def _packed(windows: Sequence[Window], cutter: Cutter) -> tuple[dict[str, np.ndarray], set[int]]:
    codes, tags, marks, weights, sizes, genres = [], [], [], [], [], []
    pieces, owners, counts = [], [], []
    none = np.zeros(1 << 16, np.uint16)
    for window in windows:
        text = "".join(c if c < "\U00010000" else "\u3007" for c in window.text)
        words = tag(text)
        codes.append(np.array([ord(c) for c in text], np.uint16))
        tags.append(features(text, words, none).tags.astype(np.uint16))
        marks.append(np.array(labels(len(text), window.spans), np.uint8))
        weights.append(np.array(window.weights[: len(text)], np.uint8))
        sizes.append(len(text))
        genres.append(window.genre)
        ids, owner = cutter.pieces(text)
        pieces.append(np.array(ids, np.int32))
        owners.append(np.array(owner, np.uint16))
        counts.append(len(ids))
    packed = {
        "codes": np.concatenate(codes), "tags": np.concatenate(tags), "labels": np.concatenate(marks),
        "weights": np.concatenate(weights), "sizes": np.array(sizes, np.uint16),
        "genres": np.array(genres, np.uint8), "pieces": np.concatenate(pieces),
        "owners": np.concatenate(owners), "counts": np.array(counts, np.uint16),
    }  # fmt: skip
    return packed, set(packed["pieces"].tolist())


if __name__ == "__main__":
    main()
