"""Blanks that a layout put between the characters of a line."""

from __future__ import annotations

import pytest

from policytext.repairs import repair
from policytext.repairs.spacing import LIKELY, find
from policytext.revision import restore


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("关 于 做 好 防 汛 工 作 的 通 知", "关于做好防汛工作的通知"),
        ("市 长 周 某 某 在 2 0 2 4 年 会 议 上 指 出", "市长周某某在2024年会议上指出"),
        ("投 资 3 . 5 亿 元 建 设 5 G 基 站 ， 支 持 AI 产 业 。", "投资3.5亿元建设5G基站，支持AI产业。"),
        ("根 据 实 际 情 况 ， 在 2024 年 底 前 完 成 整 改", "根据实际情况，在2024年底前完成整改"),
        ("第 八 条 本 办 法 自 发 布 之 日 起 施 行 。", "第八条 本办法自发布之日起施行。"),
        ("第 八 条   本 办 法 自 发 布 之 日 起 施 行 。", "第八条 本办法自发布之日起施行。"),
        ("第　八　条　本　办　法　自　发　布　之　日　起　施　行", "第八条 本办法自发布之日起施行"),
        (
            "（ 一 ） 加 强 组 织 领 导 ； （ 二 ） 落 实 工 作 责 任",
            "（一）加强组织领导；（二）落实工作责任",
        ),
        ("与 Open Source 社 区 合 作 ， 推 动 产 业 发 展", "与Open Source社区合作，推动产业发展"),
        (
            "本届从1 9 9 3 年3 月就职，产值达到7 4 7 7 2 亿元，增长8 ．8 ％，比重为4 2 %。",
            "本届从1993年3月就职，产值达到74772亿元，增长8．8％，比重为42%。",
        ),
        (
            "1 9 9 8 年出口1 5 8 亿元，达7 4 7 7 2 亿元，评分：1 2 3 4 5 分。\n7 4 1\n县名\u30009 2 2\n",
            "1998年出口158亿元，达74772亿元，评分：1 2 3 4 5 分。\n7 4 1\n县名\u30009 2 2\n",
        ),
        (
            "目标：1 ．2 0 0 5 年达到4 7 2 亿元，1 9 9 8 年为2 1 1 亿元。",
            "目标：1 ．2 0 0 5 年达到472亿元，1998年为211亿元。",
        ),
        ("\u30002 0 1 8 年印发，见县政发〔2 0 1 8 〕1 2 号。", "\u30002018年印发，见县政发〔2018〕12号。"),
    ],
)
def test_lines_and_numbers_set_with_blanks_are_joined(before: str, after: str) -> None:
    document = repair(before)
    assert document.text == after
    assert restore(document).text == before


@pytest.mark.parametrize(
    "text",
    [
        "主任：张 三　副主任：李 四、王 五、赵 六",
        "姓 名　性 别　年 龄",
        "一 二 三 四 五 六 七 八 九 十",
        "第二节 奖 励",
        "是 否 有 无",
        "甲 1 2 3 乙 4 5 6",
        "A B C D 四 个 等 级",
        "出席：陈 某 林 某 高 某",
        "县名 2022 2023\n甲县 4 9 2 万吨\n乙县 3 0 5 万吨",
        "服务态度：1 2 3 4 5 分\n办理速度：1 2 3 4 5 分",
        "得分为9 8 7 的三组进入决赛",
        "第1 2 3 号展位",
        "胜平负\n7 4 1\n9 2 2\n8 0 3",
        "甲县7 4 1\n乙县9 2 2\n丙县8 0 3",
        "甲县\u30007 4 1\n乙县\u30009 2 2\n丙县\u30008 0 3",
    ],
)
def test_names_heads_series_rows_and_scales_stay(text: str) -> None:
    assert find(text) == []


def test_short_runs_need_a_long_one_on_their_line() -> None:
    assert find("张 三　　　主 任") == []
    beside = "张 三 　　 主 持 召 开 全 市 安 全 生 产 工 作 会 议"
    assert repair(beside).text == "张三 主持召开全市安全生产工作会议"


def test_the_shorter_a_run_the_likelier_it_must_be() -> None:
    assert [length for length, _ in LIKELY] == sorted((length for length, _ in LIKELY), reverse=True)
    assert [nats for _, nats in LIKELY] == sorted(nats for _, nats in LIKELY)
    assert find("经 济 发 展") != []
    assert find("菌 褶 钵 蚧") == []
