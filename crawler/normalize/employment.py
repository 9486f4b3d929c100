"""Employment types out of free text in many languages."""

import re
from functools import lru_cache

from crawler.normalize.text import clean
from reference.folding import fold
from reference.vocabularies import EmploymentType

_TYPES = EmploymentType

# Whole words in Latin, Cyrillic and Greek letters, over folded text (lower case, no accents).
# "Permanent", "CDI" and "regular" name a contract without an end: no type here. Per diem and PRN
# have no value here either.
_WORDS: dict[EmploymentType, str] = {
    _TYPES.FULL_TIME: (
        r"full[\s_-]*time|fulltime|ft|vollzeit\w*|temps[\s-](?:plein|complet)|plein[\s-]temps"
        r"|tiempo[\s-]completo|jornada[\s-]completa|tempo[\s-](?:integral|pieno|inteiro|completo)"
        r"|full[\s-]?tijd|voltijds?|fuldtid\w*|heltid\w*|taysi?paivai\w*|taysiaikai\w*"
        r"|kokoaika\w*|kokopaivai\w*|peln(?:y|ego)[\s-](?:etat|wymiar)\w*|pelen[\s-]etat"
        r"|na[\s-]caly[\s-]etat|plny[\s-](?:pracovni[\s-])?uvaze?k|plny[\s-]uvazok"
        r"|teljes[\s-](?:munkaido|allas)\w*|tam[\s-](?:zamanli|gun)|norma[\s-]intreaga"
        r"|puno[\s-]radno[\s-]vrijeme|toan[\s-]thoi[\s-]gian|penuh[\s-]waktu|waktu[\s-]penuh"
        r"|полная[\s-]занятость|полныи[\s-](?:рабочии[\s-])?день|полныи[\s-]рабочии"
        r"|повна[\s-]заинятість|повнии[\s-](?:робочии[\s-])?день|пълно[\s-]работно[\s-]време"
        r"|πληρησ[\s-]απασχοληση|πληρουσ[\s-]απασχολησησ"
    ),
    _TYPES.PART_TIME: (
        r"part[\s_-]*time|parttime|pt|teilzeit\w*|temps[\s-]partiel|mi-temps"
        r"|(?:tiempo|jornada)[\s-]parcial|media[\s-]jornada|tempo[\s-]parcial|tempo[\s-]parziale"
        r"|meio[\s-]periodo|deel[\s-]?tijds?|deltid\w*|osa-?aika\w*"
        r"|niepeln(?:y|ego)[\s-](?:etat|wymiar)\w*|(?:czesc|pol)[\s-]etatu"
        r"|(?:castecny|zkraceny)[\s-](?:pracovni[\s-])?uvaze?k|(?:ciastocny|skrateny)[\s-]uvazok"
        r"|reszmunkaido\w*|reszidos|yari[\s-]zamanli|norma[\s-]partiala|timp[\s-]partial"
        r"|jumatate[\s-]de[\s-]norma|nepuno[\s-]radno[\s-]vrijeme|mini[\s-]?job\w*"
        r"|geringfugig\w*|geringfuegig\w*"
        r"|ban[\s-]thoi[\s-]gian|paruh[\s-]waktu"
        r"|(?:частичная|неполная)[\s-]занятость|неполныи[\s-](?:рабочии[\s-])?день"
        r"|(?:часткова|неповна)[\s-]заинятість|неповнии[\s-](?:робочии[\s-])?день"
        r"|непълно[\s-]работно[\s-]време|μερικη[\s-]απασχοληση|μερικησ[\s-]απασχολησησ"
    ),
    _TYPES.CONTRACT: (
        r"contract|contractor|contracts?[\s-]to[\s-]hire|c2h|corp[\s-]to[\s-]corp|c2c|w2|1099"
        r"|freelance\w*|freiberuflich\w*|independent[\s-]contractor|consultancy[\s-]contract"
        r"|zzp|autonomo|prestation|kontrakt[\s-]b2b|b2b|pj|freie[\s-]mitarbeit\w*|honorar\w*"
        r"|фриланс\w*"
    ),
    _TYPES.TEMPORARY: (
        r"temporary|temp|seasonal|fixed[\s_-]*term|limited[\s_-]*term|short[\s_-]*term"
        r"|befristet\w*|zeitarbeit|saisonal\w*|saisonarbeit|interim\w*|cdd|saisonnier|temporaire"
        r"|temporal|temporario|temporanea|tempo[\s-]determinato|plazo[\s-]fijo|termino[\s-]fijo"
        r"|tijdelijk\w*|vikariat\w*|visstid\w*|midlertidig\w*|tidsbegr\w+|maaraaikai\w*"
        r"|duree[\s-]determinee|tiempo[\s-]determinado|(?:prazo|tempo)[\s-]determinado|termo[\s-]certo"
        r"|obra[\s-][oy][\s-]labor|eventual|a[\s-]termine|bepaalde[\s-]tijd|zeitvertrag"
        r"|sommerjob\w*|sommarjobb\w*|ferienjob\w*|saisonkraft|vikarie\w*|vikar"
        r"|tilapai\w*|czas[\s-]okreslony|tymczasow\w*|dobu[\s-]urcitou|docasn\w*"
        r"|hatarozott[\s-]ideju|perioada[\s-]determinata|belirli[\s-]sureli|gecici|thoi[\s-]vu"
        r"|sementara|временная|срочныи[\s-]договор|тимчасова|временна|ορισμενου[\s-]χρονου"
    ),
    _TYPES.INTERNSHIP: (
        r"intern|interns|internships?|co[\s-]?op|praktik\w*|pflichtpraktikum|werkstudent\w*"
        r"|working[\s-]student|stage|stagiaire|stagiair|estagio|estagiario|estagiaria|becario"
        r"|practicas|pasantia|tirocinio|staz|stazysta|praktyk\w*|placement[\s-]student"
        r"|harjoittelu\w*|harjoittelija|gyakornok\w*|stagiu|stagiar|staj|stajyer|thuc[\s-]tap\w*"
        r"|magang|стажировка|стажер|стажування|πρακτικη[\s-]ασκηση"
    ),
    _TYPES.APPRENTICESHIP: (
        r"apprentice|apprenticeship|ausbildung|azubi|auszubildende\w*|lehrling|lehre"
        r"|alternance|alternant|apprentissage|contrat[\s-]pro(?:fessionnalisation)?|aprendiz"
        r"|apprendista\w*|leerling|larling|laerling\w*|oppisopimus|duales[\s-]studium"
    ),
    _TYPES.VOLUNTEER: (
        r"volunteer|volunteering|voluntary|ehrenamt\w*|benevol\w*|voluntariado|volontariato"
        r"|vrijwilliger\w*|frivillig\w*|volontar\w*|vapaaehtois\w*|wolontari\w*|dobrovoln\w*"
        r"|onkentes\w*|voluntariat|gonullu|sukarelawan|tinh[\s-]nguyen\w*|волонтер\w*"
    ),
}

# In scripts that write no spaces, or prefixes without one, the words are found within longer ones.
_INNER: dict[EmploymentType, str] = {
    _TYPES.FULL_TIME: (
        "全职|全職|全日制|常勤|正社員|フルタイム|정규직|풀타임|전일제|상근"
        "|دوام كامل|משרה מלאה|เต็มเวลา|งานประจำ"
    ),
    _TYPES.PART_TIME: (
        "兼职|兼職|非全日制|非常勤|パートタイム|パート(?!ナー)|アルバイト|파트타임|아르바이트|시간제"
        "|دوام جزئي|משרה חלקית|חצי משרה|พาร์ทไทม์|ไม่เต็มเวลา"
    ),
    _TYPES.CONTRACT: "自由职业|業務委託|フリーランス|프리랜서|계약직|פרילנס|ฟรีแลนซ์",
    _TYPES.TEMPORARY: "临时|臨時|契約社員|派遣|임시직|기간제|مؤقت|זמנית|ชั่วคราว",
    _TYPES.INTERNSHIP: "实习|實習|インターン|인턴|تدريب|התמחות|ฝึกงาน",
    _TYPES.APPRENTICESHIP: "学徒|學徒|견습",
    _TYPES.VOLUNTEER: "志愿|志願者|ボランティア|자원봉사|تطوع|متطوع|מתנדב|อาสาสมัคร",
}
_NEGATED = "(?<!非)(?<!비)(?<!ไม่)"
_COMPILED = {
    kind: re.compile(rf"\b(?:{words})\b|{_NEGATED}(?:{fold(_INNER[kind])})")
    for kind, words in _WORDS.items()
}

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BOTH_TIMES = re.compile(r"\bfull(?:[\s_/-]+(?:or|and|und|/|&)?[\s_/-]*)part(?:[\s_-]*time)?\b")
_DENIED = re.compile(r"\b(?:no|not|non|not[\s-]a|kein\w*|pas[\s-]de)[\s-]+$")

# "Teilzeit möglich" says that part time is possible beside another one, which it does not name.
_POSSIBLE = (
    r"(?:moe?glich\w*|possible|available|optional|an option|posible|possibile|possivel|mogelijk"
    r"|mulig\w*|mojlig\w*|mahdolli\w*|mozliw\w*|mozn\w*|lehetseges|возможн\w*|можлив\w*|可)"
)
_POSSIBLE_AFTER = re.compile(
    rf"(?:\s+(?:is|ist|work|hours|basis|also|auch|schedule|est|es|e|er|ar|on|i))*[\s(-]*{_POSSIBLE}"
)
_POSSIBLE_BEFORE = re.compile(
    rf"(?:{_POSSIBLE}|option|auch|also|ggf\.?|possibilit\w+|posibilidad)"
    r"(?:\s+(?:as|for|of|to|work|in|als|de|en|zur|di|a|on))*[\s:(-]*$"
)
_TIMES = (_TYPES.FULL_TIME, _TYPES.PART_TIME)

# "Unbefristet" holds "befristet" and "indeterminate term" holds "term": taken out before reading.
_OPPOSITES = re.compile(
    r"\bunbefristet\w*|\bindefinid[oa]|\b(?:tempo|duree|contrat[\s-]a[\s-]duree)"
    r"[\s-]indetermin\w+|\bnon[\s-]temporary|\bwithout[\s-]fixed[\s-]term"
    r"|\b(?:contract[\s-]voor[\s-])?onbepaalde[\s-]tijd|\b(?:vast|permanent|indefinite|open[\s-]ended|employment|regular)"
    r"[\s_-]contract\b|\bcontract[\s-]of[\s-]employment\b"
)
# A contract that ends is temporary employment; it says nothing of working on one's own account.
_ENDING_CONTRACT = re.compile(
    r"\b((?:fixed|limited|short)[\s_-]*term|temporary)[\s_-]*contract\b"
    r"|\bcontract\b[\s_(-]*((?:fixed|limited|short)[\s_-]*term|voor[\s-]bepaalde[\s-]tijd)"
)


@lru_cache(maxsize=4096)
def employment_types(text: str | None) -> tuple[EmploymentType, ...]:
    """Every employment type that a label names, in the order of the vocabulary; else none.

    Words match as wholes and in many languages ("Vollzeit", "Tempo parcial", "FullTime"); "full or
    part time" is both. "Part-time possible" says nothing unless the label names full time as well.
    What is not sure of hours or basis ("Permanent", "CDI", "Hours vary", "Per diem") gives none:
    the caller keeps the label as `employment_text`. For labels, not for titles: there a word may be
    the topic of the work ("Contracts Manager").
    """
    line = clean(text)
    if line is None:
        return ()
    folded = _OPPOSITES.sub(" ", fold(_CAMEL.sub(" ", line))).replace("_", " ")
    if "contract" in folded:
        folded = _ENDING_CONTRACT.sub(r"\1\2", folded)
    found = {kind for kind, pattern in _COMPILED.items() if _names(pattern, folded)}
    if _BOTH_TIMES.search(folded):
        found.update(_TIMES)
    times = found.intersection(_TIMES)
    if len(times) == 1 and all(_is_only_possible(kind, folded) for kind in times):
        found -= times
    return tuple(kind for kind in EmploymentType if kind in found)


def _names(pattern: re.Pattern[str], text: str) -> bool:
    return any(not _DENIED.search(text[: match.start()]) for match in pattern.finditer(text))


def _is_only_possible(kind: EmploymentType, text: str) -> bool:
    return all(
        _POSSIBLE_AFTER.match(text, match.end()) or _POSSIBLE_BEFORE.search(text[: match.start()])
        for match in _COMPILED[kind].finditer(text)
    )
