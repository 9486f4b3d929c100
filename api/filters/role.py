"""Filters by what the job is and what it asks for."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from api.clauses import Query, exists
from api.filters.declared import Commas, Distinct, Matches, excluding, on, or_unknown, terms
from api.values import language_code, one_of, skill_name, whole_number
from reference.vocabularies import Benefit, Category, Education, Seniority

_Seniorities = Annotated[
    tuple[Annotated[Seniority, one_of(Seniority)], ...], Commas, on("seniority")
]
_Categories = Annotated[tuple[Annotated[Category, one_of(Category)], ...], Commas, on("category")]
_Educations = Annotated[
    tuple[Annotated[Education, one_of(Education)], ...], Commas, on("education")
]
_Benefits = Annotated[tuple[Annotated[Benefit, one_of(Benefit)], ...], Commas, on("benefits")]
_Languages = Annotated[
    tuple[Annotated[str, AfterValidator(language_code)], ...], Commas, on("language")
]
_SKILLS = "skills.folded"


def _skills(names: Sequence[str]) -> Query:
    """By name, in any case."""
    return terms(_SKILLS, names)


_SkillNames = tuple[Annotated[str, AfterValidator(skill_name)], ...]
_Skills = Annotated[_SkillNames, Commas, Distinct, Matches(_skills, exists("skills"))]
_Years = Annotated[int, BeforeValidator(whole_number), Field(ge=0, le=60)]


class Role(BaseModel):
    """What the job is and what it asks for."""

    category: _Categories = Field((), description="Job function.", examples=[["engineering"]])
    exclude_category: _Categories = excluding("category", "sales")
    seniority: _Seniorities = Field((), description="Career level.", examples=[["senior", "lead"]])
    exclude_seniority: _Seniorities = excluding("seniority", "internship")
    skills: _Skills = Field(
        (),
        description="A skill that is asked for, by its name or an alias of it; one is enough.",
        examples=[["python", "k8s"]],
    )
    skills_all: Annotated[_SkillNames, Commas, Distinct] = Field(
        (), description="As `skills`, but all of them are asked for.", examples=[["python", "sql"]]
    )
    exclude_skills: _Skills = excluding("skills", "php")
    education: _Educations = Field(
        (), description="The least education that is asked for.", examples=[["bachelor"]]
    )
    exclude_education: _Educations = excluding("education", "doctorate")
    experience_min: _Years | None = Field(
        None, description="Asks for this many years of experience or more.", examples=[2]
    )
    experience_max: _Years | None = Field(
        None, description="Asks for this many years of experience or fewer.", examples=[5]
    )
    language: _Languages = Field(
        (), description="Language of the description, ISO 639-1.", examples=[["en", "de"]]
    )
    exclude_language: _Languages = excluding("language", "fr")
    benefits: _Benefits = Field(
        (), description="A benefit that is offered; one is enough.", examples=[["equity"]]
    )
    exclude_benefits: _Benefits = excluding("benefits", "bonus")


_ASKED = "experience_years_min"


def role_clauses(params: Any, unknowns: tuple[str, ...]) -> Iterator[Query]:
    """Write the clauses of the filters that are no plain equality."""
    yield from (terms(_SKILLS, [skill]) for skill in params.skills_all)
    for name, bound in (("experience_min", "gte"), ("experience_max", "lte")):
        years = getattr(params, name)
        if years is not None:
            query = {"range": {_ASKED: {bound: years}}}
            yield or_unknown(query, exists(_ASKED), unknown=name in unknowns)
