"""Whether words name a date: what is in stock on the 12th of March is not in stock now."""

import re
from collections.abc import Sequence
from itertools import pairwise

from coatcheck.sources.html.language.marks import has

# Behind "in stock" these alone point to another time or place.
POINTING = (
    "dans; za; через; tra; fra; next; tomorrow; morgen; demain; mañana; domani; jutro; zítra; zajtra; завтра; amanhã; holnap; mâine; imorgon; huomenna; yarın; утре; αύριο; sutra; jutri; 내일; 다음; غدا; غداً; מחר; فردا; besok; rytoj; rīt; homme; demà; bihar;"
    " on; from; by; in; around; ab; am; le; el; il; dal; od; vanaf; desde; från; den; с; з"
)
# These may stand before a date.
LEADING = (
    "on; from; by; in; around; about; at; as; of; until; back; en; del; da; din; af; den; ab; am; im; zum; wieder; le; du; de; dès; à; a; partir; partire; el; il; dal; di; od; do; po; v; w; dnia; na;"
    " op; per; medio; eind; begin; weer; desde; em; från; den; fra; i; igen; again; koncem; začátkem; początku; с; со; з; в; из; после; από"
)
# The months and seasons, as they stand in dates.
MONTHS = (
    "jan; januar*; january; janvier; janv; enero; ene; gennaio; gen; janeiro; januari; styczn*; stycze*; leden; ledna; lednu; ianuarie; tammikuu*; ocak; январ*; янв; січ*;"
    " feb; februar*; february; février; févr; fév; febrero; febbraio; fevereiro; fev; februari; lut*; únor*; februarie; helmikuu*; şubat; феврал*; фев; лют*;"
    " mar; march; märz; mär; mars; marzo; marts; março; maart; mrt; marca; marzec; marcu; březen; březn*; martie; március*; maaliskuu*; mart; март*; берез*;"
    " apr; april*; avril; avr; abril; abr; aprile; kwiec*; kwiet*; duben; dubna; dubnu; aprilie; huhtikuu*; nisan; апрел*; апр; квіт*;"
    " may; mai; mayo; maggio; maio; mei; maj; maja; maju; květen; května; toukokuu*; mayıs; мая; май; мае; трав*;"
    " jun; june; juni; juin; junio; giugno; junho; czerw*; červen; června; červnu; iunie; kesäkuu*; haziran; июн*; черв*;"
    " jul; july; juli; juillet; juil; julio; luglio; julho; lipca; lipiec; lipcu; červenec; července; iulie; heinäkuu*; temmuz; июл*; лип*;"
    " aug; august*; août; aout; agosto; ago; sierp*; srpen; srpna; srpnu; elokuu*; ağustos; август*; авг; серп*;"
    " sep; sept; september; septembre; septiembre; settembre; setembro; set; wrzes*; wrześ*; září; septembrie; syyskuu*; eylül; сентябр*; сен; верес*;"
    " oct; okt; october; oktober; octobre; octubre; ottobre; outubro; out; październik*; października; říjen; října; octombrie; lokakuu*; ekim; октябр*; окт; жовт*;"
    " nov; november; novembre; noviembre; novembro; listopad*; noiembrie; marraskuu*; kasım; ноябр*; ноя; листопад*;"
    " dec; dez; december; dezember; décembre; déc; diciembre; dic; dicembre; dezembro; grud*; prosinec; prosince; prosinci; decembrie; joulukuu*; aralık; декабр*; дек; груд*;"
    " spring; summer; autumn; fall; winter; early; mid; late; frühjahr; frühling; sommer; herbst; q1; q2; q3; q4; kw; week; vecka; uke; uge"
)


# How far off a day is, in front of a phrase as well: "in 5 Tagen wieder auf Lager".
WITHIN = "in; dans; en; tra; fra; za; через; om; over; binnen; em; w; v; på; i; om; peste; за"
AGAIN = "again; wieder; erneut; nouveau; igen; weer; znowu; znów; opět; znovu; újra; ismét; iarăși; åter; jälleen; tekrar; yeniden; снова; опять; знову; отново; ξανά; ponovno; ponovo; spet"
UNITS = "days; weeks; months; tagen; wochen; monaten; jours; semaines; mois; días; semanas; meses; giorni; settimane; mesi; dagen; weken; maanden; dias; dni; tygodni*; miesiąc*; miesięcy; dny; týdn*; měsíc*; dní; týždň*; mesiac*; zile; săptămâni; luni; dagar; veckor; månader; dage; uger; måneder; dager; uker; дн*; недел*; месяц*; тижн*; місяц*; седмиц*; dana; tjedn*; mjesec*"
# Behind a comma it is told how long delivery takes: "Auf Lager, in 1-3 Tagen bei dir".
_DELIVERED = re.compile(
    r",\s*(?:in|za|dans|en|tra|in circa|через|за|om)\s+(?:ca\.?\s*)?(?:\d|\w+\s+(?:days|tagen|jours|días|giorni|dagen|dní|дн))",
    re.IGNORECASE,
)
FAR = 6  # words behind a phrase among which a date is looked for
# The 12th of March in figures, in any order: 12/03/2027, 12.3.; "1-2 days" is no date.
_LONG = 5  # letters with an ending behind an apostrophe; a shorter word may begin with one, as "l'été"
_FIGURES = re.compile(r"\b(?:\d{4}|[0-3]?\d)[./]\s?[0-3]?\d\b(?!\s*(?:days?|hours?)\b)")


def _is_within(after: Sequence[str]) -> bool:
    """Whether words tell how far off a day is, behind "again" or its like: "again in about two weeks"."""
    behind = [word for word in after[:FAR] if not has([word], AGAIN)]
    return len(behind) < len(after[:FAR]) and has(behind[:1], WITHIN)


def _is_in_units(before: Sequence[str]) -> bool:
    """Whether words tell how far off a day is without a figure: "Over drie weken weer voorradig"."""
    return any(has([word], WITHIN) and has([unit], UNITS) for word, unit in zip(before, before[2:], strict=False))


def is_dated(before: Sequence[str], after: Sequence[str], sentence: str) -> bool:
    """Return whether a phrase, between these words of a sentence, is tied to another day: "on", "march 2027", "12 march", "ab 12.03."."""
    figures = _FIGURES.search(sentence) is not None
    if _DELIVERED.search(sentence) and not figures:
        return False
    if "," not in sentence and any(has([word], WITHIN) and number == "#" for word, number in pairwise(before)):
        return True
    if "," not in sentence and _is_in_units(before):
        return True
    after = [word.partition("'")[0] if len(word) > _LONG else word for word in after]  # "1 Mart'ta"
    if (
        has(after[:1], POINTING)
        or _is_within(after)
        or has(before[-1:], MONTHS)
        or (figures and list(before[-2:]) == ["#", "#"])
    ):
        return True
    rest = [word for word in after[:FAR] if not has([word], LEADING)]
    return has(rest[:1], MONTHS) or (rest[:1] == ["#"] and (has(rest[1:2], MONTHS) or (figures and rest[1:2] == ["#"])))
