"""Build policytext/resources/no_names_of_laws.tsv: words that look like names and are none.

    python data/build/no_names_of_laws.py ../shared/data/policy_text/laws.jsonl.gz > no_names_of_laws.tsv

Laws name next to no people, so whatever the rules and the tagger take for a person in two laws or more
is none (bar the LEADERS whom preambles name, and 张某 of a court's cases). They do name places, but each
law its own: a word that jieba tags as a place and that stands in at least eight laws, and is in no table
of places, is none (bar PLACES).
Words that are in the table already are not found again, so start from an empty one. The counts
are derived from LawRefBook's collection of official documents.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.recognition.extract import extract
from policytext.resources import rows

LEADERS = frozenset({"毛泽东", "邓小平", "江泽民", "胡锦涛", "习近平", "周恩来", "温家宝"})
PLACES = frozenset({"台湾地区"})  # places that many laws name
OF_CASES = re.compile(r"[某甲乙丙]|^小|\W")
CHARACTERS = 8000  # of each law
NAMED = re.compile(r"[山河湖江岛港湾海州县镇乡村]$")


def main(source: Path) -> None:
    people_in: Counter[str] = Counter()
    places_in: Counter[str] = Counter()
    regions = {row[1] for row in rows("regions.tsv")}
    with gzip.open(source, "rt", encoding="utf-8") as file:
        for line in file:
            reading = Reading(json.loads(line)["text"][:CHARACTERS])
            found = {person.text for person in extract(reading, types=("PER",))}
            people_in.update(name for name in found if not OF_CASES.search(name))
            places_in.update(
                {word.text for word in reading.words if word.tag == "ns" and len(word.text) > 1}
            )
    print(
        "# kind (person, place)\tword that is no name, though it looks like one. "
        "From laws (LawRefBook, official documents), built by data/build/no_names_of_laws.py."
    )
    for word, laws in sorted(people_in.items()):
        if laws > 1 and word not in LEADERS:
            print("person", word, sep="\t")
    for word, laws in sorted(places_in.items()):
        known = any(place.end - place.start == len(word) for place in find_places(word)) or word in regions
        if laws > (60 if NAMED.search(word) else 7) and not known and word not in PLACES:
            print("place", word, sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
