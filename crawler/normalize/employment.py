"""Employment types out of free text in many languages."""

import re
from functools import lru_cache

from crawler.normalize.text import clean
from reference.folding import fold
from reference.vocabularies import EmploymentType

_TYPES = EmploymentType

# Patterns over folded text (lower case, no accents). "Permanent", "CDI" and "regular" name a
# contract without an end: no type here. Per diem and PRN have no value here either.
_PATTERNS: tuple[tuple[EmploymentType, str], ...] = (
    (
        _TYPES.FULL_TIME,
        r"\b(?:full[\s_-]*time|fulltime|ft|vollzeit\w*|temps[\s-](?:plein|complet)|plein[\s-]temps"
        r"|tiempo[\s-]completo|jornada[\s-]completa|tempo[\s-](?:integral|pieno|inteiro|completo)"
        r"|full[\s-]?tijd|voltijds?|heltid\w*|taysi?paivai\w*|kokoaikainen|kokoaika\w*"
        r"|pelny[\s-]etat|pelen[\s-]etat|plny[\s-]uvazek|teljes[\s-](?:munkaido|allas)\w*"
        r"|tam[\s-]zamanli|norma[\s-]intreaga|puno[\s-]radno[\s-]vrijeme)\b"
        r"|полная[\s-]занятость|полныи[\s-]рабочии|повна[\s-]заинятість|全职|全職|正社員|フルタイム"
        r"|정규직|풀타임|دوام[\s-]كامل|משרה[\s-]מלאה",
    ),
    (
        _TYPES.PART_TIME,
        r"\b(?:part[\s_-]*time|parttime|pt|teilzeit\w*|temps[\s-]partiel|mi-temps"
        r"|(?:tiempo|jornada)[\s-]parcial|media[\s-]jornada|tempo[\s-]parcial|tempo[\s-]parziale"
        r"|meio[\s-]periodo|deel[\s-]?tijds?|deltid\w*|osa-?aika\w*|niepelny[\s-]etat"
        r"|czesc[\s-]etatu|castecny[\s-]uvazek|reszmunkaido\w*|yari[\s-]zamanli|minijob"
        r"|mini-job)\b"
        r"|частичная[\s-]занятость|неполная[\s-]занятость|兼职|兼職|パートタイム|アルバイト|파트타임"
        r"|아르바이트|دوام[\s-]جزئي|משרה[\s-]חלקית",
    ),
    (
        _TYPES.CONTRACT,
        r"\b(?:contract|contractor|contracts?[\s-]to[\s-]hire|c2h|corp[\s-]to[\s-]corp|c2c|w2|1099"
        r"|freelance\w*|freiberuflich\w*|independent[\s-]contractor|consultancy[\s-]contract"
        r"|zzp|autonomo|prestation|kontrakt[\s-]b2b|b2b|pj)\b"
        r"|自由职业|業務委託|フリーランス|프리랜서|계약직",
    ),
    (
        _TYPES.TEMPORARY,
        r"\b(?:temporary|temp|seasonal|fixed[\s_-]*term|limited[\s_-]*term|short[\s_-]*term"
        r"|befristet\w*|zeitarbeit|saisonal\w*|saisonarbeit|interim\w*|cdd|saisonnier|temporaire"
        r"|temporal|temporario|temporanea|tempo[\s-]determinato|plazo[\s-]fijo|termino[\s-]fijo"
        r"|tijdelijk\w*|vikariat\w*|visstid\w*|maaraaikainen|czas[\s-]okreslony)\b"
        r"|временная|临时|臨時|契約社員|派遣|임시직",
    ),
    (
        _TYPES.INTERNSHIP,
        r"\b(?:intern|interns|internships?|co[\s-]?op|praktik\w*|pflichtpraktikum|werkstudent\w*"
        r"|working[\s-]student|stage|stagiaire|stagiair|estagio|estagiario|estagiaria|becario"
        r"|practicas|pasantia|tirocinio|staz|stazysta|praktyk\w*|placement[\s-]student)\b"
        r"|стажировка|实习|實習|インターン|인턴",
    ),
    (
        _TYPES.APPRENTICESHIP,
        r"\b(?:apprentice|apprenticeship|ausbildung|azubi|auszubildende\w*|lehrling|lehre"
        r"|alternance|alternant|apprentissage|contrat[\s-]pro(?:fessionnalisation)?|aprendiz"
        r"|apprendista\w*|leerling|larling|duales[\s-]studium)\b",
    ),
    (
        _TYPES.VOLUNTEER,
        r"\b(?:volunteer|volunteering|voluntary|ehrenamt\w*|benevol\w*|voluntariado|volontariato"
        r"|vrijwilliger\w*)\b",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BOTH_TIMES = re.compile(r"\bfull(?:[\s_/-]+(?:or|and|und|/|&)?[\s_/-]*)part(?:[\s_-]*time)?\b")
_DENIED = re.compile(r"\b(?:no|not|non|not[\s-]a|kein\w*|pas[\s-]de)[\s-]+$")

# "Unbefristet" holds "befristet" and "indeterminate term" holds "term": taken out before reading.
_OPPOSITES = re.compile(
    r"\bunbefristet\w*|\bindefinid[oa]|\b(?:tempo|duree|contrat[\s-]a[\s-]duree)"
    r"[\s-]indetermin\w+|\bnon[\s-]temporary|\bwithout[\s-]fixed[\s-]term"
)


@lru_cache(maxsize=4096)
def employment_types(text: str | None) -> tuple[EmploymentType, ...]:
    """Every employment type that a label names, in the order of the vocabulary; else none.

    Words match as wholes and in many languages ("Vollzeit", "Tempo parcial", "FullTime"); "full or
    part time" is both. What says nothing sure of hours or basis ("Permanent", "CDI", "Hours vary",
    "Per diem") gives none: the caller keeps the label as `employment_text`. For labels, not for
    titles: there a word may be the topic of the work ("Contracts Manager").
    """
    line = clean(text)
    if line is None:
        return ()
    folded = _OPPOSITES.sub(" ", fold(_CAMEL.sub(" ", line))).replace("_", " ")
    found = {kind for kind, pattern in _COMPILED if _names(pattern, folded)}
    if _BOTH_TIMES.search(folded):
        found |= {_TYPES.FULL_TIME, _TYPES.PART_TIME}
    return tuple(kind for kind in EmploymentType if kind in found)


def _names(pattern: re.Pattern[str], text: str) -> bool:
    return any(not _DENIED.search(text[: match.start()]) for match in pattern.finditer(text))
