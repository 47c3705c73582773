"""Build policytext/resources/name_characters.tsv: how usual a character is in each place of a name.

    python data/build/name_characters.py > policytext/resources/name_characters.tsv

The figures are those of the person-name states of jieba's part-of-speech model (jieba 0.42.1,
MIT licence, jieba/posseg/prob_emit.py): log-probabilities of a character as first, middle and
last of a name, rounded to tenths of a nat; a dash where the model never saw it there.
"""

from __future__ import annotations

from jieba.posseg.prob_emit import P


def main() -> None:
    print(
        "# character\tfirst\tmiddle\tlast: log-probabilities. "
        "From jieba 0.42.1 (MIT), built by data/build/name_characters.py."
    )
    tables = [P[state, "nr"] for state in "BME"]
    for character in sorted(set().union(*tables)):
        figures = (table.get(character) for table in tables)
        print(character, *("-" if f is None or f < -12 else f"{f:.1f}" for f in figures), sep="\t")


if __name__ == "__main__":
    main()
