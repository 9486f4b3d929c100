"""Words of several languages about where one works, as patterns over folded text.

Folded (`reference.folding.fold`) means lower case without accents, so that each word stands here
once. English, German, French, Spanish, Portuguese, Italian, Dutch and Polish.
"""

import re

REMOTE = (
    r"(?:remot(?:e(?:ly)?|o|a)|home[ -]based|work(?:ing)?[ -]from[ -]home|wfh"
    r"|(?<!away )(?<!far )from home"
    r"|telecommut(?:e|ing|er)|tele-?work(?:ing|er)?|distanciel|en distancia"
    r"|(?:a|op) (?:distance|afstand|distancia)|zdaln(?:a|ie|ej|y)|full[ -]remote|fernarbeit)"
)
"""Away from any office."""

HOME = (
    r"(?:home[ -]?office\w*|tele-?travail\w*|teletrabajo|teletrabalho|thuis(?:werk\w*| werken)"
    r"|smart ?working|home working|mobile[sn]? arbeiten|mobiles? arbeit\w*)"
)
"""Work at home, which languages other than English use of a share of the week as well."""

HYBRID = (
    r"(?:hybrid[aeo]?[ns]?|hibrid[ao]s?|ibrid[ao]|hybrydow\w+|part(?:ial|ially|ly)?[ -]remote"
    r"|teilweise remote)"
)
ONSITE = (
    r"(?:on[ -]?site|in[ -](?:the[ -])?office|in[ -]person|office[ -]based|vor ort"
    r"|presencial(?:mente)?|presentiel|sur site|stacjonarn\w+|in sede|op kantoor|op locatie)"
)
OFFICE = (
    rf"(?:{ONSITE}|(?<!head )(?<!post )(?<!front )(?<!back )offices?(?! (?:manager|hours|is\b|staff"
    r"|admin\w*|suppl\w+|space|equipment|has\b|opens?\b))|hq|headquarters?|hubs?|studio|buro|bureaux?|oficina|escritorio"
    r"|kantoor|sede|ufficio|biurze|biura)"
)
"""The place that days are counted for."""

ROLE = (
    r"(?:role|position|job|opportunity|internship|vacancy|opening|assignment|contract|post"
    r"|placement|stelle|rolle|tatigkeit|praktikum|poste|stage|puesto|vacante|posicion|empleo|vaga"
    r"|posicao|functie|baan|rol|vacature|posizione|ruolo|praca|stanowisko)"
)
"""What this posting calls itself; the plural speaks of others too."""

WHOLLY = (
    r"(?:100 ?%|fully|full|completely|entirely|exclusively|permanent(?:ly)?|vollstandig|komplett"
    r"|ausschliesslich|entierement|totalement|totalmente|completamente|volledig|completamente"
    r"|w pelni|integral(?:mente)?|total|complet)"
)
NOT = (
    r"(?:\b(?:no|not|non|cannot|never|unable|neither|without|kein(?:e[nrs]?)?|nicht|pas|sans"
    r"|aucune?|sin|niet|geen|nao|sem|nie|bez)|n['\u2019]t)\b"
)
"""A negation; it begins where a word does, or ends one ("don't")."""

MODE = re.compile(
    rf"\b(?:(?P<hybrid>{HYBRID})|(?P<home>{HOME})|(?P<remote>{REMOTE})|(?P<onsite>{ONSITE}))\b"
)
"""One of the words; the name of the group says which kind."""
