"""Invented postings of usual size: 5 kB of HTML each, in English, German and French.

No two are alike, as in life: caches by text must not make them faster than real ones are. What they
tell is as frequent as in 369 recorded descriptions, or more so: pay in the text of a quarter, a
phone number in 7 of 100, an address of e-mail in 11, one number of years, two benefits and six
skills in each.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from crawler.normalize.statement import Place, Statement
from crawler.raw import Employer, RawPosting
from mappings.identity import Board

BYTES = 5_000
_NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
_STYLED = (0.0, 0.4, 1.0)
"""Share of elements with attributes and no-break spaces: clean, mixed, pasted from an editor."""

_TITLES = {
    "en": ["Senior Backend Engineer", "Registered Nurse - Nights", "Warehouse Associate II",
           "Product Manager, Payments", "Account Executive (Remote)", "Line Cook, Part-time"],
    "de": ["Elektroniker (m/w/d) Instandhaltung", "Leiter Finanzbuchhaltung (w/m/d)",
           "Werkstudent Softwareentwicklung", "Pflegefachkraft in Teilzeit"],
    "fr": ["Ingénieur logiciel embarqué H/F", "Chef de projet digital (CDI)",
           "Stage - Assistant marketing", "Infirmier de nuit H/F"],
}  # fmt: skip
_PLACES = ["Portland, OR", "Berlin, Germany", "Lyon, France", "Remote - US", "London or Bristol",
           "Austin, TX; Denver, CO", "München", "Toronto, Ontario, Canada", "Lille"]  # fmt: skip
_HEADINGS = {
    "en": ["About us", "What you will do", "What you bring", "What we offer", "How to apply"],
    "de": ["Über uns", "Deine Aufgaben", "Dein Profil", "Wir bieten", "Bewerbung"],
    "fr": ["Qui sommes-nous ?", "Vos missions", "Votre profil", "Nos avantages", "Candidature"],
}
_FACTS = {
    "en": [
        "At least {few} years of experience with {skill} and {skill}, or the equivalent",
        "A bachelor's degree in engineering, computer science or a related field is a plus",
        "Build and run {noun} with {skill}, {skill} and {skill}",
        "The base pay range for this role is ${pay},000 - ${pay2},000 a year plus an annual bonus",
        "Our hybrid teams meet two days a week; the rest is up to you",
        "401(k) with a 4% match, medical, dental and vision insurance, {few} weeks of paid leave",
        "We are an equal opportunity employer and value difference in every one of our crews",
        "Travel up to {few}0% of the time to yards in Rostock, Nantes and Halifax",
    ],
    "de": [
        "Mindestens {few} Jahre Berufserfahrung mit {skill} oder {skill} sind von Vorteil",
        "Abgeschlossene Ausbildung oder Studium der Elektrotechnik, gerne auch Quereinsteiger",
        "Du betreust {noun} mit {skill}, {skill} und {skill}",
        "Ein unbefristeter Vertrag mit {pay}.000 € bis {pay2}.000 € brutto im Jahr",
        "30 Tage Urlaub, flexible Arbeitszeiten und zwei Tage Homeoffice in der Woche",
        "Sehr gute Deutschkenntnisse in Wort und Schrift sowie gutes Englisch",
        "Wir freuen uns auf deine Bewerbung, unabhängig von Alter, Herkunft und Geschlecht",
    ],
    "fr": [
        "Vous justifiez d'au moins {few} ans d'expérience en {skill} ou {skill}",
        "Titulaire d'un diplôme d'ingénieur ou équivalent, vous aimez le travail en équipe",
        "Vous développez {noun} avec {skill}, {skill} et {skill}",
        "Rémunération : {pay} 000 € à {pay2} 000 € bruts par an selon expérience",
        "Mutuelle prise en charge à 70 %, tickets restaurant et deux jours de télétravail",
        "Anglais courant exigé ; une deuxième langue européenne serait un atout",
        "Tous nos postes sont ouverts aux personnes en situation de handicap",
    ],
}
"""What an ad says once, if at all."""
_TOLD = 0.4
"""The share of these that an ad tells."""

_CONTACTS = {
    "en": "Write to jobs@harbourworks.example or call (312) 555-01{two} if you have questions",
    "de": "Bei Fragen: Frau Sommer, +49 40 5550{two}0, jobs@harbourworks.example",
    "fr": "Envoyez votre CV à recrutement@chantiers.example ou appelez le 01 99 00 55 {two}",
}
_WITH_CONTACT = 0.1
"""The share of ads that say whom to write to or call."""

_DUTIES = {
    "en": [
        "We design gear boxes for ferries & fishing boats and have done so since 1987",
        "You will own {noun} from the first sketch to the day it leaves the yard",
        "Work side by side with {noun}, {noun} and the people who run the night shift",
        "You keep {noun} safe, documented and boring, and you say so when they are not",
        "Strong communication skills; you explain {skill} to people who never asked about it",
        "Raise questions early, fix causes, not symptoms, and leave {noun} tidier than before",
        "Plan repairs of {noun} together with our suppliers, and see them through to the end",
        "Share what you learn about {noun}, in writing, with crews in {few} countries",
    ],
    "de": [
        "Seit 1987 bauen wir Getriebe für Fähren & Fischkutter an der Küste",
        "Du verantwortest {noun} von der ersten Skizze bis zur Übergabe an den Kunden",
        "Du prüfst {noun}, wertest die Ergebnisse aus und schulst die Kolleginnen und Kollegen",
        "Selbstständige Arbeitsweise, Freude am Detail und ein Führerschein der Klasse B",
        "Gemeinsam mit den Lieferanten planst du, wie wir {noun} Schritt für Schritt erneuern",
        "Du dokumentierst {noun} so, dass andere damit weiterarbeiten können",
    ],
    "fr": [
        "Depuis 1987, nous concevons des réducteurs pour les ferries & les bateaux de pêche",
        "Vous prenez en charge {noun} depuis l'esquisse jusqu'à la livraison au client",
        "Vous contrôlez {noun}, analysez les écarts et formez les équipes de l'atelier",
        "Avec nos fournisseurs, vous préparez la modernisation : {noun} et {noun}",
        "Vous rédigez des consignes claires pour {noun} en {skill} et veillez à leur application",
    ],
}
"""What fills the rest, with ever other things in it."""

_NOUNS = {
    "en": ["the test benches", "our payment services", "the cold store", "a fleet of 40 lorries",
           "the customer portal", "two dry docks", "the night ward", "the supplier audits"],
    "de": ["die Prüfstände", "unsere Zahlungsdienste", "das Kühllager", "den Fuhrpark",
           "das Kundenportal", "zwei Trockendocks", "die Lieferantenaudits"],
    "fr": ["les bancs d'essai", "nos services de paiement", "l'entrepôt frigorifique",
           "le portail client", "deux cales sèches", "les audits fournisseurs"],
}  # fmt: skip
_SKILLS = ["Python", "SQL", "SAP", "Kubernetes", "TypeScript", "AutoCAD", "C++", "Excel", "Java",
           "React", "AWS", "Terraform", "Salesforce", "PLC programming", "forklifts"]  # fmt: skip


def postings(count: int, seed: int = 7) -> Iterator[tuple[RawPosting, Statement]]:
    """So many postings of one board, the same for the same seed."""
    chance = random.Random(seed)
    board, employer = Board("greenhouse", "harbourworks"), Employer("Harbour Works")
    raw = RawPosting({}, board, employer, "https://jobs.example.com/harbourworks", _NOW)
    for number in range(count):
        yield raw, _statement(chance, number)


def _statement(chance: random.Random, number: int) -> Statement:
    language = ("en", "en", "en", "de", "fr")[number % 5]
    return Statement(
        source_id=str(4_000_000 + number),
        title=chance.choice(_TITLES[language]),
        url=f"https://jobs.example.com/harbourworks/{number}",
        apply_url=f"https://jobs.example.com/harbourworks/{number}/apply?utm_source=feed",
        departments=[chance.choice(["Engineering", "Operations", "Care", "Vertrieb"])],
        html=_description(chance, language),
        places=[Place(chance.choice(_PLACES))],
        employment=[chance.choice(["Full-time", "Part time", "Vollzeit", "CDI", None])],
        posted=_NOW - timedelta(hours=chance.randrange(2_000)),
    )


def _description(chance: random.Random, language: str) -> str:
    styled = chance.choice(_STYLED)
    facts = [one for one in _FACTS[language] if chance.random() < _TOLD]
    facts += [_CONTACTS[language]] if chance.random() < _WITH_CONTACT else []
    chance.shuffle(facts)
    parts: list[str] = []
    size, section = 0, 0
    while size < BYTES:
        heading = _HEADINGS[language][section % len(_HEADINGS[language])]
        sentences = [_sentence(chance, language, facts) for _ in range(chance.randint(3, 6))]
        parts += [_element(chance, "h3", heading, styled), _section(chance, sentences, styled)]
        size, section = sum(len(part.encode()) for part in parts), section + 1
    return "".join(parts)


def _section(chance: random.Random, sentences: list[str], styled: float) -> str:
    form = chance.random()
    if form < 0.4:
        return _element(chance, "p", ". ".join(sentences) + ".", styled)
    if form < 0.5:
        return "<br>".join(sentences)
    items = "\n".join(_element(chance, "li", one, styled) for one in sentences)
    return f"<ul>\n{items}\n</ul>"


def _sentence(chance: random.Random, language: str, facts: list[str]) -> str:
    """A fact that was not told yet, or a duty."""
    form = facts.pop() if facts and chance.random() < 0.4 else chance.choice(_DUTIES[language])
    nouns = _NOUNS[language]
    for skill in chance.sample(_SKILLS, form.count("{skill}")):
        form = form.replace("{skill}", skill, 1)
    return form.replace("&", "&amp;").format(
        noun=chance.choice(nouns),
        few=chance.randint(2, 6),
        two=chance.randint(10, 99),
        pay=chance.randint(40, 90),
        pay2=chance.randint(91, 180),
    )


def _element(chance: random.Random, tag: str, content: str, styled: float) -> str:
    if chance.random() >= styled:
        return f"<{tag}>{content}</{tag}>"
    words = content.replace(" ", "&nbsp;", 1).split(" ")
    words[len(words) // 2] = f"<strong>{words[len(words) // 2]}</strong>"
    style = 'style="font-weight: 400; margin: 0" data-x="1"'
    return f'<{tag} {style}><span class="c{len(words)}">{" ".join(words)}</span></{tag}>'
