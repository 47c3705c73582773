"""Pages that are made while the site is built: of commands, as pages and for man, and the notebook."""

from __future__ import annotations

import json
from pathlib import Path

from commandpages import commands, manpage
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

NOTEBOOK = Path(__file__).parent / "notebook.ipynb"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for address, content in {
        "reference/commands.md": commands("en"),
        "zh/commands.md": commands("zh"),
        "reference/policytext.1": manpage("en"),
        "zh/policytext.1": manpage("zh"),
        "notebook.md": notebook(json.loads(NOTEBOOK.read_text(encoding="utf-8"))),
    }.items():
        files.append(File.generated(config, address, content=content))
    return files


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
