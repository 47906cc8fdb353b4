"""Take the picture of the workbench in a browser: textual-serve, xterm.js and headless Chromium.

`python -m scripts.browser_picture PYTHON`, where PYTHON can import the workbench, and the Python
that runs this has `textual-serve` and `playwright` (`pip install textual-serve playwright`); needs
Debian's chromium and fonts-dejavu-core. textual-serve's own font has no Arabic letters, and those
of another font are cut off at its cells; the page gets one here that has them.
"""

from __future__ import annotations

import importlib
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures" / "terminals"
ADDRESS, PORT = "localhost", 8194
FONT = """<style>@font-face { font-family: "Roboto Mono"; src: local("DejaVu Sans Mono"); }
@font-face { font-family: "Roboto Mono"; font-weight: bold; src: local("DejaVu Sans Mono Bold"); }
</style>"""
KEYS = "aaxjj"
START, SETTLE = 8.0, 0.7  # seconds

SERVE = f"""
import sys
from textual_serve.server import Server
Server(sys.argv[1], host={ADDRESS!r}, port={PORT}).serve()
"""


def main() -> None:
    """Serve the program on the seeds, type in the browser, and save what is seen."""
    python = sys.argv[1] if sys.argv[1:] else sys.executable
    with tempfile.TemporaryDirectory() as folder:
        program = [python, "-m", "workbench", "--db", f"{folder}/w.db", "--curator", "amal"]
        for more in (["import", str(ROOT / "seeds")], ["suggest"]):
            subprocess.run([*program, *more], check=True, cwd=ROOT)
        environ = {
            **os.environ,
            "KONSOLE_VERSION": "221203",
            "WORKBENCH_STATE": folder,
            "WORKBENCH_HINTS": "no",
        }
        server = subprocess.Popen(
            [sys.executable, "-c", SERVE, shlex.join([*program, "--lang", "en"])],
            cwd=ROOT, env=environ, start_new_session=True,
        )  # fmt: skip
        try:
            time.sleep(2)
            take(PICTURES / "browser-curate.png")
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def take(target: Path) -> None:
    """Open the page with a font that has Arabic letters, type, and save a picture."""
    playwright_api: Any = importlib.import_module("playwright.sync_api")  # not our dependency

    def with_font(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</head>", f"{FONT}</head>"))

    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[
            "--no-sandbox",
            "--disable-features=LocalNetworkAccessChecks",  # a changed page is not local to it
        ])  # fmt: skip
        page = browser.new_page(viewport={"width": 900, "height": 520})
        page.route("**/*googleapis*/**", lambda route: route.abort())
        page.route(re.compile("fontsize"), with_font)
        page.goto(f"http://{ADDRESS}:{PORT}/?fontsize=14")
        page.evaluate("document.fonts.load('14px \"Roboto Mono\"')")
        time.sleep(START)
        page.click("body")
        for key in KEYS:
            page.keyboard.type(key)
            time.sleep(SETTLE)
        page.screenshot(path=str(target))
        browser.close()
    subprocess.run(["convert", target, "+dither", "-colors", "32", f"PNG8:{target}"], check=True)


if __name__ == "__main__":
    main()
