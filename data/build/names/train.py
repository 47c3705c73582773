"""Trains a teacher, then students, whose words begin with what the teacher makes of each (PyTorch).

    python -m data.build.names.train names -o out --teacher 1800 --layers 10 --frozen 4 --student 1100

`names` holds what `pack` wrote. The teacher and two students learn from its labels; then the first student
goes on twice, each time with other draws, from the labels and from what both students think, and the mean
of the weights of these two ships (Wortsman et al. 2022). Each stops after the seconds that it is given,
over which the learning rate falls: these are for one core of a CPU, on which the teacher has ten of the
encoder's layers, of which six learn. Writes nametagger.npz and prints F1 on the sets that are only
measured.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from data.build.names.pack import GENRES
from data.build.names.student import Student, shipped
from data.build.names.teacher import Teacher
from data.build.names.widths import RATES, WIDTHS
from policytext.language.nametagger.features import KINDS, PLACES, WORDS, Features, of_codes
from policytext.language.nametagger.network import network_of
from policytext.language.nametagger.spans import STATES, spans

SEED = 20260112
SHARES = {
    "uner": 0.08, "uner exchanged": 0.17, "written": 0.33, "written exchanged": 0.25,
    "official": 0.13, "official exchanged": 0.04,
}  # fmt: skip
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
MULTIPLE = 16 if DEVICE == "cuda" else 1  # of places in a batch, which an accelerator is faster with


class Set(NamedTuple):
    """Windows of text as arrays; `starts` and `piece_starts` say where each begins."""

    ids: Tensor  # (3, characters)
    labels: Tensor
    weights: Tensor
    owners: Tensor
    pieces: Tensor
    starts: np.ndarray
    sizes: np.ndarray
    piece_starts: np.ndarray
    counts: np.ndarray
    genres: np.ndarray


def read(path: Path, vocabulary: np.ndarray) -> Set:
    with np.load(path) as arrays:
        a = {name: arrays[name] for name in arrays.files}
    sizes, counts = a["sizes"].astype(np.int64), a["counts"].astype(np.int64)
    starts, piece_starts = np.cumsum(sizes) - sizes, np.cumsum(counts) - counts
    ids = _features(a["codes"], a["tags"], sizes, vocabulary)

    def on(array: np.ndarray, kind: type) -> Tensor:
        return torch.from_numpy(array.astype(kind)).to(DEVICE)

    return Set(
        on(ids, np.int32), on(a["labels"], np.uint8), on(a["weights"], np.float32) / 100,
        on(a["owners"], np.int16), on(a["pieces"].astype(np.int32), np.int32),
        starts, sizes, piece_starts, counts, a["genres"],
    )  # fmt: skip


def _features(codes: np.ndarray, tags: np.ndarray, sizes: np.ndarray, vocabulary: np.ndarray) -> np.ndarray:
    """The features of all windows, each as if it stood alone: a character 0 keeps them apart."""
    shift = np.repeat(np.arange(len(sizes)), sizes)
    spaced = np.zeros(len(codes) + len(sizes), np.uint32)
    where = np.arange(len(codes)) + shift
    spaced[where] = codes
    marks = np.zeros(len(spaced), np.int32)
    marks[where] = tags
    first = np.flatnonzero(marks % PLACES <= 2)  # the first character of each word
    lengths = np.diff(np.append(first, len(spaced)))
    found = of_codes(spaced, lengths, marks[first] // PLACES, vocabulary)
    return np.stack([column[where] for column in found])


class Batch(NamedTuple):
    ids: Tensor
    mask: Tensor
    labels: Tensor
    weights: Tensor
    owners: Tensor
    pieces: Tensor
    counts: Tensor
    at: Tensor  # (batch, characters): where each character stands in its set


def batch_of(data: Set, windows: np.ndarray) -> Batch:
    sizes, counts = data.sizes[windows], data.counts[windows]
    places = torch.arange(int(-MULTIPLE * (-sizes.max() // MULTIPLE)), device=DEVICE)
    length = torch.from_numpy(sizes).to(DEVICE)[:, None]
    mask = places[None] < length
    at = torch.from_numpy(data.starts[windows]).to(DEVICE)[:, None] + places.clamp(max=int(sizes.max()) - 1)
    at = torch.where(mask, at, 0)
    piece_places = torch.arange(int(-MULTIPLE * (-counts.max() // MULTIPLE)), device=DEVICE)
    number = torch.from_numpy(counts).to(DEVICE)
    piece_at = torch.from_numpy(data.piece_starts[windows]).to(DEVICE)[:, None] + piece_places[None]
    pieces = data.pieces[torch.where(piece_places[None] < number[:, None], piece_at, 0)].long()
    return Batch(
        data.ids[:, at].long(), mask, data.labels[at].long(), data.weights[at] * mask,
        data.owners[at].long() * mask, pieces, number, at,
    )  # fmt: skip


def batches(
    data: Set, shares: Mapping[str, float], budget: int, random: np.random.Generator
) -> Iterator[np.ndarray]:
    """Batches of about `budget` places without end, of windows alike in size, genres by their shares."""
    sizes = data.sizes
    pools = {name: np.flatnonzero(data.genres == GENRES.index(name)) for name in shares}
    while True:
        drawn = []
        for name, share in shares.items():
            mean = sizes[pools[name]].mean()
            drawn.append(random.choice(pools[name], max(1, int(share * 40 * budget / mean))))
        windows = np.concatenate(drawn)
        windows = windows[np.argsort(sizes[windows] + random.integers(0, 12, len(windows)))]
        groups, start = [], 0
        while start < len(windows):
            longest = sizes[windows[min(len(windows) - 1, start + budget // int(sizes[windows[start]]))]]
            end = start + max(1, budget // int(longest))
            groups.append(windows[start:end])
            start = end
        random.shuffle(groups)
        yield from groups


def timed(
    model: nn.Module, optimizer: torch.optim.Optimizer, seconds: float, groups: Iterator[np.ndarray],
    loss_of: Callable[[np.ndarray], Tensor], average: nn.Module | None = None,
) -> None:  # fmt: skip
    """Trains for `seconds`: the rate rises over the first twentieth, then falls as a cosine does."""
    began = time.time()
    rates = [group["lr"] for group in optimizer.param_groups]
    step, total, shown = 0, 0.0, began
    model.train()
    while (done := (time.time() - began) / seconds) < 1:
        factor = min(1.0, done / 0.05) * 0.5 * (1 + math.cos(math.pi * done))
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * factor
        with torch.autocast(DEVICE, torch.bfloat16):
            loss = loss_of(next(groups))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        if average is not None:
            keep = min(0.999, 1 - 1 / (step / 10 + 1))
            with torch.no_grad():
                for mean, now in zip(
                    average.state_dict().values(), model.state_dict().values(), strict=True
                ):
                    mean.lerp_(now, 1 - keep) if mean.is_floating_point() else mean.copy_(now)
        if step % 50 == 0:
            total = loss.item()
            if time.time() - shown > 10:
                shown = time.time()
                print(f"  {shown - began:.0f} s, step {step}, loss {total:.4f}", flush=True)
    print(f"  {step} steps", flush=True)


def train_teacher(data: Set, teacher: Teacher, seconds: float) -> Teacher:
    learning = [(name, p) for name, p in teacher.named_parameters() if p.requires_grad]
    head = [p for name, p in learning if name.split(".")[0] in HEAD]
    body = [p for name, p in learning if name.split(".")[0] not in HEAD]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": 2e-4}, {"params": head, "lr": 1e-3}],
        weight_decay=0.01, betas=(0.9, 0.98), fused=DEVICE == "cuda",
    )  # fmt: skip

    def loss_of(windows: np.ndarray) -> Tensor:
        batch = batch_of(data, windows)
        hidden = torch.rand(batch.pieces.shape, device=DEVICE) < HIDDEN
        batch = batch._replace(pieces=batch.pieces.masked_fill(hidden, UNKNOWN))
        return missed(asked(teacher, batch), batch, SMOOTHING)

    groups = batches(data, SHARES, BUDGET, np.random.default_rng(SEED))
    timed(teacher, optimizer, seconds, groups, loss_of)
    return teacher.eval()


def missed(logits: Tensor, batch: Batch, smoothing: float = 0.0) -> Tensor:
    """The cross entropy of a batch, each label by its weight."""
    losses = functional.cross_entropy(
        logits.float().flatten(0, 1), batch.labels.flatten(), reduction="none", label_smoothing=smoothing
    )
    return (losses * batch.weights.flatten()).sum() / batch.weights.sum()


def asked(teacher: Teacher, batch: Batch) -> Tensor:
    """The teacher's logits for a batch."""
    mask = batch.mask.to(batch.weights.dtype)
    return teacher(batch.pieces, batch.counts, batch.owners, batch.ids[0], batch.ids[2], mask)


REPORTED = 1000  # windows of each set that F1 is reported on
HIDDEN, UNKNOWN = 0.06, 2  # share of the pieces that the teacher does not see while it learns; their row
SMOOTHING = 0.03  # of the labels that the teacher learns
HEAD = ("character", "tag", "enter", "turns", "norms", "out")
AGAIN = 0.5  # of the learning rate, when a student goes on
MARKED = 0.4  # share of the labels then; the rest are thoughts
BUDGET = 32_768 if DEVICE == "cuda" else 1_600


@torch.no_grad()
def said(data: Set, logits_of: Callable[[Batch], Tensor]) -> Tensor:
    """Log-probabilities (characters, states) of every character of a set."""
    logs = torch.zeros(len(data.labels), len(STATES), dtype=torch.float16, device=DEVICE)
    order = np.argsort(data.sizes, kind="stable")
    start = 0
    while start < len(order):
        longest = data.sizes[
            order[min(len(order) - 1, start + 2 * BUDGET // int(data.sizes[order[start]]))]
        ]
        windows = order[start : start + max(1, 2 * BUDGET // int(longest))]
        start += len(windows)
        batch = batch_of(data, windows)
        with torch.autocast(DEVICE, torch.bfloat16):
            found = logits_of(batch)
        found = functional.log_softmax(found.float(), -1).half()
        logs[batch.at[batch.mask]] = found[batch.mask]
    return logs


def beginning(characters: int, rows: Mapping[str, np.ndarray], seed: int) -> Student:
    """A student that has learned nothing but what characters and words are like."""
    torch.manual_seed(seed)
    student = Student(characters).to(DEVICE)
    for table, name in ((0, "characters"), (1, "words")):
        known = torch.from_numpy(rows[f"{name}/rows"].astype(np.int64)).to(DEVICE)
        student.tables[table].weight.data[known] = torch.from_numpy(rows[name]).float().to(DEVICE)
    return student


def train_student(
    data: Set, student: Student, seconds: float, seed: int, thought: Tensor | None = None
) -> Student:
    """The mean of a student's weights on its way; `thought`: log-probabilities that it learns from too."""
    torch.manual_seed(seed)
    student, average = deepcopy(student).train(), deepcopy(student).eval()
    pace = 1.0 if thought is None else AGAIN
    tables = [
        {"params": table.parameters(), "lr": rate * pace}
        for table, rate in zip(student.tables, RATES.values(), strict=True)
    ]
    others = [p for name, p in student.named_parameters() if not name.startswith("tables")]
    optimizer = torch.optim.AdamW(
        [*tables, {"params": others, "lr": 3e-3 * pace}],
        weight_decay=0.03,
        betas=(0.9, 0.98),
        fused=DEVICE == "cuda",
    )

    def loss_of(windows: np.ndarray) -> Tensor:
        batch = batch_of(data, windows)
        logits = answered(student, batch)
        if thought is None:
            return missed(logits, batch)
        return MARKED * missed(logits, batch) + (1 - MARKED) * differing(logits, thought[batch.at], batch)

    groups = batches(data, SHARES, 2 * BUDGET, np.random.default_rng(seed))
    timed(student, optimizer, seconds, groups, loss_of, average)
    return average.eval()


def differing(logits: Tensor, thought: Tensor, batch: Batch) -> Tensor:
    """The cross entropy between what a student says and what was thought before."""
    logs = functional.log_softmax(logits.float(), -1)
    return -((thought.float().exp() * logs).sum(-1) * batch.mask).sum() / batch.mask.sum()


def averaged(students: Sequence[Student]) -> Student:
    """The student whose weights are the mean of those of students that began alike."""
    mean = deepcopy(students[0])
    for name, weight in mean.state_dict().items():
        if weight.is_floating_point():
            weight.copy_(torch.stack([one.state_dict()[name] for one in students]).mean(0))
    return mean


def answered(student: Student, batch: Batch) -> Tensor:
    """The student's logits for a batch."""
    return student(batch.ids, batch.mask.float())


def report(data: Set, logs: Tensor, name: str) -> None:
    """F1 of exact spans on each set; where the labels are optional spans count neither way."""
    found, labels = logs.float().cpu().numpy(), data.labels.cpu().numpy()
    weights = data.weights.cpu().numpy()
    for genre in np.unique(data.genres):
        sums = {kind: np.zeros(3, int) for kind in ("PER", "LOC", "ORG")}
        for window in np.flatnonzero(data.genres == genre)[:REPORTED]:
            start, size = data.starts[window], data.sizes[window]
            here = slice(start, start + size)
            certain = np.full((size, len(STATES)), -99.0, np.float32)
            certain[np.arange(size), labels[here]] = 0.0
            want = {s[:3] for s in spans(certain)}
            have = {s[:3] for s in spans(found[here]) if weights[here][s[0] : s[1]].all()}
            for counted, members in enumerate((want & have, have, want)):
                for _, _, kind in members:
                    sums[kind][counted] += 1
        line = [f"{kind} {_f1(n):.3f}" for kind, n in sums.items()]
        print(
            f"{name:<10}{GENRES[genre]:<20}{' '.join(line)} all {_f1(sum(sums.values())):.3f}", flush=True
        )


def _f1(counts: np.ndarray) -> float:
    return 2 * counts[0] / max(1, counts[1] + counts[2])


@torch.no_grad()
def known_words(teacher: Teacher, folder: Path, vocabulary: np.ndarray) -> dict[str, np.ndarray]:
    """Rows of the table of words: what the teacher makes of each word of the dictionary alone.

    How likely it is a person, place or organisation, and the first principal components of the
    encoder's states; words that share a row are weighted by their frequency.
    """
    words = read(folder / "dictionary.npz", vocabulary)
    hidden = torch.zeros(len(words.sizes), 384, device=DEVICE)
    kinds = torch.zeros(len(words.sizes), 3, device=DEVICE)
    order = np.lexsort((words.counts, words.sizes))  # words alike in length need no padding
    for start in range(0, len(order), 2000):
        windows = order[start : start + 2000]
        batch = batch_of(words, windows)
        with torch.autocast(DEVICE, torch.bfloat16):
            seen = teacher.seen(batch.pieces, batch.counts, batch.owners)
            logits = teacher.states(seen, batch.ids[0], batch.ids[2], batch.mask.to(seen.dtype))
        mask = batch.mask[..., None].float()
        hidden[windows] = (seen.float() * mask).sum(1) / mask.sum(1)
        chances = logits.float().softmax(-1)[..., 1:].unflatten(-1, (3, 4)).sum(-1)
        kinds[windows] = (chances * mask).sum(1) / mask.sum(1)
    hidden -= hidden.mean(0)
    sample = hidden[torch.randperm(len(hidden), device=DEVICE)[:30_000]]
    axes = torch.linalg.svd(sample, full_matrices=False)[2][: WIDTHS["words"] - 3]
    shown = hidden @ axes.T
    vectors = torch.cat((2 * kinds - 1, shown * (0.3 / shown.std())), 1)
    rows = torch.from_numpy(np.load(folder / "dictionary-rows.npz")["rows"].astype(np.int64)).to(DEVICE)
    counts = torch.from_numpy(np.load(folder / "dictionary-rows.npz")["counts"]).to(DEVICE)[:, None].float()
    sums = torch.zeros(WORDS, WIDTHS["words"], device=DEVICE).index_add_(0, rows, vectors * counts)
    totals = torch.zeros(WORDS, 1, device=DEVICE).index_add_(0, rows, counts)
    filled = torch.nonzero(totals[:, 0])[:, 0]
    return {
        "words/rows": filled.cpu().numpy(),
        "words": (sums[filled] / totals[filled]).half().cpu().numpy(),
    }


def initial(folder: Path) -> dict[str, np.ndarray]:
    """What the student's tables begin with, see `pack`."""
    with np.load(folder / "initial.npz") as arrays:
        return {name: arrays[name] for name in arrays.files}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", type=Path, required=True)
    parser.add_argument("--teacher", type=float, default=150.0, help="seconds")
    parser.add_argument("--layers", type=int, default=12, help="of the encoder that the teacher has")
    parser.add_argument("--frozen", type=int, default=0, help="of these that do not learn")
    parser.add_argument("--student", type=float, default=150.0, help="seconds; half when it goes on")
    options = parser.parse_args()
    began = time.time()
    torch.backends.cuda.matmul.allow_tf32 = True
    letters = (options.folder / "vocabulary.txt").read_text(encoding="utf-8")
    codes = np.array([ord(c) for c in letters], np.uint16)
    vocabulary = np.zeros(1 << 16, np.uint16)
    vocabulary[codes] = np.arange(1, len(codes) + 1)
    data, dev = (read(options.folder / f"{name}.npz", vocabulary) for name in ("train", "dev"))
    with np.load(options.folder / "encoder.npz") as arrays:
        weights = {name: arrays[name] for name in arrays.files}
    print(
        f"{len(data.sizes)} windows, {len(data.labels)} characters; {time.time() - began:.0f} s", flush=True
    )
    torch.manual_seed(SEED)
    teacher = Teacher(weights, len(codes) + 1, KINDS).cut(options.layers, options.frozen).to(DEVICE)
    teacher = train_teacher(data, teacher, options.teacher)
    report(dev, said(dev, partial(asked, teacher)), "teacher")
    rows = {**initial(options.folder), **known_words(teacher, options.folder, vocabulary)}
    print(f"{time.time() - began:.0f} s", flush=True)
    seeds = (SEED, SEED + 1)
    begun = [
        train_student(data, beginning(len(codes) + 1, rows, seed), options.student, seed) for seed in seeds
    ]
    thought = sum(said(data, partial(answered, one)).float().exp() for one in begun)
    thought = (thought / len(begun)).clamp_min(1e-6).log().half()  # type: ignore[union-attr]
    more = options.student / 2
    student = averaged([train_student(data, begun[0], more, seed, thought) for seed in seeds])
    report(dev, said(dev, partial(answered, student)), "student")
    shipping = {**shipped(student), "vocabulary": codes}
    np.savez_compressed(options.o / "nametagger.npz", **shipping)
    logs = network_of(shipping).logs(Features(*dev.ids.cpu().numpy()))
    report(dev, torch.from_numpy(logs), "shipped*")
    print(f"{time.time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
