"""What furniture says: the phrases by which a line of a news page is known not to be news.

Invariant: a judgement here depends on one line alone; where the line stands is for zones.py.
Phrases are written as sites write them and compared in folded spelling, digits and punctuation
apart, so that «التعليقات (3)» is «التعليقات».
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold
from workbench.extract.page import CUE_LENGTH, words
from workbench.model import ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.extract.page import Line

Phrases = frozenset[tuple[str, ...]]


def _phrases(text: str) -> Phrases:
    return frozenset(map(words, re.split(r"[|\n]", text)))


def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


_WHOLE = {
    ZoneKind.BREAKING: _phrases("عاجل|خبر عاجل|أخبار عاجلة|Breaking|Breaking news"),
    ZoneKind.MENU: _phrases(
        "القائمة|القائمة الرئيسية|بحث|ابحث|ابحث في الموقع|تسجيل الدخول|المزيد|التالي|السابق"
        "|العودة إلى الأعلى|أرسل خبرا|اختر اللغة|تصفح المقالات|التنقل بين المقالات|جاري التحميل"
        "|زر الذهاب إلى الأعلى|أكمل القراءة|تابع القراءة|روابط للدخول|تسجيل دخول المشتركين"
        "|إعلان|إعلانات|مساحة إعلانية|Menu|Search|Login|Next|Previous|Post navigation|Loading"
        "|Advertisement"
    ),
    ZoneKind.SHORTCODE: _phrases("Image|fbpx|TT"),
    ZoneKind.FOLLOW: _phrases(
        "للتواصل معنا|تواصل معنا|اتصل بنا|تابعنا|تابعونا|اشترك|اشترك الآن|النشرة البريدية"
        "|النشرة الإخبارية|القائمة البريدية|Follow us|Subscribe|Newsletter"
    ),
    ZoneKind.BREADCRUMB: _phrases("الرئيسية|الصفحة الرئيسية|Home"),
    ZoneKind.SHARE: _phrases(
        "A A|XS|SM|MD|LG|شوهد|مشاهدة|مشاهدات|قراءة|قراءات|زيارة|عدد المشاهدات"
        "|عدد القراءات|عدد الزيارات|وقت القراءة|مدة القراءة|دقائق قراءة|دقيقة قراءة"
        "|دقيقة للقراءة|دقائق للقراءة|وقت القراءة دقائق|وقت القراءة دقيقة|مدة القراءة دقائق"
        "|قراءة دقائق|حجم الخط|استمع للمقال|استمع إلى المقال|استمع إلى الخبر|إعجاب"
        "|إعجابات|مشاركات|Views|Min read|Source link"
    ),
    ZoneKind.COMMENTS: _phrases(
        "تعليق|التعليق|تعليقات|التعليقات|تعليقك|الاسم|الاسم الكامل|البريد الإلكتروني"
        "|البريد الالكتروني|الموقع الإلكتروني|رمز التحقق|إلغاء الرد|رد|الردود|Comments|Comment"
        "|Leave a comment|Leave a reply|Post comment|No comments"
    ),
}
"""Lines that say this and nothing else."""

_OPENING = {
    ZoneKind.MENU: _phrases(
        "اقرأ أيضا|اقرء أيضا|اقرأوا أيضا|اقرؤوا أيضا|اقرأ كذلك|اقرأ المزيد|لقراءة المزيد"
        "|شاهد أيضا|شاهد كذلك|طالع أيضا|انظر أيضا|تصفح أيضا|قد يهمك|قد يهمكم|قد يعجبك"
        "|ربما يعجبك|ربما يهمك|الخبر السابق|الخبر التالي|المقال السابق|المقال التالي"
        "|المقالة السابقة|المقالة التالية|الموضوع السابق|الموضوع التالي|Read also|Read more"
        "|See also"
    ),
    ZoneKind.COMMENTS: _phrases(
        "تعليقات الزوار|تعليقات القراء|تعليقات فيسبوك|اترك تعليقا|اترك تعليقك|اترك ردا|اترك رد"
        "|أضف تعليق|أضف تعليقا|أضف تعليقك|أضف ردا|اكتب تعليقا|اكتب تعليقك|أرسل تعليقك"
        "|إرسال التعليق|علق على الخبر|لا توجد تعليقات|لا يوجد تعليقات|لا تعليقات|لا يوجد تعليق"
        "|كن أول من يعلق|لن يتم نشر عنوان بريدك|لن يتم نشر بريدك|الحقول الإلزامية|احفظ اسمي"
        "|احفظ بياناتي|عدد الأحرف المتبقية|الأحرف المتبقية|شروط التعليق|شروط نشر التعليق"
        "|هذا الموقع يستخدم Akismet|يجب أن تكون مسجل|يجب أنت تكون مسجل|يجب عليك تسجيل الدخول"
        "|التعليقات مغلقة|التعليقات المنشورة|لإضافة تعليق|Leave a comment|Leave a reply"
        "|Your email address"
    ),
    ZoneKind.CREDIT: _phrases(
        "جميع الحقوق محفوظة|كافة الحقوق محفوظة|كل الحقوق محفوظة|حقوق النشر محفوظة"
        "|حقوق الطبع محفوظة|حقوق الطبع والنشر|الآراء الواردة|الآراء المنشورة|المقالات المنشورة لا"
        "|معاييرنا|Copyright|All rights reserved"
    ),
    ZoneKind.CAPTION: _phrases("مصدر الصورة|صدر الصورة|التعليق على الصورة|صورة أرشيفية"),
    ZoneKind.FOLLOW: _phrases(
        "حمل التطبيق|حمل تطبيق|حملوا التطبيق|حملوا تطبيق|تحميل التطبيق|هذا المحتوى خاص بالمشتركين"
        "|هذا المقال خاص بالمشتركين"
    ),
    ZoneKind.SHARE: _phrases(
        "رابط مختصر|الرابط المختصر|رابط المقال|رابط الخبر|نسخ الرابط|انقر للمشاركة"
        "|اضغط للمشاركة|النقر للمشاركة|اضغط للطباعة|انقر للطباعة|انقر لإرسال|معجب بهذه|إعجاب تحميل"
    ),
}
"""Lines that begin with this, however they go on."""

_LISTS = _phrases(
    "مواضيع ذات صلة|مقالات ذات صلة|أخبار ذات صلة|موضوعات ذات صلة|مواد ذات صلة|ذات صلة"
    "|مواضيع متعلقة|موضوعات متعلقة|أخبار متعلقة|مقالات متعلقة|مواضيع مشابهة|مقالات مشابهة"
    "|الأكثر قراءة|الأكثر مشاهدة|الأكثر تعليقا|الأكثر شعبية|آخر الأخبار|أحدث الأخبار"
    "|أهم الأخبار|قصص مقترحة|مواضيع قد تهمك|أخبار مشابهة|شريط الأخبار"
    "|اخترنا لك|اخترنا لكم|مختارات|قد يهمك أيضا|المزيد من الأخبار"
    "|كلمات دلالية|الكلمات الدلالية|كلمات مفتاحية|الكلمات المفتاحية|الوسوم|وسوم|تاغ|تاغات"
    "|Tags|Related|Related posts|Related articles|Most read"
)
"""Headings of lists: of related articles, or of tags."""

_LISTS_INLINE = _phrases(
    "مواضيع ذات صلة|مقالات ذات صلة|أخبار ذات صلة|كلمات دلالية|الكلمات الدلالية|كلمات مفتاحية"
    "|الكلمات المفتاحية|الوسوم|وسوم|تاغات|Tags"
)
"""The headings among them that a list may follow on the same line."""

_SHARING = _vocabulary(
    "مشاركة المشاركة شارك شاركها شاركه شاركنا شاركوا انشر انشرها غرد تغريدة طباعة اطبع فيسبوك"
    " فايسبوك الفيسبوك تويتر التويتر اكس إكس واتساب واتس واتسآب الواتساب تيليغرام تيليجرام تليغرام"
    " تلغرام تليجرام تيلغرام لينكدإن لينكدان لينكد بنترست بينتيريست بينترست ماسنجر مسنجر انستغرام"
    " انستجرام سناب يوتيوب ريديت تمبلر جوجل غوغل google facebook twitter whatsapp telegram"
    " linkedin pinterest messenger share tweet print reddit tumblr instagram youtube"
)
"""Words of a share bar."""

_BESIDE_SHARING = _vocabulary(
    "على عبر في مع من إلى هذا هذه الخبر المقال المقالة الموضوع الصفحة الرابط نسخ إرسال أرسل ارسل"
    " بريد بالبريد البريد الإلكتروني الالكتروني إيميل اب آب إن شات أصدقائك الأصدقاء مواقع التواصل"
    " الاجتماعي منصة بلس انسخ plus email mail copy link x this on via by"
)
"""Words that a share bar may have beside them."""

_CALLS = _vocabulary(
    "تابعونا تابعنا لمتابعة لمتابعتنا للاشتراك اشترك اشتركي انضمي للانضمام اضغط اضغطوا انقر انقروا"
    " يمكنكم يمكنك بإمكانكم بإمكانك لتصلك لتصلكم للتواصل follow subscribe join"
)
"""Words that open a call to follow the site."""

_SOFT_CALLS = _vocabulary(
    "تابع تابعوا تابعي اشتركوا انضم انضموا سجل سجلوا احصل احصلوا للحصول زوروا كن كونوا"
)
"""Words that open a call, but also sentences of news."""

_OUR = _vocabulary(
    "حسابنا حساباتنا قناتنا قنواتنا صفحتنا صفحاتنا نشرتنا تطبيقنا موقعنا مجموعتنا هنا الرابط"
    " الأخبار أخبارنا us our here newsletter"
)
"""What a site says of itself, and news hardly says."""

_CHANNELS = _OUR | _vocabulary(
    "القناة النشرة البريدية التطبيق تويتر فيسبوك فايسبوك الفيسبوك الفايسبوك انستغرام"
    " انستجرام يوتيوب اليوتيوب تلغرام تليغرام تيليغرام تيليجرام تليجرام تيليكرام واتساب الواتساب"
    " نبض جوجل غوغل كوكل twitter facebook youtube telegram whatsapp instagram google"
)
"""Where one can follow a site."""

_CLICK_HERE = re.compile(fold(r"\b(?:اضغطوا?|انقروا?)\s+(?:هنا|على الرابط)\b"))
_SKIP_LINK = fold("وواصل القراءة")
_RIGHTS = re.compile(fold(r"الحقوق محفوظة|all rights reserved|©|\(c\) ?(?:19|20)\d\d"))
_PHOTOGRAPHER = re.compile(fold(r"^(?:تصوير|عدسة)\s*[:/-]"))
_AGENCY = (
    "رويترز|أسوشيتد برس|أسوشييتد برس|أ ف ب|أ ب|الفرنسية|فرانس برس|الأوروبية|الأناضول|غيتي"
    "|غيتي إيميجز|جيتي|شينخوا|د ب أ|الألمانية|وكالات|أرشيف|أرشيفية|مواقع التواصل"
    "|مواقع التواصل الاجتماعي|الشرق الأوسط|إ ب أ|واس|سانا|وفا|Reuters|AFP|AP|EPA|Getty|Getty Images"
)
_AGENCY_LAST = re.compile(r"\(([^()]{1,40})\)$")
_AGENCIES = _phrases(_AGENCY)
_OFFICE = re.compile(
    fold(r"^(?:رئيسة? التحرير|رئيس مجلس الإدارة|مديرة? النشر|المدير المسؤول|مجلس التحرير)\s*:")
)
_COUNTER = re.compile(r"[0-9]{1,3}")
_COMMENT_COUNT = re.compile(
    fold(r"(?:(?:ال)?تعليقات\s*\([0-9]+\)|[0-9]+\s+(?:تعليقات|تعليقا|تعليق)\b)\s*(?:$|[|:/•-])")
)
"""«6 تعليقات | أضف تعليقا», «التعليقات (4) : …»."""

_WIDE_SPACE = re.compile(r"(?<=\S)[ \u00a0]{3,8}(?=\S)")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_ENTITIES = re.compile(r"(?:&(?:[a-z]{2,8}|#[0-9]{1,6});?\s*)+", re.IGNORECASE)
_HASHTAGS = re.compile(r"#[^\s#]+(?:[\s,،|]+#[^\s#]+)+")


def kind_of(line: Line) -> ZoneKind | None:
    """The kind of furniture that a line is by what it says, or None."""
    if not any(map(str.isalnum, line.text)) or _ENTITIES.fullmatch(line.text):
        return ZoneKind.SHORTCODE  # debris of markup, such as «&»
    if _is_ticker(line.text):
        return ZoneKind.MENU
    if len(line.text) > CUE_LENGTH:
        return None
    return _by_phrase(line.words) or _by_form(line)


def is_list_heading(line: Line) -> bool:
    """Whether the line announces a list of related articles or of tags, and says no more."""
    return line.words in _LISTS


def announces_one(line: Line) -> bool:
    """Whether the line announces one related article, which then stands on the next line."""
    return line.words in _OPENING[ZoneKind.MENU]


def _is_ticker(text: str) -> bool:
    """Whether a line is headlines in a row, set apart by wide spaces."""
    gaps = sum(1 for _gap in _WIDE_SPACE.finditer(text))
    return gaps >= 4 and len(text) >= 20 * (gaps + 1)


def is_agency_caption(line: Line) -> bool:
    """Whether the line is the caption of a picture: a few words and an agency in brackets."""
    match = _AGENCY_LAST.search(line.text)
    return match is not None and words(match[1]) in _AGENCIES and 5 <= len(line.words) <= 40


def _by_phrase(said: tuple[str, ...]) -> ZoneKind | None:
    if said in _LISTS:
        return ZoneKind.MENU
    for kind, phrases in _WHOLE.items():
        if said in phrases:
            return kind
    openings = {said[:length] for length in range(1, 6)}
    if not openings.isdisjoint(_LISTS_INLINE):
        return ZoneKind.MENU
    for kind, phrases in _OPENING.items():
        if not openings.isdisjoint(phrases):
            return kind
    return None


def _by_form(line: Line) -> ZoneKind | None:
    folded = fold(line.text)
    if _is_share_bar(line.words) or _URL.fullmatch(line.text) or _COUNTER.fullmatch(folded):
        return ZoneKind.SHARE
    if (
        _is_call(line, folded)
        or "[email\u00a0protected]" in folded
        or "[email protected]" in folded
    ):
        return ZoneKind.FOLLOW
    if _COMMENT_COUNT.match(folded):
        return ZoneKind.COMMENTS
    if (_RIGHTS.search(folded) or _OFFICE.match(folded)) and not line.is_prose:
        return ZoneKind.CREDIT
    if _PHOTOGRAPHER.match(folded) and len(line.words) <= 8:
        return ZoneKind.CAPTION
    if _SKIP_LINK in folded or _HASHTAGS.fullmatch(line.text):
        return ZoneKind.MENU
    return None


def _is_share_bar(said: tuple[str, ...]) -> bool:
    plain = [word.removeprefix("و") if len(word) > 3 else word for word in said]
    known = [word in _SHARING or bare in _SHARING for word, bare in zip(said, plain, strict=True)]
    return any(known) and all(
        sharing or word in _BESIDE_SHARING for sharing, word in zip(known, said, strict=True)
    )


def _is_call(line: Line, folded: str) -> bool:
    said = line.words
    if not said or line.is_prose:
        return False
    if len(said) <= 12 and _CLICK_HERE.search(folded):
        return True
    if said[0] in _CALLS:
        return _meets(said, _CHANNELS)
    return said[0] in _SOFT_CALLS and _meets(said, _OUR)


def _meets(said: Iterable[str], vocabulary: frozenset[str]) -> bool:
    """Whether a word is in `vocabulary`, with or without an attached preposition."""
    for word in said:
        forms = {word}
        if word[0] in "وفبلك":
            forms |= {word[1:], "ا" + word[1:]}  # «للقناة» is ل + القناة
        if not vocabulary.isdisjoint(forms):
            return True
    return False
