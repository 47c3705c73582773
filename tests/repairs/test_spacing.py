"""Blanks that a layout put between the characters of a line."""

from __future__ import annotations

from policytext.repairs import repair
from policytext.repairs.spacing import LIKELY, find


def test_short_runs_need_a_long_one_on_their_line() -> None:
    assert find("张 三　　　主 任") == []
    beside = "张 三 　　 主 持 召 开 全 市 安 全 生 产 工 作 会 议"
    assert repair(beside).text == "张三 主持召开全市安全生产工作会议"


def test_the_shorter_a_run_the_likelier_it_must_be() -> None:
    assert [length for length, _ in LIKELY] == sorted((length for length, _ in LIKELY), reverse=True)
    assert [nats for _, nats in LIKELY] == sorted(nats for _, nats in LIKELY)
    assert find("经 济 发 展") != []
    assert find("菌 褶 钵 蚧") == []
