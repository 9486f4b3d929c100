"""What a title says of the posting itself: made for a test, or a talent pool."""

import re

# "test" must be the whole title or stand with another word of trying out: "Test Engineer",
# "Penetration Test Lead" and "Test Automation" are work.
_TEST = re.compile(
    r"""
    ^\W*(?:(?:this\sis\s)?(?:an?\s|my\s|our\s)?)?
      (?:(?:internal|sample|dummy|demo|fake|sandbox|qa|api|integration)\s)?
      test(?:ing)?
      (?:\s(?:job|posting|post|position|role|req|requisition|vacancy|opening|ad|listing))?
      (?:\s?(?:\#\s?)?\d{1,4})?\W*$
    | ^\W*test(?:[\s\-]+test)+\W*$
    | \btest\b.*\b(?:do\s*not|don'?t|please\s+(?:don'?t|do\s+not))\s+apply\b
    | \b(?:do\s*not|don'?t)\s+apply\b.*\btest\b
    | \b(?:internal\s+)?test\s+(?:job|posting|requisition|vacancy|listing)\b\s*
      (?:$|[\-\u2013(:\#]|\d)
    | ^\W*(?:dummy|sample|fake|demo)\s+(?:job|posting|position|requisition|vacancy|listing)\b
    | ^\W*(?:lorem\s+ipsum|asdf+|qwerty)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

_POOL_NOUN = r"(?:pool|community|network|pipeline|bank|bench)"
_EVERGREEN = re.compile(
    rf"""
    \btalent\s+{_POOL_NOUN}\b(?!\s+(?:manager|lead|partner|specialist|coordinator|director|head))
    | \b(?:join|connect\s+with)\s+(?:our|the)\b.*\b{_POOL_NOUN}\b
    | ^\W*(?:general|open|spontaneous|speculative|unsolicited|initiative)
      \s+(?:(?:job|employment)\s+)?(?:applications?|inquir(?:y|ies)|submissions?|interest|candidacy)\b
    | \bexpressions?\s+of\s+interest\b
    | \bfuture\s+(?:job\s+|career\s+|employment\s+)?
      (?:openings?|opportunit(?:y|ies)|roles?|positions?|vacanc(?:y|ies)|hiring)\b
    | \b(?:don.?t|do\s+not|didn.?t|can.?t|cannot)\s+(?:see|find)\b.*\b
      (?:role|job|position|opening|fit|looking|you)\b
    | \bevergreen\s+(?:requisition|req|posting|role|position)\b
    | \binitiativbewerbung\b | \bcandidature\s+spontan[ée]e\b | \bcandidatura\s+espont[aá]nea\b
    | \bcandidatura\s+spontanea\b | \bopen\s+sollicitatie\b | \bspontanans[oö]kan\b
    | \bbanco\s+de\s+talentos\b | \buopfordret\s+ans[oø]gning\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_test_posting(title: str) -> bool:
    """Whether the title says that the posting was made to try the system.

    True for "test", "Test job 2", "TEST: do not apply"; false for work with tests.
    """
    return _TEST.search(title) is not None


def is_evergreen(title: str) -> bool | None:
    """True where the title names a talent pool or an open application; else null.

    Never false: a title that does not say so proves nothing. A hospital's float pool, a sales
    pipeline and an evergreen fund are work.
    """
    return True if _EVERGREEN.search(title) else None
