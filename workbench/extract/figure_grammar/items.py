"""The counted noun: what kind of thing a cardinal number counts.

Invariant: an item is one word as the article writes it, without proclitics; a word that may be a
verb, a preposition or an adjective is none. It is a guess from spelling: no lexicon of nouns is
consulted, and agreement never compares it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.arabic.units import TIMES
from workbench.extract.figure_grammar.lexicon import PREPOSITIONS, words

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.amounts import Amount
    from workbench.extract.figure_grammar.line import Line

_NO_NOUNS = PREPOSITIONS | words(
    "آخرون آخرين آخر أخرى آخران منهم منها منهن منهما بينهم بينها منه فيما فقط أي أيضا هي هو"
    " هم هن كانوا كان كانت الذي التي الذين اللذين اللواتي هذا هذه ذلك تلك أكثر أقل أصل طرف"
    " قبل أجل خلال مجموع جهة ضمن بعض كل جميع مقابل حوالي نحو سوى غير مثل ليس ليست هناك هنا ثم"
    " حيث حين عندما بينما إذ إذا لأن كي حتى منذ مذ أو إما رغم بعدما قبلما كما مما ممن بما لما"
    " فضلا إضافة علاوة وذلك وهو وهي وهم على متتالية متتالي جديدة جديدا جدد سنويا شهريا يوميا"
    " أسبوعيا عالميا عربيا وطنيا محليا إفريقيا قاريا دوليا مئوية بالمائة ألف مليون مليار"
    " أصبحت أصبح صار بات باتت ظل ظلت نظيفة دون نظيف إلى أعلى أدنى قد سبق تم تمت مرتفعا مرتفعة"
    " منخفضا منخفضة مسجلا مسجلة متقدما متقدمة إجمالا"
)
_VERBS = words(
    "قتل قتلوا قتلت أصيب أصيبوا أصيبت جرح جرحوا اعتقل اعتقلوا توفي توفوا توفيت لقوا لقي لقيت"
    " عاد عادوا عادت غادر غادروا التحقوا التحق سافروا وصلوا وصل وصلت كشف كشفت أعلن أعلنت قال"
    " قالت أكد أكدت سجل سجلت بلغ بلغت شارك شاركوا شاركت حضر حضروا فقدوا فقد نقلوا نقل تتعلق"
    " تخص تهم تتراوح توجد يوجد يوجدون توزعت توزع تمكن تمكنوا تمكنت صوتوا صوت رفضوا رفض شهد"
    " شهدت عرف عرفت انطلق انطلقت حصل حصلت حقق حققت تعرض تعرضوا تعرضت ارتفع ارتفعت انخفض تراجع"
    " بقي بقيت ظهر خرج خرجوا خرجت دخل دخلوا تقدم تقدمت أحيل أحيلوا أفرج أدين تابع ينتمون"
    " ينحدرون يشتبه ليرتفع لتصل ليصل ليبلغ لتبلغ تمثل يمثل تمثلت شكلت يشكلون منح منحت جرى جرت"
    " قام قامت تضم يضم شملت همت أسفر أسفرت وقعت وقع ولد ولدت عقد عقدت فاز فازت خسر لعب أشار"
    " أضاف أوضح اختار اختارت نفى تحدث"
)
_FIRST_LETTER_NOUNS = words(
    "وزير وزيرا وزراء وزيرة وثيقة وثائق ورقة أوراق وحدة وحدات وفاة وفيات ولاية ولايات وكيل"
    " وكيلا وكالة وكالات وجبة وجبات وظيفة وظائف وسيط وسام ورشة ورشات وفد وفدا وفود وجهة وجهات"
    " وصل وصفة وقفة وقفات واقعة وقائع والي واليا وصيف ورقات وردة وسيلة وسائل وحش ولد ولدا بيت"
    " بيتا بيوت بلد بلدا بلدان باحث باحثا باحثين بئر آبار بحار بحارا بحارة بندقية بقرة بائع"
    " برنامج برنامجا برامج بناية بنايات بطاقة بطاقات بلدة بلدات بطل بطلا أبطال بنك بنكا بنوك"
    " برلماني برلمانيا برلمانيين بطولة بطولات بلاغ بلاغا بلاغات باخرة بعثة باب بابا أبواب بند"
    " بندا بنود بقعة بقع بنت بنات بيضة بيان بيانا بريطانيا بريطاني بلجيكيا بلدية بلديات بؤرة"
    " بؤر بضاعة باص بضائع بذلة لاعب لاعبا لاعبين لاعبة لاعبات لاعبان لاعبون لغة لغات لجنة"
    " لجان لقاء لقاءات لقب لقبا ألقاب لوحة لوحات لاجئ لاجئا لاجئين لقاح لقاحا لقاحات لص لصوص"
    " لائحة لوائح ليبيا ليبي لبنانيا لبناني لبنانيين لواء لحظة لوح كتاب كتابا كتب كلب كلبا"
    " كلاب كرسي كرسيا كراسي كاميرا كاميرات كلمة كلمات كيس كيسا أكياس كلية كليات كاتب كاتبا"
    " كوريا كوبيا كرة كرات كنيسة كبسولة كادر كادرا كيان كيانات كتلة كارثة كأس كيلومتر كندي"
    " كنديا كابينة كبش كبشا كيلو كفاءة كفاءات كوكب كوكبا كواكب كمامة كشك كشكا كتيبة كمين فرد"
    " فردا أفراد فريق فريقا فرق فيلم فيلما أفلام فائز فائزا فائزين فرصة فرص فتاة فتيات فندق"
    " فندقا فنادق فرع فرعا فروع فصل فصلا فصول فرقة فلسطيني فلسطينيا فلسطينيين فرنسيا فرنسي"
    " فرنسيين فئة فئات فصيل فصيلا فصائل فيديو فيديوهات فقرة فقرات فارس فارسا فوز فوزا فنان"
    " فنانا فنانين فقيد فلاح فلاحا فلاحين فعالية فعاليات فاعل فاعلا فاعلين فيلا فيلات فأر"
    " فترة فترات فضاء فضاءات فتى فتيا فتية فلما فوج فوجا أفواج بطانية بطانيات بقرات بالون"
    " بالونات بوابة بوابات بنادق برج برجا بركة بصمة بصمات بناء بنائين بيضات بئرا بذور بستان"
    " لعبة لغم لغما لسان لفافة لفافات لقطة لقطات لهجة لهجات لون لونا لوحا كبسولات كرتونة كميات"
    " كنز كنزا كنوز كهف كهوف كوب كوبا كوخ كابل كابلات كاهن كاهنا كتائب كتيبات كرفان كرفانات"
    " كفيل كرسيا كيانا كتابات كمامات وصية وصايا وصفات وسطاء وريث وريثا ورثة وليمة وظائف واعظ"
    " وحيد وساما أوسمة ورم وكالات وعد وعود ولادة ولادات ويب وجوه وجه وجها وافد وافدا وافدين"
    " بكرة بالغة بالغين باحثة باحثات بلاطة بواخر باخرات بوصلة بؤساء لاعبتين لترات لافتة لافتات"
)
"""Nouns that begin with a letter which may also be a proclitic."""

_PROCLITIC_LETTERS = frozenset("وبلكف")
_YA_NOUNS = words(
    "يهودي يهوديا يهود يمني يمنيا يمنيين ياباني يابانيا يابانيين يوناني يونانيا يونانيين يخت"
    " يختا يخوت يد يدا ينبوع ينبوعا يتيم يتيما يافطة"
)
_NO_VERBS = words("عضوا نموا عدوا جوا بهوا محوا")
_VERB_ENDS = ("وا", "ونه", "ونها", "تها")
_NO_ACCUSATIVES = ("وا", "نا", "ما", "ها", "هذا", "ذا", "ايا", "يا")
_PRONOUNS = ("هما", "هم", "هن", "ها")


def is_noun(key: str) -> bool:
    """Whether `key` may be an indefinite counted noun."""
    if len(key) < 2 or not "ء" <= key[0] <= "ي" or key in _NO_NOUNS or key in _VERBS:
        return False
    if key.startswith("ال") and len(key) > 3:
        return False
    if key[0] in _PROCLITIC_LETTERS:
        if key in _FIRST_LETTER_NOUNS or (key[0] == "ف" and key[1:] not in _NO_NOUNS):
            return True
        return key[0] != "و" and _is_accusative(key)
    if key[0] == "ي":
        return key in _YA_NOUNS
    return not key.endswith(_VERB_ENDS) or key in _NO_VERBS


def _is_accusative(key: str) -> bool:
    """«بالغا», «كاتبا»: a tanwin after a letter that may be a proclitic shows a noun."""
    return len(key) > 4 and key.endswith("ا") and not key.endswith(_NO_ACCUSATIVES)


def is_attached_noun(key: str) -> bool:
    """Whether `key` may be an indefinite noun, perhaps with a preposition: «بهدف»."""
    return is_noun(key) or (len(key) > 3 and key[0] in "بلوك" and is_noun(key[1:]))


def item_of(line: Line, amount: Amount) -> str | None:
    """The noun that `amount` counts: after it, after «من», or before a definite number."""
    if amount.definite and noun_before(line, amount.first):
        before = line.keys[amount.first - 1]
        return line.written(amount.first - 1, len(before) - len(before.lstrip("وبفك")))
    if amount.low == 2 and amount.spelt and amount.first and _is_dual(line.keys[amount.first - 1]):
        return line.written(amount.first - 1)
    key = line.keys[amount.stop]
    if key in TIMES and key != "عقود":
        return None  # «1.2 مليون سنة 2010»: a date follows
    if is_noun(key):
        return line.written(amount.stop)
    if key == "من":
        following = line.keys[amount.stop + 1]
        if following.startswith("ال") and len(following) > 4 and following not in _NO_NOUNS:
            return line.written(amount.stop + 1)
        if is_noun(following):
            return line.written(amount.stop + 1)
    return None


def _is_dual(key: str) -> bool:
    """«ملكين» before «اثنين»."""
    return len(key) > 4 and key.endswith(("ين", "ان")) and is_noun(key)


def noun_before(line: Line, first: int) -> bool:
    """Whether a definite noun stands directly before token `first`: «الدول», «أطفالهما»."""
    before = line.keys[first - 1] if first else ""
    if before.endswith(_PRONOUNS) and len(before) > 4 and before not in _NO_NOUNS:
        return True
    return before.lstrip("وبفك").startswith("ال") and len(before) > 4 and before not in _NO_NOUNS
