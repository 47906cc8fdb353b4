"""`python -m benchmarks [NAME ...]`: the named benchmarks, or all of them."""

from __future__ import annotations

import argparse
import os
import platform
import time

from benchmarks import agreement, curator, extract, keys, layout, learn, quality, store

BENCHMARKS = {"layout": layout.run, "extract": extract.run, "store": store.run, "keys": keys.run,
              "agreement": agreement.run, "learn": learn.run,
              "quality": quality.run, "curator": curator.run}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    names = parser.parse_args().names or list(BENCHMARKS)
    if unknown := set(names) - set(BENCHMARKS):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    start = time.perf_counter()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {load}")
    for name in names:
        BENCHMARKS[name]()
    print(f"\n{time.perf_counter() - start:.0f} s in all")


if __name__ == "__main__":
    main()
