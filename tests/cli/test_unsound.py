"""What is not whole is said on stderr, also where the result is text and has no room for remarks."""

from __future__ import annotations

from pathlib import Path

from commandline import Shell

PICTURES = "<title>图解预算</title><h1>图解预算</h1><p>发布时间：2025-02-18 来源：市财政局</p><img src=1>"
ERROR = "<title>404</title><h1>抱歉，您访问的页面不存在</h1>"


def test_a_document_that_is_not_whole(shell: Shell, folder: Path) -> None:
    (folder / "p.html").write_text(PICTURES, encoding="utf-8")
    done = shell("policytext clean p.html")
    assert done.stdout.strip() == b""
    assert done.stderr.decode().startswith(
        "policytext: this document: partial (hardly any text under the headline"
    )
    assert shell("policytext clean p.html --quiet").stderr == b""


def test_several_are_counted(shell: Shell, folder: Path) -> None:
    (folder / "p.html").write_text(PICTURES, encoding="utf-8")
    (folder / "e.html").write_text(ERROR, encoding="utf-8")
    done = shell("policytext clean p.html e.html page.html -o out.jsonl")
    said = done.stderr.decode()
    assert "1 of 3 documents: partial (hardly any text" in said
    assert ", first p.html\n" in said
    assert "1 of 3 documents: unreadable (an error page" in said
    assert ", first e.html\n" in said


def test_options_that_change_nothing_in_cleaned_records_are_named(shell: Shell) -> None:
    made = shell("policytext clean page.txt -o c.jsonl; policytext keywords c.jsonl --to keep --top 1")
    assert b"1 of 1 documents were cleaned before: --to changed nothing in them" in made.stderr
    assert b"cleaned before" not in shell("policytext keywords c.jsonl page.txt --top 1").stderr


def test_what_has_no_edits_to_undo_is_said(shell: Shell) -> None:
    made = shell(
        "policytext clean page.txt -o c.jsonl; policytext clean page.txt > c.txt; "
        "policytext restore c.jsonl c.txt"
    )
    assert b"1 of 2 documents have no edits to undo" in made.stderr
    assert b"no edits" not in shell("policytext restore c.jsonl").stderr
