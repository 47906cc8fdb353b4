"""What is measured on: the seed articles, repeated up to a size."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
SIZES = {"4 KB": 4_000, "100 KB": 100_000, "1 MB": 1_000_000}


def seeds() -> list[str]:
    """The seed articles."""
    return [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]


def seed_text(size: int) -> str:
    """`size` bytes of seed articles in UTF-8, one after another and again, less a cut character."""
    data = "\n".join(seeds()).encode() + b"\n"
    return (data * (size // len(data) + 1))[:size].decode("utf-8", "ignore")
