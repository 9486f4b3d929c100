"""The closed vocabularies of a job posting, defined once.

Every value that a posting, a filter or a facet can hold stands here; the API serves them. A value
that is not known is null and never a member of these lists.
"""

from enum import StrEnum


class EmploymentType(StrEnum):
    """How much and on what basis one works. "Permanent" is no type: it is kept as text only."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    CONTRACT = "contract"
    TEMPORARY = "temporary"
    INTERNSHIP = "internship"
    APPRENTICESHIP = "apprenticeship"
    VOLUNTEER = "volunteer"


class WorkplaceType(StrEnum):
    """Where the work is done."""

    ONSITE = "onsite"
    HYBRID = "hybrid"
    REMOTE = "remote"


class Seniority(StrEnum):
    """Career level. Words of function name none: an account manager, a staff accountant.

    `internship`: co-ops, working students. `entry`: junior, trainee, graduate, grade I. `mid`:
    grade II, journeyman. `senior`: grade III and IV. `lead`: of a team or shift, supervisors; staff
    and principal specialists. `manager`: of people, a unit or a field. `director`: also head of.
    `executive`: officers of the first rank, presidents.
    """

    INTERNSHIP = "internship"
    ENTRY = "entry"
    MID = "mid"
    SENIOR = "senior"
    LEAD = "lead"
    MANAGER = "manager"
    DIRECTOR = "director"
    VP = "vp"
    EXECUTIVE = "executive"


class Category(StrEnum):
    """Job function: what the work is, whatever the employer's field.

    `engineering` holds software, hardware and construction design, not the running of systems
    (`it`); `data` analysis and machine learning research; `operations` general and project
    management; `trades` electricians, mechanics, maintenance; `other` what is none of these, such
    as cleaning or hairdressing, and postings without work of their own (talent pools, trials).
    """

    ENGINEERING = "engineering"
    DATA = "data"
    IT = "it"
    PRODUCT = "product"
    DESIGN = "design"
    MARKETING = "marketing"
    SALES = "sales"
    CUSTOMER_SERVICE = "customer_service"
    OPERATIONS = "operations"
    SUPPLY_CHAIN = "supply_chain"
    MANUFACTURING = "manufacturing"
    CONSTRUCTION = "construction"
    TRANSPORT = "transport"
    HEALTHCARE = "healthcare"
    EDUCATION = "education"
    FINANCE = "finance"
    LEGAL = "legal"
    HR = "hr"
    ADMINISTRATION = "administration"
    RETAIL = "retail"
    HOSPITALITY = "hospitality"
    SCIENCE = "science"
    SECURITY = "security"
    PUBLIC_SERVICE = "public_service"
    MEDIA = "media"
    AGRICULTURE = "agriculture"
    TRADES = "trades"
    OTHER = "other"


class SalaryPeriod(StrEnum):
    """What span of work an amount pays for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class SalaryKind(StrEnum):
    """What an amount covers: base pay, on-target earnings, or everything together."""

    BASE = "base"
    OTE = "ote"
    TOTAL = "total"


class Education(StrEnum):
    """The lowest degree asked for.

    `none`: said to be needless. `vocational`: vocational training, apprenticeship, associate
    degree, or another below a bachelor's. `bachelor`: also an unnamed university degree.
    """

    NONE = "none"
    SECONDARY = "secondary"
    VOCATIONAL = "vocational"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"


class Benefit(StrEnum):
    """What is offered beside pay.

    `paid_time_off` is vacation and paid holidays, `equity` shares or options for employees, `bonus`
    pay that is tied to a goal or a year, `tuition` help with the cost of formal education,
    `learning_budget` any other budget for learning, `commuter` help with the way to work (tickets,
    bicycles), `wellness` sport and mental health, `meals` food or vouchers for it.
    """

    HEALTH_INSURANCE = "health_insurance"
    DENTAL = "dental"
    VISION = "vision"
    LIFE_INSURANCE = "life_insurance"
    DISABILITY_INSURANCE = "disability_insurance"
    HEALTH_ACCOUNT = "health_account"
    RETIREMENT_PLAN = "retirement_plan"
    PAID_TIME_OFF = "paid_time_off"
    SICK_LEAVE = "sick_leave"
    PARENTAL_LEAVE = "parental_leave"
    SABBATICAL = "sabbatical"
    VOLUNTEER_TIME = "volunteer_time"
    FLEXIBLE_HOURS = "flexible_hours"
    EQUITY = "equity"
    BONUS = "bonus"
    TUITION = "tuition"
    LEARNING_BUDGET = "learning_budget"
    REMOTE_STIPEND = "remote_stipend"
    RELOCATION = "relocation"
    COMMUTER = "commuter"
    COMPANY_CAR = "company_car"
    MEALS = "meals"
    WELLNESS = "wellness"
    CHILDCARE = "childcare"
    EMPLOYEE_DISCOUNT = "employee_discount"


class Provenance(StrEnum):
    """Where a derived value comes from.

    `stated`: a structured field of the source. `parsed`: read out of its text. `inferred`:
    concluded from other values.
    """

    STATED = "stated"
    PARSED = "parsed"
    INFERRED = "inferred"


class PostedPrecision(StrEnum):
    """How exactly `posted_at` is known; `at_latest`: it is an upper bound ("30+ days ago")."""

    INSTANT = "instant"
    DAY = "day"
    AT_LATEST = "at_latest"


class Status(StrEnum):
    """Whether the posting can be applied to."""

    OPEN = "open"
    CLOSED = "closed"


class ClosedReason(StrEnum):
    """Why a posting is closed."""

    UNLISTED = "unlisted"
    GONE = "gone"
    EXPIRED = "expired"
    BOARD_GONE = "board_gone"
    BOARD_RETIRED = "board_retired"


class Outcome(StrEnum):
    """How one read of a board ended.

    `complete`: every listed posting was seen. `empty`: the board is there and lists nothing.
    `partial`: some of the listing was read. `missing`: the source knows no such board. `gone`: it
    did, and confirmed since that it does no more. `blocked`: a challenge or a login stood in the
    way. `failed`: anything else.
    """

    COMPLETE = "complete"
    EMPTY = "empty"
    PARTIAL = "partial"
    MISSING = "missing"
    GONE = "gone"
    BLOCKED = "blocked"
    FAILED = "failed"


class ChangeKind(StrEnum):
    """What became of a posting with one of its versions."""

    CREATED = "created"
    UPDATED = "updated"
    CLOSED = "closed"
    REOPENED = "reopened"
    ERASED = "erased"


class ChangeCause(StrEnum):
    """Who changed a posting.

    `crawl`: its board was read. `renormalize`: its kept payload was read anew. `group`: it was
    compared with others. `retire`: its board was taken out of the registry. `erase`: its removal
    was asked for.
    """

    CRAWL = "crawl"
    RENORMALIZE = "renormalize"
    GROUP = "group"
    RETIRE = "retire"
    ERASE = "erase"
