"""Agreement of two codings beyond chance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence


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
        for i, a in enumerate(unit):
            for j, b in enumerate(unit):
                if i != j:
                    coincidences[a, b] += 1 / (len(unit) - 1)
    totals: dict[str, float] = defaultdict(float)
    for (a, _), value in coincidences.items():
        totals[a] += value
    n = sum(totals.values())
    observed = sum(value for (a, b), value in coincidences.items() if a != b)
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b)
    return 1.0 if not expected else 1 - (n - 1) * observed / expected
