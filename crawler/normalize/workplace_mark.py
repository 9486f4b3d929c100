"""What a word about the way of working says where it stands in its sentence.

The word counts by what is before and behind it: see `judged`.
"""

import re
from enum import Enum
from typing import NamedTuple

from crawler.normalize.working_words import HOME, NOT, ONSITE, ROLE, WHOLLY
from reference.countries import country_named


class Saying(Enum):
    """One thing that a sentence says of this job."""

    REMOTE = "remote"
    REMOTE_OPTION = "may be remote"
    HYBRID = "hybrid"
    ONSITE = "on site"
    PRESENCE = "presence is expected, if only on some days"
    NOT_REMOTE = "not remote"
    NOT_HYBRID = "not hybrid"


class Mark(NamedTuple):
    """A word about the way of working in its sentence, all folded."""

    kind: str
    """The group of `MODE`: remote, home, hybrid or onsite."""
    before: str
    after: str

    @property
    def wholly(self) -> bool:
        """Whether it is said to be so all of the time ("100% remote")."""
        return bool(_WHOLLY_BEFORE.search(self.before) or _WHOLLY_AFTER.match(self.after))

    @property
    def rest(self) -> str:
        """What follows, without such a word."""
        return _WHOLLY_AFTER.sub("", self.after, count=1)

    @property
    def plain(self) -> Saying:
        """What the word says where it is said of this job. Home alone is a share of the week."""
        if self.kind == "home":
            return Saying.REMOTE if self.wholly else Saying.HYBRID
        return _PLAIN[self.kind]

    @property
    def names_work(self) -> bool:
        """Whether it is part of a name ("remote sensing", "hybrid cloud", "on-site visits")."""
        return _TOPIC.match(self.after) is not None


_NEAR = 80
"""Characters before a word in which a negation or an offer still concerns it."""
_PLAIN = {"remote": Saying.REMOTE, "hybrid": Saying.HYBRID, "onsite": Saying.ONSITE}
_WHOLLY_BEFORE = re.compile(rf"\b{WHOLLY}[ -]*$|\b100 ?%[ -]*$")
_WHOLLY_AFTER = re.compile(r"^[ :(]*(?:a )?(?:100 ?%|complete?\b|total\b|integrale?\b)")

_TOPIC = re.compile(
    r"[ -]*(?:sens|monitor|access|control|desktop|server|support|assist|patient|diagnos|care|health"
    r"|site|location|area|communit|villag|team|stakeholder|customer|client|colleague|employee|worker"
    r"|workforce|user|office|learn|teach|train|proctor|deposit|meeting|infusion|hiring|budget"
    r"|cultur|kultur|compan|organi[sz]ation|start-?up|business|environment|cloud|vehicle|powertrain"
    r"|electric|engine|app\b|apps\b|infrastructure|network|deploy|architect|identit|database|event"
    r"|drive|solution|system|seed|crop|fund|gym|child|daycare|canteen|cafe|park|clinic|lunch|meal"
    r"|visit|install|service|inspect|consult|interact|execution|session|therap|engage|unternehmen"
    r"|firma|entreprise|equipe|empresa|equipo|bedrijf|player|operations|maint|device|camera|closing"
    r"|notar|set-?up|equip|ausstattung|first|friendly|manage|leader|collab|assess|treat|region"
    r"|part[sy]?\b|pay|workspace|benefit|perk|days|pilot|operator|tools|tech|data|testing|troubleshoot)"
)

_CONDITION = re.compile(r"(?:^|[\s(])(?:if|when|while|wenn|falls|unless)\b[^,;:]*$")


def judged(mark: Mark) -> Saying | None:
    """What the word says of this job: what it denies, is, is alone on its line, expects or offers.

    Null where it names the work itself, stands under a condition, or is said of something else.
    """
    if mark.names_work:
        return None
    if denial := denied(mark):
        return denial
    said = _of_role(mark) or _alone(mark) or _expected(mark) or _welcome(mark) or _at_home(mark)
    return None if said is None or _CONDITION.search(mark.before) else said


DENIALS = {
    "remote": Saying.NOT_REMOTE,
    "home": Saying.NOT_REMOTE,
    "hybrid": Saying.NOT_HYBRID,
}
"""What a denied word says, by its kind."""
# "We cannot sponsor visas for this remote role" denies something else.
_OF_DENIAL = (
    rf"(?:an?|any|the|this|that|be|is|are|do|done|work\w*|perform\w*|fully|{WHOLLY}|currently|yet"
    r"|offer\w*|allow\w*|permit\w*|support\w*|accept\w*|provid\w*|accommodat\w*|consider\w*|able"
    r"|eligible|available|suitable|open|qualif\w+|approved|designed|classified|hir\w+|possible|option"
    rf"|options|for|to|of|as|at|time|on|in|from|or|hybrid|remote|{ROLE}|full-time|part-time|se|ofrece"
    r"|ofrecemos|opcion|de|ouvert\w*|au|en|eligible|option|possibilite|zu|moglich\w*|fur|es|wij|mogelijk"
    r"|permite|somos|een|un|una|eine?|e|est|ist|jest)"
)
_DENIED_BEFORE = re.compile(
    rf"{NOT}(?! (?:only|just|limited|necessarily|nur|seulement|solo))"
    rf"(?:[ -]+{_OF_DENIAL}(?![\w'\u2019])){{0,7}}[ -]*$"
)
_DENIED_AFTER = re.compile(
    r"(?: (?:work(?:ing)?|arrangements?|options?|candidates?|applicants?|applications?|basis))?"
    r"(?: (?:or|and|oder|und|/) \w+(?: work| arbeiten)?)?"
    r"(?: (?:is|are|will|can|does|do|ist|sind|wird|est|es|e|jest)(?: (?!not)\w+){0,4}?)?"
    rf" ?(?:{NOT}|n['\u2019]est pas)(?: (?!only|just)\w+){{0,3}}?"
    r" (?:possible|moglich|available|offered|option|permitted|allowed|considered|eligible|accepted"
    r"|supported|vorgesehen|erlaubt|autorisee?|posible|mogelijk|possivel|permitido)"
    r"\b(?! (?:in|to|for (?!this|the|any)))"
)
_AFTER_DENIED = re.compile(
    rf"\W*$|\W|[ -]*(?:\w+ ){{0,2}}?(?:{ROLE}|work|working|option|arrangement|candidate|applicant"
    r"|basis|or|and|at|from|in|for|within|outside|eligible|capable|possible|only|because|due|as|since)"
)


def denied(mark: Mark) -> Saying | None:
    """What is said not to be: by a negation close before, or right behind."""
    if mark.kind not in DENIALS:
        return None
    if _DENIED_AFTER.match(mark.after):
        return DENIALS[mark.kind]
    negation = _DENIED_BEFORE.search(mark.before[-_NEAR:])
    return DENIALS[mark.kind] if negation and _AFTER_DENIED.match(mark.after) else None


_FILL = (
    rf"(?:an?|the|and|[a-z-]+(?=,)|{WHOLLY}|currently|offered|being|considered|designated"
    r"|classified|listed|performed|done|worked|based|located|open|available|eligible|for|to|as|either|in|on|our|at|of"
    r"|conducted|carried|out|filled|completed|required|expected|work|working|be|strictly|always"
    r"|full[ -]?time|part[ -]?time|also|only|you|allow\w*|auch|zu|eine?|un[ae]?|en|een|uma?|new"
    r"|flexible|contract|exciting|great|unique|us|uk|u\.s\.|eu|salaried|paid|temporary|temp|w2"
    r"|\d+[ -]?month|senior|mid|entry|level|moglich|performed|located|day|hourly|regular|it)"
)
_FILLED = rf"(?:[ ,/-]+{_FILL}(?=[ ,/%-]))*[ ,/(-]*$"
_THIS_IS = re.compile(
    r"\b(?:this|it|das|dies|dieses?|c'?|ceci|esto|este|esta|dit|questo)"
    rf"(?: ?['\u2019]s| is| will be| ist| est| es| e)(?=[ ]){_FILLED}"
)
_COPULA = (
    r"(?:is|will be|can be|may be|could be|are|ist|kann|wird|est|es|sera|peut etre|puede ser|e|jest"
    r"|must be|follows?|operates?|works?|has|requires?|offers?|allows?)"
)
_THE_WORK = r"(?:(?:the|this|all|your|^)[ ]?work(?: ?(?:location|place))?)\b"
_ROLE_IS = re.compile(
    rf"(?:\b{ROLE}\b(?! (?:site|title|market))|\b{_THE_WORK})[^.;:?!]{{0,45}}?"
    rf"(?: {_COPULA}|['\u2019]s)(?=[ ]){_FILLED}"
)
_A_ROLE = re.compile(rf"\b{ROLE}\b")
_OR_ELSE = re.compile(rf"\b{ROLE}\b[^.;:?!]{{0,60}}? {_COPULA} [^.;:?!]{{0,60}}?\bor {WHOLLY} $")
_THIS = re.compile(rf"\bthis (?:{WHOLLY} )?$")
_SOUGHT = re.compile(
    r"\b(?:looking for|seeking|seeks|hiring|recruiting|searching for) an?(?: [\w-]+,?)?"
    rf"(?: {WHOLLY})? $"
)
_OPTIONAL = re.compile(
    r"\b(?:can|may|could|open|eligible|available|possible|moglich|kann|puede|peut|allows?|offers?)\b"
)
_WORK = rf"(?:{ROLE}|work|working|basis|schedule|arrangement|model|format|capacity|arbeit)"
_WORK_AFTER = re.compile(
    rf"(?: ?\([^)]*\))?(?: ?[-\u2013\u2014] ?[\w .]{{2,20}}?)?[ ,-]*(?:[\w/-]+[ ,-]+){{0,2}}?"
    rf"{_WORK}\b"
)
# What stands between is what is hybrid ("a hybrid product and sales role").
_HYBRID_WORK = re.compile(
    rf"[ ,-]*(?:(?:remote|on-?site|in-office|full-time|part-time|permanent|work|working)[ ,-]+)*"
    rf"{_WORK}\b"
)
_ENDS_AFTER = re.compile(
    r"\s*(?:$|[.,;:!()|/\u2013\u2014+&]|- )|\s+(?:in|within|from|across|anywhere|based|only|and"
    r"|with|but|for|as|or|due|to|at|out|if|unless|where|innerhalb|moglich|oder|und|aus|depuis|desde|dans"
    r"|every|each|a|en|im|bei|five|full[ -]time|eligible|possible|monday|requiring|\d)\b|-based\b"
)
_BLEND = re.compile(r"\b(?:combin|blend|mix|bridg|span|between|sits|owns|both)\w*")
_OF_WORK = re.compile(rf"\b(?:offices?|home|remote(?:ly)?|{ONSITE}|days?|week|hq)\b")
_NOUN = (
    r"(?:modalidade?|trabajo|trabalho|puesto|vacante|vaga|regime|regimen|poste|lavoro|posizione"
    r"|praca|tryb|trybie|modelo|modele|esquema|jornada|modalita|posicion|contrato|stelle)"
)
_LAST_WORD = re.compile(
    rf"(?:.*[/-])?(?:{_FILL}|{_COPULA}|be|or|{_NOUN}|trabajo|travail|trabalho|contratacion|pracy"
    r"|do|da|w|c'?est)"
)
_NOUN_BEFORE = re.compile(
    rf"\b{_NOUN}"
    r"(?: de (?:trabajo|travail|trabalho|contratacion)| di lavoro| pracy)?"
    rf"(?: (?:es|e|est|en|in|do|da))?(?: {WHOLLY})? ?:? ?$"
)


def _of_role(mark: Mark) -> Saying | None:
    """What this role is said to be: "this is a hybrid role", "the position is fully remote"."""
    if _is_called_so(mark):
        return mark.plain
    if not _leads_on(mark.before):
        return None
    if mark.kind == "remote" and _OR_ELSE.search(mark.before) and _ENDS_AFTER.match(mark.after):
        return Saying.REMOTE_OPTION
    role_is = _ROLE_IS.search(mark.before)
    if not _is_predicate(mark, is_role=role_is is not None) or _is_blend(mark):
        return None
    if role_is is None or not _OPTIONAL.search(role_is[0]) or mark.kind == "hybrid":
        return mark.plain
    return None if mark.kind == "onsite" else Saying.REMOTE_OPTION


def _leads_on(before: str) -> bool:
    """Whether what stands before can end as it does in front of what a role is: mostly not."""
    before = before.rstrip(" (/-%")
    last = before.rpartition(" ")[2]
    return before.endswith((",", "'s", "\u2019s", ":", "100")) or bool(_LAST_WORD.fullmatch(last))


def _is_called_so(mark: Mark) -> bool:
    """Whether it stands in brackets behind a role, or is part of what the role is called."""
    if mark.before.endswith("(") and mark.after.startswith(")"):
        return _A_ROLE.search(mark.before) is not None
    if mark.kind == "hybrid":  # "this hybrid role owns billing": may be the work
        return False
    is_this = _THIS.search(mark.before) and _A_ROLE.match(mark.rest.lstrip())
    return bool(is_this or _SOUGHT.search(mark.before))


def _is_predicate(mark: Mark, *, is_role: bool) -> bool:
    """Whether the sentence goes on as it does behind what a role is."""
    this_is = _THIS_IS.search(mark.before) is not None
    if not (is_role or this_is or _NOUN_BEFORE.search(mark.before)):
        return False
    if (_HYBRID_WORK if mark.kind == "hybrid" else _WORK_AFTER).match(mark.rest):
        return True
    return (is_role or not this_is) and _ENDS_AFTER.match(mark.rest) is not None


def _is_blend(mark: Mark) -> bool:
    """Whether it is the work that is hybrid: "a hybrid role that blends sales and design"."""
    if mark.kind != "hybrid" or _OF_WORK.search(mark.after):
        return False
    return _BLEND.search(mark.after) is not None


_ALONE_BEFORE = re.compile(
    rf"[\W_]*(?:(?:{WHOLLY}|full[ -]?time|part[ -]?time|permanent|vollzeit|teilzeit)[ ,/&|-]*)*"
)
_ALONE_AFTER = re.compile(
    rf"(?: (?:only|{_WORK})\b)*\s*"
    r"(?:[\W_]*$|[\u2013\u2014,(|+&-]\s*(?P<tail>.{2,70})$"
    r"|(?:in|within|from|across|anywhere|based)\b.{2,60}$)"
)
_NO_TAIL = re.compile(rf"[^,(]*\b(?:teams?|culture|{HOME}|flexib\w+|hybrid|cloud|asynchron\w+)\b")


def _alone(mark: Mark) -> Saying | None:
    """The word as a line or item of its own, with a place or nothing beside it."""
    if mark.kind == "home" and not mark.wholly:
        return None
    if not _ALONE_BEFORE.fullmatch(mark.before):
        return mark.plain if _is_end_of_place(mark) else None
    rest = _ALONE_AFTER.match(mark.rest)
    if rest is None:
        return None
    tail = rest["tail"]
    if tail and not (mark.wholly or _is_place(tail)):
        return None
    return mark.plain


_PLACE = re.compile(
    r"\b(?:anywhere|worldwide|usa?|u\.s\.|uk|eu|emea|apac|latam|europe|only|based|days?|tage|week)\b"
)
_BETWEEN_PLACES = re.compile(r"\s*(?:[,;/()|]|\b(?:or|and|oder|und|ou|o|et|y)\b)\s*")
_PLACE_BEFORE = re.compile(rf"(?P<place>.{{2,60}}?)\s*[-\u2013\u2014(:,]+\s*(?:{WHOLLY}[ -]+)?")


def _is_place(tail: str) -> bool:
    """Whether what follows limits the place or the time, rather than going on with the matter."""
    return _PLACE.search(tail) is not None or _is_countries(tail)


def _is_countries(text: str) -> bool:
    return any(
        map(country_named, filter(None, _BETWEEN_PLACES.split(text.strip(" .*•-\u2013\u2014"))))
    )


def _is_end_of_place(mark: Mark) -> bool:
    """ "Canada or Mexico - 100% Remote", alone on its line."""
    if mark.after.strip(" ).*"):
        return False
    before = _PLACE_BEFORE.fullmatch(mark.before)
    return before is not None and _is_countries(before["place"])


_ALL_WORK = re.compile(
    r"(?:\b(?:all|the|your|this) |^)work (?:happens|is|takes place|must be|will be|has to be)"
    r"(?: (?:performed|done|carried out|conducted|completed))?(?: \w+){0,2} $"
)
_EXPECTED = re.compile(
    rf"\b(?:{ROLE}|you|employees?|candidates?|applicants?|incumbent|hires?|staff)\b[^.;:?!]{{0,60}}?"
    r"\b(?:(?:is|are|be) (?:required|expected)|must|will|requires)"
    r"(?: (?:to|be|work|working|report|full[ -]?time|primarily|based|present|physically|a))* $"
)
_NOW_AND_THEN = re.compile(
    r"as needed|when|occasion|as required|if |sometimes|period|from time|travel|quarter|month|year"
    r"|for (?:the|a|an|team|key|training|meeting|event)|some|partial|visit|part of|up to|during"
)


def _expected(mark: Mark) -> Saying | None:
    """Presence that is expected as a rule: "you are required to work on site"."""
    if mark.kind != "onsite" or _NOW_AND_THEN.search(mark.after):
        return None
    if _ALL_WORK.search(mark.before):
        return Saying.ONSITE
    if _EXPECTED.search(mark.before) and _ENDS_AFTER.match(mark.after):
        return Saying.PRESENCE
    return None


_WELCOMED = re.compile(
    r"\b(?:open to|(?:happy|able|willing) to (?:hire|consider)|consider(?:ing)?|welcomes?"
    r"|accept(?:ing)?)\b(?: [\w']+){0,6} $"
)
_WELCOME_AFTER = re.compile(
    r"(?: (?:candidates?|applicants?|people|work(?:ing)?|applications?))?(?: (?:is|are|also))*"
    r" (?:welcome|possible|considered|ok|okay|an option|option available|will be considered)\b"
)
_MAY_WORK = re.compile(
    rf"\b(?:you|{ROLE}|candidates?|employees?)\b[^.;:?!]{{0,30}}?(?:\b(?:can|may|will)|['\u2019]ll)"
    rf"(?: \w+)? (?:work(?:ing)?|be performed|be done)(?: {WHOLLY})? $"
)


def _welcome(mark: Mark) -> Saying | None:
    """Remote work as an option: "we gladly consider people who work remotely"."""
    if mark.kind != "remote":
        return None
    near = mark.before[-_NEAR:]
    offered = _WELCOMED.search(near) or _WELCOME_AFTER.match(mark.after)
    may = _MAY_WORK.search(near) and _ENDS_AFTER.match(mark.after)
    return Saying.REMOTE_OPTION if (offered or may) and not _NO_TAIL.match(mark.after) else None


_POSSIBLE = re.compile(
    r"moglich|absprache|vereinbarung|anteilig|teilweise|regelung|partiel|possible|ponctuel|parcial"
    r"|gedeeltelijk|mogelijk|acuerdo|accord"
)


def _at_home(mark: Mark) -> Saying | None:
    """Home office as an option is hybrid at best; all of the time it is remote."""
    if mark.kind != "home" or not _POSSIBLE.search(mark.before[-30:] + mark.after[:40]):
        return None
    return Saying.REMOTE_OPTION if mark.wholly else Saying.HYBRID
