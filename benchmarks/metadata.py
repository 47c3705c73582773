"""Header facts: how many of the facts that sites state are found in the bare text.

    python -m benchmarks.metadata [--shared ../shared] [--errors] [--only SET]

Data, of which nothing is trained:
- documents: State Council documents with the facts of the site's table (metadata/govcn.dev);
- titles alone: the same facts without text (metadata/govcn_metadata_list): the title gives the issuer;
- laws: histories under the titles of laws (metadata/laws_header_dates.dev);
- bank: central-bank documents as crawled (metadata/pbc.dev): title and number where the text holds
  them, the issuer where the title names it, and no place, since none of them has one;
- numbers: real numbers inside sentences (metadata/doc_numbers.tsv), those that the source itself
  cut out of a sentence (的通知沪府发) left out;
- reports: State Council reports and resolutions (corpora/government_work_reports): year, issuer of
  the reports proper, speaker where the text names him under the title;
- counties: titles with each county's short name that is a word of the dictionary: no place;
- seeds, cases: known pages, to see regressions, no measure of quality: the facts in page_facts.json
  (days alone and as of the day they were fetched; what expected.txt says).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.common import mapped, megabytes, parser_of, records, timed
from policytext.document import Document, Problem
from policytext.io.read import read
from policytext.language.places import names
from policytext.language.segment import is_known
from policytext.metadata.header import find_header
from policytext.metadata.model import Header
from policytext.pagefacts.docnumber import doc_numbers
from policytext.pipeline import clean
from policytext.resources import rows

Case = tuple[str, str, str, str]  # set, fact, gold, found

PAGE_FACTS = Path(__file__).with_name("page_facts.json")
SENTENCES = (
    "根据{}精神，现将有关事项通知如下。",
    "现将{}转发给你们，请认真贯彻执行。",
    "按照《管理办法》（{}）和有关规定，经{}批准。",
    "依据上海市人民政府{}文件要求，由{}予以废止，以及{}。",
    "见{}和财税〔2019〕5号。",
)
_NUMBER = re.compile(r"[一-鿿]+〔\d{4}〕\d+号")
_CUT_OUT = re.compile(r"的|通知|关于|根据|依据|按照|以及按|落实|政府|财政局|物价局|通告")
_AS_CRAWLED = "2025-09-20"


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def documents(shared: Path) -> Iterator[Case]:
    for record in records(shared / "data/metadata/govcn.dev.jsonl"):
        found, gold = find_header(Document(id=record["id"], text=record["text"])), record["metadata"]
        yield "documents", "title", squeezed(record["title"]), squeezed(found.title)
        yield "documents", "doc_number", gold["doc_no"], found.doc_number
        yield "documents", "issuer", gold["issuer"], found.issuer
        yield "documents", "date_written", gold["date_written"], found.date_written


def titles(shared: Path) -> Iterator[Case]:
    for record in records(shared / "data/metadata/govcn_metadata_list.jsonl"):
        if record["issuer"] and "关于" in record["title"]:
            text = f"{record['title']}\n{record['doc_no']}\n各有关单位：\n略。\n"
            found = find_header(Document.of(text))
            yield "titles alone", "issuer", record["issuer"], found.issuer
            yield "titles alone", "doc_number", record["doc_no"], found.doc_number


def laws(shared: Path) -> Iterator[Case]:
    for record in records(shared / "data/metadata/laws_header_dates.dev.jsonl"):
        text = "\n".join([record["title"], *record["header"], "第一条 为了规范管理，制定本法。"])
        found = find_header(Document.of(text))
        yield "laws", "date_written", record["gold_version_date"], found.date_written


def bank(shared: Path) -> Iterator[Case]:
    for record in records(shared / "data/metadata/pbc.dev.jsonl"):
        found = find_header(Document(id=record["id"], text=record["text"]))
        if record["title"]:
            yield "bank", "title", squeezed(record["title"]), squeezed(found.title)
            named = re.match(r"(?!关于|《)([^《]+?)(?:关于|令〔|公告〔|令\[|印发)", record["title"])
            if named:
                yield "bank", "issuer", "、".join(named[1].split()), found.issuer
        if record["doc_number"]:
            yield "bank", "doc_number", record["doc_number"], found.doc_number
        yield "bank", "no place", "", found.place


def numbers(shared: Path) -> Iterator[Case]:
    for row in (shared / "data/metadata/doc_numbers.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        number = squeezed(row.split("\t")[1].replace("发文字号：", ""))
        if not _NUMBER.fullmatch(number) or _CUT_OUT.search(number):
            continue
        gold = re.sub("〕0+", "〕", number)
        for sentence in SENTENCES:
            found = [found.normalized for found in doc_numbers(sentence.replace("{}", number))]
            missed = found.count(gold) < sentence.count("{}")
            yield "numbers", "found whole", gold, "、".join(found) if missed else gold


def reports(shared: Path) -> Iterator[Case]:
    for record in records(shared / "data/corpora/government_work_reports.jsonl"):
        document = Document(id=record["url"], text=record["content"], title=record["title"])
        found = find_header(document)
        year = record["year"] or _year_of_session(record["title"])
        yield "reports", "year", year, found.year
        if record["year"]:
            yield "reports", "issuer", "国务院", found.issuer
            signed = re.search(r"总理\s*\n?\s*([一-鿿]\s?[一-鿿]{1,2})\s*\n", record["content"][:300])
            if signed:
                yield "reports", "speaker", squeezed(signed[1]), found.speaker


def _year_of_session(title: str) -> str:
    """The year of a resolution: that of the report it is about, the sessions meet once a year."""
    ordinals = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}
    match = re.search("第([一二三四五六七八九十]+)届.*?第([一二三四五])次", title)
    if not match:
        return ""
    congress = sum(ordinals[c] for c in match[1])
    table = {(row[0], row[1]): row[2] for row in rows("congresses.tsv")}
    return table.get((str(congress), str(ordinals[match[2]])), "")


def counties(_: Path) -> Iterator[Case]:
    shorts = {row[2] for row in rows("places.tsv") if not row[0].endswith("00") and row[2] != row[1]}
    for short in sorted(shorts):
        if is_known(short) and not any(short == name for name in names().values()):
            for title in (f"关于推进{short}建设工作的通知", f"教育部{short}有关部门部署校园安全工作"):
                text = f"{title}\n各有关单位：\n要进一步做好{short}工作，加强{short}管理。\n"
                yield "counties", "no place", "", find_header(Document.of(text)).place


def seeds(shared: Path) -> Iterator[Case]:
    gold = _page_facts("seeds")
    for path in sorted((shared / "seeds").glob("*.txt")):
        days = gold[path.name[:3]]
        for document in read([path]):
            cleaned = clean(document)
            yield "seeds", "day alone", days["alone"], _day(find_header(cleaned))
            if "as_of" in days:
                yield "seeds", "day as of", days["as_of"], _day(find_header(cleaned, as_of=_AS_CRAWLED))


def _page_facts(of: str) -> dict[str, dict[str, str]]:
    """The facts of known pages, by the page's name."""
    found: dict[str, dict[str, dict[str, str]]] = json.loads(PAGE_FACTS.read_text(encoding="utf-8"))
    return found[of]


def _day(found: Header) -> str:
    return found.date_published or found.date_written


def cases(shared: Path) -> Iterator[Case]:
    for name, facts in _page_facts("cases").items():
        for path in sorted((shared / "cases/pages" / name).glob("in.*")):
            for document in _read(path):
                found = find_header(clean(document))
                shown = {**{fact: getattr(found, fact, "") for fact in facts}, "day": _day(found)}
                for fact, gold in facts.items():
                    yield "cases", f"{name} {fact}", squeezed(gold), squeezed(shown[fact])


def _read(path: Path) -> Iterator[Document]:
    from policytext.settings import Settings

    field = Settings(text_field="content") if path.suffix == ".jsonl" else Settings()
    for document in read([str(path)], field):
        if isinstance(document, Problem):
            raise ValueError(document)
        yield document


def speed(shared: Path) -> float:
    """Megabytes of UTF-8 a second on one core: the laws and the central bank's documents."""
    texts = [record["text"] for record in records(shared / "data/metadata/pbc.dev.jsonl")]
    texts += [record["text"] for record in records(shared / "data/metadata/govcn.dev.jsonl")]
    return megabytes(texts) / timed(mapped, lambda text: find_header(Document.of(text)), texts)[1]


SETS = (documents, titles, laws, bank, numbers, reports, counties, seeds, cases)


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--errors", action="store_true", help="show what was missed")
    parser.add_argument("--only", choices=[source.__name__ for source in SETS], help="one set")
    options = parser.parse_args()
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for source in SETS:
        if options.only in (None, source.__name__):
            for kind, fact, gold, found in source(options.shared):
                key = kind, fact.rpartition(" ")[2] if kind == "cases" else fact
                total[key] += 1
                right[key] += gold == found
                if options.errors and gold != found:
                    print(f"  {kind} {fact}: {gold!r} found {found!r}")
    print(f"{'set':<14}{'fact':<14}{'right':>8}{'of':>8}{'share':>8}")
    for key in total:
        print(f"{key[0]:<14}{key[1]:<14}{right[key]:>8}{total[key]:>8}{right[key] / total[key]:>8.4f}")
    if options.only is None:
        print(f"speed: {speed(options.shared):.1f} MB/s, one core")


if __name__ == "__main__":
    main()
