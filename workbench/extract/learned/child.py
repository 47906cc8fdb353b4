"""The child process: opens models, tags texts and trains, as frames on its standard input ask.

Questions are `load` (a model, in the body), `tag` (a text with its zones and the rules' places),
`around` (the same, and an offset) and `train` (documents, in the body). What the models refuse is
answered as an error; a crash or a hang is the parent's to notice.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from workbench.arabic.tokens import TOKENISER
from workbench.extract.entities import find_entities
from workbench.extract.learned.model_file import read_model
from workbench.extract.learned.serving import main
from workbench.extract.learned.tagging import Tagger, around, prepare, tag_base, tag_stacked
from workbench.extract.learned.training import Document, Options, train
from workbench.model import Article, Span, Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.extract.learned.tagging import Found
    from workbench.extract.learned.tags import Place

BASE, OWN = "base", "own"


class Models:
    """The models that were loaded, by their place: the shipped base, and the project's own."""

    def __init__(self) -> None:
        self._loaded: dict[str, Tagger] = {}

    alive = True

    def ask(
        self, head: Mapping[str, Any], body: bytes = b"", *, seconds: float = 0.0
    ) -> tuple[dict[str, Any], bytes]:
        """The answer to one question, for who is a child process already and needs no other."""
        del seconds
        return self.answer(dict(head), body)

    def close(self) -> None:
        """Forget the models."""
        self._loaded.clear()

    def answer(self, head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        """The answer to one question."""
        acts = {
            "load": self._load, "tag": self._tag, "around": self._around, "train": self._train,
        }  # fmt: skip
        act = acts[head["do"]]
        return act(head, body)

    def _load(self, head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        self._loaded.pop(head["place"], None)
        self._loaded[head["place"]] = Tagger(read_model(body))
        return {}, b""

    def _tag(self, head: dict[str, Any], _body: bytes) -> tuple[dict[str, Any], bytes]:
        zones = _zones(head["zones"])
        seen = prepare(head["text"], zones, _places(head["rules"]), _places(head.get("again", ())))
        base, own = self._loaded.get(BASE), self._loaded.get(OWN)
        tags, found = tag_base(base, seen) if base else ([], [])
        answer = {BASE: _calibrated(base, found) if base else [], OWN: []}
        if own and own.stacked and base:
            answer[OWN] = _calibrated(own, tag_stacked(own, seen, tags))
        elif own and not own.stacked:
            answer[OWN] = _calibrated(own, tag_base(own, seen)[1])
        return answer, b""

    def _around(self, head: dict[str, Any], _body: bytes) -> tuple[dict[str, Any], bytes]:
        base = self._loaded.get(BASE)
        seen = prepare(head["text"], _zones(head["zones"]), _places(head["rules"]))
        return {"place": around(base, seen, head["at"]) if base else None}, b""

    def _train(self, head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        documents, ruled = [], []
        for item in json.loads(body):
            zones = _zones(item["zones"])
            rules = list(find_entities(_article(item["text"]), zones))
            places = [(r.annotation.span.start, r.annotation.span.end, r.annotation.label)
                      for r in rules]  # fmt: skip
            documents.append(Document(item["text"], zones, places, _places(item["gold"])))
            ruled.append([(*place, rule.score, rule.reason)
                          for place, rule in zip(places, rules, strict=True)])  # fmt: skip
        base = self._loaded.get(BASE)
        trained = train(documents, base, Options(**head["options"]), folds=head["folds"])
        answer = {
            "rules": ruled,
            "base": [_calibrated(base, found) if base else [] for found in trained.base],
            "held_out": [_plain(found) for found in trained.held_out],
            "recalled": [
                [(*one.place, one.score, one.reason) for one in found] for found in trained.recalled
            ],
            "stacked": base is not None,
        }
        return answer, trained.crf


def _zones(places: Iterable[Sequence[int]]) -> list[Zone]:
    # Which kind of furniture it is makes no difference to what is read outside it.
    return [Zone(Span(start, end), ZoneKind.MENU) for start, end in places]


def _places(rows: Iterable[Sequence[Any]]) -> list[Place]:
    return [(start, end, label) for start, end, label in rows]


def _article(text: str) -> Article:
    return Article("", "", text, None, None, TOKENISER, "", "")


def _plain(found: Iterable[Found]) -> list[list[Any]]:
    return [[*one.place, one.probability] for one in found]


def _calibrated(tagger: Tagger, found: Iterable[Found]) -> list[list[Any]]:
    return [[*one.place, round(tagger.calibration(one.probability), 4)] for one in found]


if __name__ == "__main__":
    main(Models().answer)
