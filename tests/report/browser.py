"""A report in Chromium: opens without an error, nothing is loaded, sorting, searching and links work.

    python tests/report/browser.py report.html [FOLDER]

With a folder, pictures of the page at 1280 and 400 pixels, light and dark, are put there. Chromium is
driven through its own debugging pipe (Chrome DevTools Protocol), so that nothing else has to be installed.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars",
    "--remote-debugging-pipe",
)  # fmt: skip
SIZES = {"wide": (1280, 900), "narrow": (400, 800)}


class Browser:
    """A page in Chromium, and what went wrong in it."""

    def __init__(self, out: int, back: int) -> None:
        self._out, self._back = os.fdopen(out, "wb", 0), os.fdopen(back, "rb", 0)
        self._number, self._rest = 0, b""
        self.errors: list[str] = []
        self.asked: list[str] = []  # addresses of what the page wanted to load
        self._session = ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """The answer to a call; what happened meanwhile is noted."""
        self._number += 1
        asked = {"id": self._number, "method": method, "params": params}
        self._out.write(
            json.dumps(asked | ({"sessionId": self._session} if self._session else {})).encode() + b"\0"
        )
        while (message := self._next()).get("id") != self._number:
            self._note(message)
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']}")
        answer: dict[str, Any] = message["result"]
        return answer

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            if not (read := os.read(self._back.fileno(), 1 << 16)):
                raise RuntimeError("Chromium is gone")
            self._rest += read
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message

    def _note(self, message: dict[str, Any]) -> None:
        method, params = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.errors.append(str(params["exceptionDetails"].get("exception", {}).get("description")))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.errors.append(params["entry"]["text"])
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning"):
            self.errors.append(str(params["args"]))
        elif method == "Network.requestWillBeSent":
            self.asked.append(params["request"]["url"])

    def open(self, page: Path, size: tuple[int, int], dark: bool = False) -> None:
        """Open a file in a window of a size."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=size[0],
            height=size[1],
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Page.navigate", url=page.resolve().as_uri())
        while self.ask("document.readyState") != "complete":
            pass

    def ask(self, expression: str) -> Any:
        """The value of an expression in the page."""
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise RuntimeError(str(found["exceptionDetails"]["exception"]["description"]))
        return found["result"].get("value")

    def key(self, name: str, code: int) -> None:
        """Press a key."""
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code,
                **({"text": "\r"} if name == "Enter" and kind == "keyDown" else {}),
            )  # fmt: skip

    def picture(self, path: Path, height: int | None = None) -> None:
        """The page as a PNG, as far down as `height`, or all of it."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        high = min(size["height"], height or 16_000)
        clip = {"x": 0, "y": 0, "width": size["width"], "height": high, "scale": 1}
        data = self.call("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)[
            "data"
        ]
        path.write_bytes(base64.b64decode(data))


def chromium() -> str | None:
    """The command of a Chromium, or None."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium of its own, gone at the end."""
    command = chromium()
    if command is None:
        raise FileNotFoundError(f"none of {', '.join(NAMES)} is installed")
    read, out = os.pipe()
    back, write = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        line = [command, *FLAGS, f"--user-data-dir={profile}"]
        process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{read} 4>&{write} 2>/dev/null', "-", *line],
            pass_fds=(read, write),
        )
        os.close(read)
        os.close(write)
        try:
            yield Browser(out, back)
        finally:
            process.kill()
            process.wait()


def check(page: Path, folder: Path | None = None) -> list[str]:
    """What is wrong with a report in a browser, a line each."""
    wrong: list[str] = []

    def expect(fine: bool, what: str) -> None:
        if not fine:
            wrong.append(what)

    with browser() as chrome:
        for name, size in SIZES.items():
            for dark in (False, True):
                chrome.open(page, size, dark)
                over = chrome.ask(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                expect(over <= 0, f"{name}: {over} pixels stick out")
                if folder:
                    chrome.picture(folder / f"{name}-{'dark' if dark else 'light'}.png")
        chrome.open(page, SIZES["wide"])
        _sorting(chrome, expect)
        _searching(chrome, expect)
        _listing(chrome, expect)
        _passages(chrome, expect)
        elsewhere = [
            address for address in chrome.asked if not address.startswith(("file:", "about:", "data:"))
        ]
        expect(not elsewhere, f"asks for {elsewhere}")
        expect(not chrome.errors, f"console: {chrome.errors}")
    return wrong


def _sorting(chrome: Browser, expect: Any) -> None:
    """The last column of numbers of the first long table goes down, then up, and says so."""
    chrome.ask("""
        window.tables = [...document.querySelectorAll('.view table')];
        window.table = tables.find(each => each.checkVisibility() && each.tBodies[0]?.rows.length > 2);
        window.column = [...table.tHead.rows[0].cells].findLastIndex(c => c.classList.contains('num'));
        window.button = table.tHead.rows[0].cells[column].querySelector('button');
        window.values = () => [...table.tBodies[0].rows].map(r => valueOf(r.cells[column]));
        button.focus()""")
    for way, sign in (("descending", -1), ("ascending", 1)):
        chrome.key("Enter", 13)
        said = chrome.ask("button.closest('th').getAttribute('aria-sort')")
        values = chrome.ask("values()")
        expect(said == way, f"sorted, and says {said}, not {way}")
        expect(values == sorted(values, key=lambda value: sign * value), f"not {way}: {values[:5]}")
    expect(
        chrome.ask("document.querySelectorAll('[aria-sort]').length") == 1, "several columns say they sort"
    )


def _searching(chrome: Browser, expect: Any) -> None:
    """A search for the first title of the list finds it, and says how many rows it found."""
    chrome.ask("""
        window.input = document.querySelector('#documents input');
        window.list = document.querySelector('#documents tbody');
        if (input) { input.value = list.rows[0].cells[0].textContent.trim().slice(0, 8);
                     input.dispatchEvent(new Event('input')) }""")
    found = chrome.ask("input ? [...list.rows].filter(r => r.checkVisibility()).length : -1")
    if found >= 0:
        said = chrome.ask("document.querySelector('#documents output').textContent")
        expect(found > 0 and str(found) in said, f"{found} rows are found, and it says {said!r}")
        chrome.ask("input.value = '没有这样的标题'; input.dispatchEvent(new Event('input'))")
        expect(
            chrome.ask("[...list.rows].filter(r => r.checkVisibility()).length") == 0,
            "finds what is not there",
        )
        chrome.ask("input.value = ''; input.dispatchEvent(new Event('input'))")


def _listing(chrome: Browser, expect: Any) -> None:
    """A number of documents leads to the list of just as many."""
    wrong = chrome.ask("""
        [...document.querySelectorAll('td.num a[data-wanted], dd a[data-wanted]')].filter(link => {
          link.click();
          const said = document.querySelector('#documents output').textContent;
          return said !== say.found.replace('@', link.textContent.replaceAll(',', ''));
        }).map(link => link.dataset.wanted)""")
    expect(not wrong, f"lists another number of documents: {wrong}")
    chrome.ask("""
        window.input = document.querySelector('#documents input');
        if (input) { input.value = ''; input.dispatchEvent(new Event('input')) }""")


def _passages(chrome: Browser, expect: Any) -> None:
    """A figure opens its passages by the keyboard; Escape closes them, and the focus is where it was."""
    chrome.ask("window.link = document.querySelector('main td a[href^=\\'#p\\']'); link.focus()")
    chrome.key("Enter", 13)
    expect(chrome.ask("document.querySelector('dialog').open"), "no passages open")
    expect(
        chrome.ask("document.querySelectorAll('dialog mark, dialog ins').length") > 0, "no passage is shown"
    )
    expect(
        chrome.ask("document.querySelector('dialog').contains(document.activeElement)"),
        "focus is elsewhere",
    )
    chrome.key("Escape", 27)
    expect(not chrome.ask("document.querySelector('dialog').open"), "Escape does not close the passages")
    expect(chrome.ask("document.activeElement === link"), "the focus does not come back")
    chrome.ask("link.click(); document.querySelector('dialog li a').click()")
    expect(not chrome.ask("document.querySelector('dialog').open"), "a document opens behind its passages")
    shown = chrome.ask("document.querySelector('tr:target')?.checkVisibility()")
    expect(bool(shown), "the document of a passage is not shown")


if __name__ == "__main__":
    found = check(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    print("\n".join(found) or "fine")  # noqa: T201
    sys.exit(bool(found))
