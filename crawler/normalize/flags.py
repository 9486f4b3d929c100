"""What a title says of the posting itself: made for a trial of the system, or a talent pool."""

import re
from functools import lru_cache

from reference.folding import fold

_JOB = (
    r"(?:job|posting|post|position|role|req|requisition|vacancy|opening|ad|advert|listing|campaign"
    r"|stelle|anzeige)"
)
# "test" must be the whole title or stand with another word of trying out: "Test Engineer",
# "Penetration Test Lead" and "Test Automation" are work.
_TEST = re.compile(
    rf"""
    ^\W*(?:(?:this\sis\s)?(?:an?\s|my\s|our\s|zz+\s?)?)?
      (?:(?:internal|sample|dummy|demo|fake|sandbox|qa|api|integration|new|career\ssite)\s)*
      (?:test(?:ing|s)?|prueba|teste|essai|тест)
      (?:\s?{_JOB})?(?:\sonly)?(?:\s?(?:\#\s?)?\d{{1,4}})?\W*$
    | ^\W*test(?:[\s\-]+test)+\W*$
    | \btest(?:ing)?\b.*\b(?:do\s*not|don.?t|not\s+to)\s+(?:apply|use|publish)\b
    | \b(?:do\s*not|don.?t)\s+(?:apply|use)\b.*\b(?:test(?:ing)?|fake|dummy|ignore)\b
    | \b(?:please\s+)?ignore\b.*\btest\b | \btest\b.*\b(?:please\s+|pls\s+)ignore\b
    | ^\W*test\b\s*[-:|\u2013]\s*(?:please\s+)?ignore\b
    | ^\W*(?:please\s+)?(?:do\s*not|don.?t)\s+apply\W*$
    | \b(?:internal\s+)?test\s+{_JOB}\b\s*(?:$|[\-\u2013(:\#|]|\d)
    | \btest(?:stelle|anzeige|ausschreibung|vacature|jobb?|annons)\b
    | ^\W*(?:dummy|sample|fake|demo)\s+{_JOB}\b
    | ^\W*(?:lorem\s+ipsum|asdf+|qwerty)\b
    | ^\W*テスト(?:求人)?\W*$ | ^\W*测试(?:职位)?\W*$
    | [\[(]\s*(?:for\s+)?testing(?:\s+only)?\s*[\])]
    | for\s+test(?:ing)?\s+purposes?
    """,
    re.VERBOSE,
)
# "[TEST] Cook", "TEST - Cook": capitals beside a title that has none.
_SHOUTED = re.compile(
    r"^\W*TEST(?:ING)?\b\s*[-:|\u2013\])]+\s*(?=.*[a-z])|(?<=[a-z] )[\[(]TEST[\])]"
    r"|^\W*ZZ+[ _-]*TEST"
)

_POOL = r"(?:pool|community|network|pipeline|bank|bench|database|cloud)"
_WORK_ON_POOLS = (
    r"(?:manager|lead|partner|specialist|coordinator|director|head|management|strateg|recruiter)"
)
_EVERGREEN = re.compile(
    rf"""
    \btalent\s?{_POOL}\b(?!\s+{_WORK_ON_POOLS})
    | \b(?:candidate|applicant|faculty|adjunct|lecturer|instructor|teacher|teaching|substitute
        |tutor|hiring|recruitment|resume|cv|interview|librarian|counselor|academic)s?
      (?:\s+\w+)?\s+pool\b(?!\s+{_WORK_ON_POOLS})
    | \b(?:bewerber|kandidaten|talente?)(?:-|\s)?pool\b
    | \b(?:join|connect\s+with)\s+(?:our|the)\s+(?:[\w&/-]+\s+){{0,3}}
      (?:pool|community|network|pipeline)\b(?!\s+(?:team|as|of))
    | \b(?:general|open|spontaneous|speculative|unsolicited|initiative|prospective|future)
      \s+(?:(?:job|employment|candidate|career)\s+)?
      (?:applications?|applicants?|inquir(?:y|ies)|enquir(?:y|ies)|submissions?|candidacy
        |candidates?|interest)\b(?!\s+{_WORK_ON_POOLS})
    | \bexpressions?\s+of\s+interest\b | \bregister\s+your\s+interest\b
    | \b(?:future|upcoming)\s+(?:job\s+|career\s+|employment\s+)?
      (?:openings?|opportunit(?:y|ies)|roles?|positions?|vacanc(?:y|ies)|hiring|opening)\b
    | \b(?:don.?t|do\s+not|didn.?t|can.?t|cannot)\s+(?:see|find)\b.*\b
      (?:role|job|position|opening|fit|looking|you)\b
    | \bevergreen\s+(?:requisition|req|posting|role|position|job)\b
    | [\[(]\s*(?:always\s+hiring|evergreen)\b(?!\s*,|\s+(?:park|fund|state|health|team))
    | ^\W*evergreen\s*[-:|\u2013] | \s[-|\u2013]\s+evergreen\W*$
    | \b(?:initiativ|spontan|blind)-?bewerbung\w* | \bbewirb\s+dich\s+initiativ
    | \bcandidatures?\s+(?:spontanees?|libres?) | \bvivier\b | \bcandidaturas?\s+espontaneas?
    | \bcandidatur[ae]\s+spontane[ae] | \bautocandidatur | \b(?:open|spontane)\s+sollicitatie
    | \bspontan(?:ansok|ansog|soknad)\w* | \bspontan\s+ans[o]\w+
    | \b(?:oppen|apen)\s+(?:ansokan|soknad)
    | \b(?:banco|cadastro|base)\s+de\s+(?:talentos?|curriculos?|cv|datos|candidatos?)\b
    | \b(?:bolsa|bolsin)\s+de\s+(?:trabajo|empleo|talento) | \btrabaja\s+con\s+nosotros\b
    | \btrabalhe\s+conosco\b | \blavora\s+con\s+noi\b | \buopfordret | \bavoin\s+hakemus
    | \bspontaani\w* | \baplikacja\s+spontaniczna | \baplikuj\s+spontanicznie
    | 人才(?:库|庫|池|储备) | 储备人才 | タレントプール | キャリア登録 | 인재\s?(?:풀|등록)
    """,
    re.VERBOSE,
)
_MAY_BE_TEST = re.compile(
    r"test|prueba|essai|тест|apply|dummy|sample|fake|demo|ipsum|asdf|qwerty|テスト|测试"
)
_POOL_STEMS = (
    *("pool", "talent", "join our", "join the", "connect with", "applica", "interest", "inquir"),
    *("enquir", "submiss", "candida", "futur", "upcoming", "see ", "find ", "evergreen", "always"),
    *("initiativ", "spontan", "blind", "vivier", "sollicit", "banco ", "cadastro", "base de"),
    *("bols", "trabaj", "trabalh", "lavora", "uopford", "avoin", "apen so", "oppen an"),
)
"""A title in Latin letters without any of these is no pool: a look that costs little."""


@lru_cache(maxsize=8192)
def is_test_posting(title: str) -> bool:
    """Whether the title says that the posting was made to try the system.

    True for "test", "Test job 2", "TEST: do not apply", "[TEST] Cook"; false for work with tests.
    """
    folded = fold(title)
    if not _MAY_BE_TEST.search(folded):
        return False
    return bool(_TEST.search(folded) or _SHOUTED.search(title))


@lru_cache(maxsize=8192)
def is_evergreen(title: str) -> bool | None:
    """True where the title names a talent pool or an open application; else null.

    Never false: a title that does not say so proves nothing. A hospital's float pool, a sales
    pipeline and an evergreen fund are work.
    """
    folded = fold(title)
    may_be = any(stem in folded for stem in _POOL_STEMS) or not folded.isascii()
    return True if may_be and _EVERGREEN.search(folded) else None
