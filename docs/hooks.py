"""Pages that are made while the site is built: the reference of commands, and the notebook."""

from __future__ import annotations

import json
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from policytext.cli.app import all_described
from policytext.cli.commands import saying
from policytext.cli.helpdata import Described
from policytext.wording import Language

NOTEBOOK = Path(__file__).parent / "notebook.ipynb"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for address, content in {
        "reference/commands.md": commands("en"),
        "zh/commands.md": commands("zh"),
        "notebook.md": notebook(json.loads(NOTEBOOK.read_text(encoding="utf-8"))),
    }.items():
        files.append(File.generated(config, address, content=content))
    return files


def commands(language: Language) -> str:
    """Each command with its help and its options, as `--help` has them."""
    say = saying(language)
    whole, inner = all_described(say)
    head = "Commands" if language == "en" else "命令"
    listed = [
        f"**{title}** {' · '.join(f'[{name}](#{name})' for name, _ in entries)}\n"
        for title, entries in whole.panels[1:]
    ]
    return "\n".join([f"# {head}\n", *listed, *map(one_command, inner)])


def one_command(one: Described) -> str:
    name = one.path.split()[-1]
    lines = [f"## {name}\n", one.line, *(f"\n{paragraph}" for paragraph in one.paragraphs)]
    lines += [f"\n```text\n{one.usage}\n```\n", "```sh", *one.examples, "```\n"]
    for title, entries in one.panels:
        rows = [f"| `{cell(names)}` | {cell(text)} |" for names, text in entries]
        lines += [f"| {title} | |", "| --- | --- |", *rows, ""]
    return "\n".join(lines)


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def notebook(content: dict[str, object]) -> str:
    """A notebook as a page: text, code, and what the code gave."""
    parts = []
    cells = content["cells"]
    assert isinstance(cells, list)
    for part in cells:
        source = "".join(part["source"])
        if part["cell_type"] == "markdown":
            parts.append(source)
            continue
        parts.append(f"```python\n{source}\n```")
        for output in part["outputs"]:
            data = output.get("data", {"text/plain": output.get("text", [])})
            if "text/html" in data:
                parts.append("".join(data["text/html"]))
            else:
                parts.append(f"```text\n{''.join(data['text/plain'])}\n```")
    return "\n\n".join(parts) + "\n"
