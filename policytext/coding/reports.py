"""Results of coding: hits as rows, counts by group, agreement with manual coding."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, permutations
from typing import NamedTuple

from policytext.coding.dictionary import Coder, Hit
from policytext.schema import Row, declared

CODES = declared("codes")
CODE_COUNTS = declared("code_counts")
AGREEMENT = declared("agreement")

NONE = "none"
"""The code of a unit without a code."""
NO_CODE = "unsure"
"""The category, in counts, of sentences that are unsure."""


class Unit(NamedTuple):
    """A manually coded sentence and its categories."""

    text: str
    codes: tuple[str, ...]


def hit_rows(doc_id: str, text: str, hits: Iterable[Hit]) -> Iterator[Row]:
    """Rows of `CODES`, in the order of the text."""
    for hit in hits:
        yield {
            "doc_id": doc_id,
            "start": hit.start,
            "end": hit.end,
            "category": hit.category or None,
            "term": text[hit.start : hit.end] if hit.found_by == "term" else None,
            "found_by": hit.found_by,
            "confidence": hit.confidence,
            "sentence": text[slice(*hit.sentence)].strip(),
        }


class Counts:
    """Sentences and documents of each category, by group; the category of an unsure sentence is ""."""

    def __init__(self) -> None:
        self._sentences: dict[str, Counter[str]] = defaultdict(Counter)
        self._documents: dict[str, Counter[str]] = defaultdict(Counter)
        self._coded: Counter[str] = Counter()

    def add(self, group: str, hits: Sequence[Hit]) -> None:
        """Count the hits of one document."""
        found = {(hit.sentence, hit.category) for hit in hits}
        self._sentences[group].update(category for _, category in found)
        self._documents[group].update({category for _, category in found})
        self._coded[group] += len({sentence for sentence, category in found if category})

    def rows(self) -> Iterator[Row]:
        """Rows of `CODE_COUNTS`: every category that a group has, most frequent first, unsure last."""
        for group, sentences in sorted(self._sentences.items()):
            ranked = sorted(sentences.items(), key=lambda item: (not item[0], -item[1], item[0]))
            for category, count in ranked:
                yield {
                    "group": group or None,
                    "category": category or NO_CODE,
                    "sentences": count,
                    "share": round(count / self._coded[group], 4) if category else None,
                    "documents": self._documents[group][category],
                }


def agreement_rows(units: Sequence[Unit], coder: Coder) -> Iterator[Row]:
    """Rows of `AGREEMENT`: a coder against manual coding, for all codes together and for each.

    For all together, the first manual code is compared with the surest, or else the most frequent.

    >>> from functools import partial
    >>> from policytext.coding.dictionary import code
    >>> from policytext.coding.dictionary import dictionary
    >>> units = [Unit("设立专项资金。", ("资金",)), Unit("略。", ())]
    >>> next(agreement_rows(units, partial(code, by=dictionary({"资金": ["专项资金"]}))))["kappa"]
    1.0
    """
    theirs = [unit.codes or (NONE,) for unit in units]
    mine = [codes_of(coder(unit.text)) for unit in units]
    yield _row("all", [codes[0] for codes in theirs], [codes[0] for codes in mine], None)
    for category in sorted({*chain.from_iterable((*theirs, *mine))}):
        given = [category if category in codes else NONE + "*" for codes in theirs]
        found = [category if category in codes else NONE + "*" for codes in mine]
        yield _row(category, given, found, category)


def codes_of(hits: Sequence[Hit]) -> tuple[str, ...]:
    """The categories of a unit, the surest first, then the most frequent; or NONE."""
    counts = Counter(hit.category for hit in hits if hit.category)
    sure = {hit.category: hit.confidence or 0.0 for hit in hits}
    return tuple(sorted(counts, key=lambda kind: (-sure[kind], -counts[kind]))) or (NONE,)


def known_codes(units: Sequence[Unit], categories: Sequence[str]) -> tuple[list[Unit], Counter[str]]:
    """The units with codes completed to paths of categories, and the codes that are unknown.

    >>> units, unknown = known_codes([Unit("减税。", ("税收优惠", "补贴"))], ["环境型/税收优惠"])
    >>> units[0].codes, dict(unknown)
    (('环境型/税收优惠', '补贴'), {'补贴': 1})
    """
    names = Counter(path.rpartition("/")[2] for path in categories)
    paths = {path.rpartition("/")[2]: path for path in categories if names[path.rpartition("/")[2]] == 1}
    paths |= {path: path for path in categories}
    found = [Unit(unit.text, tuple(paths.get(code, code) for code in unit.codes)) for unit in units]
    return found, Counter(code for unit in found for code in unit.codes if code not in paths)


def _row(name: str, theirs: Sequence[str], mine: Sequence[str], category: str | None) -> Row:
    both = sum(a == b and (category is None or a == category) for a, b in zip(theirs, mine, strict=True))
    return {
        "category": name,
        "by_hand": len(theirs) if category is None else theirs.count(category),
        "by_dictionary": len(mine) if category is None else mine.count(category),
        "both": both,
        "kappa": round(cohen_kappa(theirs, mine), 4),
        "alpha": round(krippendorff_alpha([theirs, mine]), 4),
    }


def units_of(rows: Iterable[Mapping[str, object]]) -> list[Unit]:
    """Coded units from records: the text in `sentence` or `text`, codes in `codes`, `code` or `category`.

    Several codes are a list, or joined by `;`. Raises KeyError with the name that no record has.

    >>> units_of([{"sentence": "设立专项资金。", "category": "供给型/资金投入;供给型/教育培训"}])[0].codes
    ('供给型/资金投入', '供给型/教育培训')
    """
    units = []
    for row in rows:
        text = _of(row, ("sentence", "text"))
        codes = _of(row, ("codes", "code", "category"))
        listed = codes if isinstance(codes, list) else str(codes or "").split(";")
        named = tuple(str(found).strip() for found in listed if str(found).strip() not in ("", NONE))
        units.append(Unit(str(text), named))
    return units


def _of(row: Mapping[str, object], names: Sequence[str]) -> object:
    name = next((name for name in names if name in row), None)
    if name is None:
        raise KeyError(" or ".join(names))
    return row[name]


def cohen_kappa(one: Sequence[str], other: Sequence[str]) -> float:
    """Cohen's kappa of two codings of the same units (Cohen 1960, eq. 1); 1.0 if there is only one code.

    >>> round(cohen_kappa("aabb", "aabc"), 2)
    0.6
    """
    if len(one) != len(other) or not one:
        raise ValueError("two codings of the same units are compared")
    agreed = sum(a == b for a, b in zip(one, other, strict=True)) / len(one)
    first, second = Counter(one), Counter(other)
    chance = sum(first[code] * second[code] for code in first) / len(one) ** 2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def krippendorff_alpha(codings: Sequence[Sequence[str | None]]) -> float:
    """Krippendorff's alpha for nominal data (Krippendorff 2011, C): any number of coders, None for no code.

    >>> round(krippendorff_alpha([["a", "a", "b", "b"], ["a", "a", "b", "c"]]), 3)
    0.632
    """
    units = [[code for code in unit if code is not None] for unit in zip(*codings, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    coincidences: dict[tuple[str, str], float] = defaultdict(float)
    for unit in units:
        for pair in permutations(unit, 2):
            coincidences[pair] += 1 / (len(unit) - 1)
    totals: dict[str, float] = defaultdict(float)
    for (a, _), value in coincidences.items():
        totals[a] += value
    n = sum(totals.values())
    observed = sum(value for (a, b), value in coincidences.items() if a != b)
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b)
    return 1.0 if not expected else 1 - (n - 1) * observed / expected
