"""The rules of repair in the order in which they work, and why in that order.

1. A text that Excel cut is as long as a cell, so it is seen before anything else makes it shorter.
2. Escapes next: they are ASCII, so nothing else damages them, and behind them may lie anything else.
3. Transcoding then: what a program did last is undone first, and pages are misread after they were
   spun; nor does a rule that looks for Chinese find any in mojibake. Bytes that were read one by
   one come before bytes read in pairs: a page that went through both was read so last.
4. Invisible marks and controls then, because what follows looks at neighbours, and what was printed twice.
5. Misread readings, then byte slips, before glosses and punctuation, because the reading behind a broken
   character is what pins its lost byte; and before pairs of bytes are judged, because a broken stretch
   looks misread.
6. Punctuation before glosses, because glosses are evidence that a spinner was here.
7. Private use after byte slips, whose broken characters often land there.
8. Numbers of headings behind all that may yet read what is left of them.
9. What nothing is left of is marked last, when all others have had their turn.
"""

from __future__ import annotations

from policytext.repairs import characters, cut_cells, dumps, escapes, numbering, overprint, spacing
from policytext.repairs.remains import leftovers
from policytext.repairs.spinner import byteslips, doubled_marks, glosses, misread_readings
from policytext.repairs.transcoding import code_pages, in_pairs, one_by_one
from policytext.revision import TextRule

RULES: tuple[TextRule, ...] = (
    TextRule("cut-cells", "characters", "texts that Excel cut at 32,767 characters", cut_cells.find),
    TextRule("unicode-escapes", "escapes", r"escapes of Chinese: \u53d1\u5c55", escapes.find_unicode),
    TextRule("entities", "escapes", "HTML entities: &#8220; &amp;nbsp; #xff0c;", escapes.find_entities),
    TextRule("percent", "escapes", "percent-encoded Chinese: %E5%8F%91%E5%B1%95", escapes.find_percent),
    TextRule("dumps", "escapes", "bytes written out: =E5=8F=91, <C3><FC>, =?GBK?B?…?=", dumps.find),
    TextRule("code-pages", "transcoding", "Chinese in other code pages: ╓╨╬─, еЏ‘е±•", code_pages.find),
    TextRule("read-as-latin", "transcoding", "UTF-8, GBK, Big5 as Latin-1: å…³äºŽ, ·¢Õ¹", one_by_one.find),
    TextRule(
        "misread-readings",
        "spinner",
        "letters of such readings that were misread: 場(ch¨£ng)",
        misread_readings.find,
    ),
    TextRule(
        "byte-slips", "spinner", "characters broken by such insertions: 規?；瘧?yīng)用", byteslips.find
    ),
    TextRule(
        "read-as-chinese", "transcoding", "UTF-8 read as GBK, GBK as Big5 and so on: 鍙戝睍", in_pairs.find
    ),
    TextRule("radicals", "characters", "radicals in place of characters: ⾏动", characters.find_radicals),
    TextRule("invisible", "characters", "invisible marks among Chinese", characters.find_invisible),
    TextRule("controls", "characters", "control characters among Chinese", characters.find_controls),
    TextRule("overprint", "characters", "characters printed twice: 关关于于印印发发", overprint.find),
    TextRule("doubled-marks", "spinner", "marks that a spinner doubled: ,， 。。", doubled_marks.find),
    TextRule(
        "glosses", "spinner", "readings that a spinner put behind characters: 產(chǎn)業(yè)", glosses.find
    ),
    TextRule(
        "private-use", "characters", "characters that only a page's font shows", characters.find_private
    ),
    TextRule(
        "lost-indents", "characters", "paragraph indents that became ????", characters.find_lost_indents
    ),
    TextRule("spaced", "characters", "blanks between single characters: 关 于 印 发", spacing.find),
    TextRule(
        "numbering", "characters", "numbers of headings, told by those around them: 第?条", numbering.find
    ),
    TextRule("lost-text", "transcoding", "what is left damaged, marked: 锟斤拷, \ufffd", leftovers.find),
)
