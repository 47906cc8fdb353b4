"""How exact a number is said to be: «حوالي», «أكثر من», «لا يقل عن», «على الأقل».

Invariant: a modifier stays outside the span, and is looked for at most a few words away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.figure_grammar.items import is_noun
from workbench.extract.figure_grammar.lexicon import ARTICLES, PREPOSITIONS, stem_in, words
from workbench.model import Modifier

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line

_APPROX = words(
    "حوالي نحو قرابة زهاء يقارب تقارب قارب قاربت يناهز تناهز ناهز ناهزت مايقارب مايناهز حدود"
)
_ABOVE = words(
    "يفوق تفوق فاق فاقت مايفوق يتجاوز تتجاوز تجاوز تجاوزت متجاوزا متجاوزة فوق يتعدى تتعدى"
    " تعدى تعدت يتخطى تخطى تخطت تتخطى يتعد تتعد يتخط تتخط"
)
_BELOW = words("دون تحت")
_OVER = words("عن على")
_MORE = words("أكثر أزيد أعلى أكبر الأكثر الأزيد")
_LESS = words("أقل أدنى أصغر الأقل")
_EXCEEDS = words("يزيد تزيد زاد زادت ينيف تنيف يربو تربو مايزيد")
_FALLS = words("يقل تقل قل قلت مايقل ينزل تنزل")
_APPROACHES = words("يقرب تقرب مايقرب")
_NOT = words("لا لم لن دون ألا")
_PRONOUNS = ("ها", "هم", "هن", "ه", "هما")

_AFTER: tuple[tuple[tuple[str, ...], Modifier], ...] = (
    (("علي", "الاقل"), Modifier.AT_LEAST),
    (("علي", "اقل", "تقدير"), Modifier.AT_LEAST),
    (("كحد", "ادني"), Modifier.AT_LEAST),
    (("بحد", "ادني"), Modifier.AT_LEAST),
    (("فما", "فوق"), Modifier.AT_LEAST),
    (("وما", "فوق"), Modifier.AT_LEAST),
    (("فاكثر",), Modifier.AT_LEAST),
    (("او", "اكثر"), Modifier.AT_LEAST),
    (("او", "يزيد"), Modifier.AT_LEAST),
    (("علي", "الاكثر"), Modifier.AT_MOST),
    (("علي", "ابعد", "تقدير"), Modifier.AT_MOST),
    (("علي", "اكثر", "تقدير"), Modifier.AT_MOST),
    (("كحد", "اقصي"), Modifier.AT_MOST),
    (("كاقصي", "حد"), Modifier.AT_MOST),
    (("بحد", "اقصي"), Modifier.AT_MOST),
    (("فما", "دون"), Modifier.AT_MOST),
    (("او", "اقل"), Modifier.AT_MOST),
    (("فاقل",), Modifier.AT_MOST),
    (("تقريبا",), Modifier.APPROX),
)
_FIRST_AFTER = frozenset(phrase[0] for phrase, _ in _AFTER)


def modifier_of(line: Line, first: int, stop: int) -> Modifier | None:
    """The modifier of the figure in tokens `first` to `stop`."""
    return modifier_before(line, first) or _after(line, stop)


def _stem(line: Line, at: int, stems: frozenset[str]) -> bool:
    return at >= 0 and stem_in(stems, line.keys[at]) is not None


def modifier_before(line: Line, first: int) -> Modifier | None:
    """The modifier that stands before token `first`."""
    at = first - 1
    if at >= 0 and line.touches(first) and line.keys[at] in ("ب", "ل", "ال"):
        at -= 1
    if at >= 0 and (line.keys[at] in ARTICLES or stem_in(_SKIPPED, line.keys[at]) is not None):
        at -= 1
    if at < 0:
        return None
    if line.keys[at] in _LIMITS:
        return _LIMITS[line.keys[at]]
    if _stem(line, at, _APPROX):
        is_limit = line.keys[at] == "حدود" and not _stem(line, at - 1, _IN)
        return None if is_limit else Modifier.APPROX
    if line.keys[at] == "من":
        return _before_of(line, at)
    if _stem(line, at, _OVER):
        return _before_over(line, at)
    if _stem(line, at, _BELOW):
        return Modifier.LESS_THAN
    verb = _verb_before(line, at)
    if verb < 0:
        verb = _far_verb(line, at)
    if _stem(line, verb, _ABOVE):
        return Modifier.AT_MOST if _is_denied(line, verb) else Modifier.MORE_THAN
    return Modifier.APPROX if _stem(line, verb, _VERBS_OF_NEARNESS) else None


def _verb_before(line: Line, at: int) -> int:
    """The verb of what is measured: «تفوق 20», «يفوق عددهم 20», «تتجاوز قيمة الصفقة 20»."""
    if _stem(line, at, _ABOVE):
        return at
    if at >= 2 and line.keys[at - 1] in _DIMENSIONS:
        return at - 2
    word = line.keys[at]
    return at - 1 if word.endswith(_PRONOUNS) or word in _DIMENSIONS else -1


_LIMITS = {
    "اقصاه": Modifier.AT_MOST,
    "اقصاها": Modifier.AT_MOST,
    "ادناه": Modifier.AT_LEAST,
    "ادناها": Modifier.AT_LEAST,
    "تقريبا": Modifier.APPROX,
}
_BARS = words("حاجز عتبة سقف")
_REACH = 4


def _far_verb(line: Line, at: int) -> int:
    """«لا يتعدى معدله السنوي 140», «تخطى السهم حاجز ألف»: the verb over its subject."""
    is_bar = line.keys[at] in _BARS
    for verb in range(at - is_bar, max(-1, at - _REACH), -1):
        key = line.keys[verb]
        if stem_in(_ABOVE, key) is not None:
            return verb if is_bar or _is_denied(line, verb) or _is_dimension(line, verb) else -1
        if not key[:1].isalpha() or key in PREPOSITIONS:
            return -1
    return -1


def _is_dimension(line: Line, verb: int) -> bool:
    """«تجاوز عدد المسجلين فيه»: what is measured follows the verb."""
    return line.keys[verb + 1] in _DIMENSIONS


_DIMENSIONS = words(
    "عدد قيمة سن عمر كلفة تكلفة نسبة طول ارتفاع علو مساحة حجم سعر ثمن مدة وزن سرعة مبلغ عمق"
)


_SKIPPED = words("بين مابين ناقص سن")
_IN = words("في")
_VERBS_OF_NEARNESS = words("يقارب تقارب يناهز تناهز ناهز ناهزت قارب قاربت")


def _before_of(line: Line, at: int) -> Modifier | None:
    if _stem(line, at - 1, _MORE):
        return Modifier.MORE_THAN
    if _stem(line, at - 1, _LESS):
        return Modifier.LESS_THAN
    return Modifier.APPROX if _stem(line, at - 1, _APPROACHES) else None


def _before_over(line: Line, at: int) -> Modifier | None:
    """«لا يقل عن», «تزيد قيمته على», «لا يقل الطلب في ذروة الصيف عن»: over a few words."""
    for verb in range(at - 1, max(-1, at - 7), -1):
        if not line.keys[verb][:1].isalpha():
            return None
        is_near = verb > at - 4
        if _stem(line, verb, _FALLS):
            denied = _is_denied(line, verb)
            return Modifier.AT_LEAST if denied else Modifier.LESS_THAN if is_near else None
        if _stem(line, verb, _EXCEEDS):
            denied = _is_denied(line, verb)
            return Modifier.AT_MOST if denied else Modifier.MORE_THAN if is_near else None
    return None


def _is_denied(line: Line, verb: int) -> bool:
    """«لا يقل», «لا يمكن أن يقل»."""
    if _stem(line, verb - 1, _NOT):
        return True
    return (
        line.keys[verb - 1] == "ان" and _stem(line, verb - 2, _MAY) and _stem(line, verb - 3, _NOT)
    )


_MAY = words("يمكن ينبغي يجب يجوز")


def _after(line: Line, stop: int) -> Modifier | None:
    for at in range(stop, min(stop + 4, len(line))):
        key = line.keys[at]
        if key in _FIRST_AFTER:
            for phrase, modifier in _AFTER:
                if tuple(line.keys[at : at + len(phrase)]) == phrase:
                    return modifier
        if (
            not key[0].isalpha()
            or key in PREPOSITIONS
            or (key[0] == "و" and not (at == stop and is_noun(key)))
        ):
            return None
    return None
