"""Other versions of a project's scheme and guidelines: what they would change, and putting them in.

The invariant: nothing that was decided is changed. Each decision keeps the versions that it was
made under; those put in force here go with the decisions to come.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.errors import BadValue, NotText, SchemeError
from workbench.messages import _, language
from workbench.scheme import guideline_in, parse_scheme
from workbench.store.standing import standing
from workbench.workflow.team import require_lead

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from workbench.model import Value
    from workbench.scheme import Label, LabelScheme
    from workbench.workflow.session import Session


@dataclass(frozen=True, slots=True)
class Affected:
    """Annotations that stand now and that a scheme would not allow.

    `articles` is how many they are in; `sources` are those of them that may be named.
    """

    count: int = 0
    articles: int = 0
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """How a scheme differs from the one in force, and what stands that it does not allow.

    `renamed` pairs a label that is gone with a new one of the same kind and tag; both are among
    `removed` and `added`, too. `changed` are labels that show, sort or take values otherwise.
    """

    old: LabelScheme
    new: LabelScheme
    removed: Mapping[str, Affected]
    added: tuple[str, ...]
    renamed: Mapping[str, str]
    changed: tuple[str, ...]
    unfit: Mapping[str, Affected]
    """By label that stays: values that it would not take any more."""

    @property
    def same(self) -> bool:
        """Whether the two say the same."""
        return self.old.fingerprint == self.new.fingerprint


def read_scheme(path: Path) -> LabelScheme:
    """The scheme in a file; ReadError or SchemeError."""
    return parse_scheme(_text(path))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise NotText(f"{path}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise NotText(_("{path} is not text in UTF-8.").format(path=path)) from None


def change(session: Session, new: LabelScheme) -> Change:
    """What putting `new` in force would do."""
    old = session.store.scheme()
    removed = [label for label in old if label.name not in new.by_name]
    added = [label for label in new if label.name not in old.by_name]
    here = [label for label in new if label.name in old.by_name]
    lost, unfit = _affected(session, new)
    return Change(
        old,
        new,
        {label.name: lost.get(label.name, Affected()) for label in removed},
        tuple(label.name for label in added),
        {
            label.name: other.name
            for label in removed
            for other in added
            if (other.kind, other.tag) == (label.kind, label.tag)
        },
        tuple(label.name for label in here if label != old[label.name]),
        unfit,
    )


@dataclass(slots=True)
class _Count:
    spans: int = 0
    articles: set[int] = field(default_factory=set)
    sources: dict[str, None] = field(default_factory=dict)

    def affected(self) -> Affected:
        return Affected(self.spans, len(self.articles), tuple(self.sources))


def _affected(
    session: Session, new: LabelScheme
) -> tuple[dict[str, Affected], dict[str, Affected]]:
    """What stands under labels that `new` lacks, and with values that its labels do not take."""
    lost: dict[str, _Count] = {}
    unfit: dict[str, _Count] = {}
    for found in standing(session.store, session.curator):
        label = new.by_name.get(found.label)
        if label is not None and _takes(label, found.value):
            continue
        count = (lost if label is None else unfit).setdefault(found.label, _Count())
        count.spans += found.count
        count.articles.add(found.article)
        if found.source is not None:
            count.sources[found.source] = None
    return _counted(lost), _counted(unfit)


def _counted(counts: Mapping[str, _Count]) -> dict[str, Affected]:
    return {name: counts[name].affected() for name in sorted(counts)}


def _takes(label: Label, value: Value | None) -> bool:
    try:
        label.check_value(value)
    except BadValue:
        return False
    return True


def apply_scheme(session: Session, new: LabelScheme) -> None:
    """Put a scheme in force; only who adjudicates may, and each version says one thing."""
    require_lead(session)
    for known in session.store.schemes():
        same_name = (known.name, known.version) == (new.name, new.version)
        if same_name and known.fingerprint != new.fingerprint:
            text = _("“{name}” {version} says something else already; give this one a new version.")
            raise SchemeError(text.format(name=new.name, version=new.version))
    session.store.apply_scheme(new)


def guidelines(session: Session) -> str:
    """The guidelines in force, Markdown."""
    return session.store.guideline()[1]


def guidelines_to_read(session: Session) -> str:
    """The guidelines in force in the language of the interface, where they are translated."""
    return guideline_in(language(), guidelines(session))


def read_guidelines(path: Path) -> str:
    """The guidelines in a file; ReadError where it is none."""
    text = _text(path)
    if not text.strip():
        raise NotText(_("{path} is empty.").format(path=path))
    return text


def apply_guidelines(session: Session, text: str) -> str:
    """Put guidelines in force and give back their fingerprint; only who adjudicates may."""
    require_lead(session)
    return session.store.apply_guideline(text)


def unmentioned(scheme: LabelScheme, text: str) -> list[str]:
    """Labels that guidelines do not name."""
    return [label.name for label in scheme if label.name not in text]
