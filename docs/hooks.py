"""Pages that are made while the site is built: the reference of commands, and the notebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from policytext.cli.app import app

NOTEBOOK = Path(__file__).parent / "notebook.ipynb"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for address, content in {
        "reference/commands.md": commands(),
        "notebook.md": notebook(json.loads(NOTEBOOK.read_text(encoding="utf-8"))),
    }.items():
        files.append(File.generated(config, address, content=content))
    return files


def commands() -> str:
    """Each command with its help and its options, as `--help` has them."""
    group: Any = typer.main.get_command(app)
    context = group.context_class(group, info_name="policytext")
    parts = ["# Commands\n\nWhat `policytext COMMAND --help` says, on one page.\n"]
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        inner = command.context_class(command, info_name=name, parent=context)
        parts.append(one_command(command, inner))
    return "\n".join(parts)


def one_command(command: Any, context: Any) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    text, _, examples = (command.help or "").partition("\b")
    lines = [f"## {command.name}\n", text.strip(), f"\n```text\n{usage}\n```\n"]
    if examples:
        lines += ["```sh", *(line.strip() for line in examples.strip().splitlines()[1:]), "```\n"]
    records = [
        record for option in command.get_params(context) if (record := option.get_help_record(context))
    ]
    rows = [f"| `{cell(names)}` | {cell(what)} |" for names, what in records]
    return "\n".join([*lines, "| option | does |", "| --- | --- |", *rows, ""])


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
