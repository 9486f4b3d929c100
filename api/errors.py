"""Every error that the API answers with: one object (RFC 9457), one exception a situation.

    ApiError
     |- InvalidParametersError  400  a parameter or a value is wrong; `errors` names each
     |- InvalidCursorError      400  a cursor that this API did not make
     |- OtherQueryError         400  a cursor sent with another search than it was made for
     |- UnauthorizedError       401  a key is needed, or the one that was sent is not known
     |- NotFoundError           404  no such posting, no such path
     |- MethodNotAllowedError   405  anything but GET and HEAD
     |- ExpiredCursorError      410  the view of the cursor is gone
     |- BodyNotAllowedError     413  a request with a body
     |- AddressTooLongError     414  an address longer than 8 KiB
     |- RateLimitedError        429  more requests than the caller's budget allows
     |- InternalError           500  a fault of ours
     |- UnavailableError        503  Elasticsearch is down, slow or overloaded
         |- TookTooLongError    503  this request would have taken longer than is allowed
         |- IndexMissingError   503  nothing has been indexed yet
         |- MisconfiguredError  503  Elasticsearch refuses us, or is another version

https://www.rfc-editor.org/rfc/rfc9457.html
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field

MEDIA_TYPE = "application/problem+json"
SHORT_LIST = 100


class ParameterError(BaseModel):
    """What is wrong with one parameter, and what would be right."""

    model_config = ConfigDict(frozen=True)

    parameter: str = Field(description="Its name as it was sent", examples=["workplace_type"])
    value: str | None = Field(description="Its value as it was sent", examples=["remot"])
    message: str = Field(examples=["'remot' is no workplace_type"])
    allowed: tuple[str, ...] | None = Field(
        None,
        description="Every valid value, or every parameter; null where the list is long or endless",
        examples=[["onsite", "hybrid", "remote"]],
    )
    closest: tuple[str, ...] = Field(
        (), description="The valid ones that come nearest", examples=[["remote"]]
    )

    @classmethod
    def choosing(
        cls, parameter: str, value: str | None, message: str, *, among: Sequence[str], sent: str
    ) -> Self:
        """Describe a choice that is none of `among`; `sent` is what the nearest are sought for."""
        return cls(
            parameter=parameter,
            value=value,
            message=message,
            allowed=short(among),
            closest=nearest(sent, among),
        )


class Problem(BaseModel):
    """The one error object of every route."""

    type: Annotated[str, Field(description="Names the kind of problem for programs")]
    title: Annotated[str, Field(description="Names the kind of problem for people")]
    status: Annotated[int, Field(description="The HTTP status")]
    detail: Annotated[str, Field(description="What went wrong here, and what to do")]
    instance: Annotated[str, Field(description="The path that was asked for")]
    errors: Annotated[tuple[ParameterError, ...], Field(description="One for each parameter")] = ()


class ApiError(Exception):
    """An answer other than success. Subclasses fix its status, its name and an example."""

    status: ClassVar[int]
    name: ClassVar[str]
    title: ClassVar[str]
    example: ClassVar[str]

    def __init__(
        self,
        detail: str,
        *,
        errors: Iterable[ParameterError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})

    def problem(self, path: str) -> Problem:
        """Write this error as the answer to a request for `path`."""
        return Problem(
            type=f"urn:openings:problem:{self.name}",
            title=self.title,
            status=self.status,
            detail=self.detail,
            instance=path,
            errors=self.errors,
        )


class InvalidParametersError(ApiError):
    """Raised with one `ParameterError` for each parameter or value that is wrong."""

    status = 400
    name = "invalid-parameters"
    title = "Invalid parameters"
    example = "contry: there is no such parameter; did you mean country?"

    def __init__(self, errors: Iterable[ParameterError]) -> None:
        listed = tuple(errors)
        super().__init__("; ".join(_sentence(error) for error in listed), errors=listed)


class InvalidCursorError(ApiError):
    """Raised for a cursor whose signature or content is not ours."""

    status = 400
    name = "invalid-cursor"
    title = "Invalid cursor"
    example = "This cursor was not made by this API, or it was changed. Start without a cursor."


class OtherQueryError(ApiError):
    """Raised where a cursor comes with other filters, words or order than it was made for."""

    status = 400
    name = "other-query"
    title = "The cursor belongs to another search"
    example = "Send a cursor with the parameters of the search that it came from."


class NotAcceptableError(ApiError):
    """Raised where a client takes none of the representations that there are."""

    status = 406
    name = "not-acceptable"
    title = "Not acceptable"
    example = "This is served as application/json, not as image/png."


class UnauthorizedError(ApiError):
    """Raised where a key is needed and none was sent, or one that is not known.

    https://www.rfc-editor.org/rfc/rfc6750.html#section-3
    """

    status = 401
    name = "unauthorized"
    title = "A valid key is needed"
    example = "Send your key as `Authorization: Bearer KEY` or as `X-API-Key: KEY`."

    def __init__(self, detail: str) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": 'Bearer realm="openings"'})


class NotFoundError(ApiError):
    """Raised for a posting or a path that does not exist."""

    status = 404
    name = "not-found"
    title = "Not found"
    example = "There is no job posting greenhouse:tidewater:1."


class MethodNotAllowedError(ApiError):
    """Raised for any method but GET and HEAD."""

    status = 405
    name = "method-not-allowed"
    title = "Method not allowed"
    example = "POST is not allowed here: this API is read-only (GET, HEAD)."


class ExpiredCursorError(ApiError):
    """Raised where the view that a cursor pages through is gone."""

    status = 410
    name = "expired-cursor"
    title = "The cursor has expired"
    example = "The view of this cursor is gone. Start the search again, without a cursor."


class BodyNotAllowedError(ApiError):
    """Raised for a request with a body: it would be ignored."""

    status = 413
    name = "body-not-allowed"
    title = "A request takes no body"
    example = "Send parameters in the address: a request to this API takes no body."


class AddressTooLongError(ApiError):
    """Raised for an address that is longer than the API reads."""

    status = 414
    name = "address-too-long"
    title = "The address is too long"
    example = "The address has 9000 bytes; at most 8192 are read."


class RateLimitedError(ApiError):
    """Raised for a request over the caller's budget; `Retry-After` says when it may come again.

    https://www.rfc-editor.org/rfc/rfc6585.html#section-4
    """

    status = 429
    name = "rate-limited"
    title = "Too many requests"
    example = "600 requests in 60 seconds are allowed. Try again in 7 seconds."

    def __init__(self, detail: str, retry_after: int) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after)})


class InternalError(ApiError):
    """Stands for a fault of ours; what it was is in the log, under the request's id."""

    status = 500
    name = "internal-error"
    title = "Internal error"
    example = "This is a fault of the API. Please report it with the X-Request-ID of this answer."


class UnavailableError(ApiError):
    """Raised where Elasticsearch does not answer, not in time, or not completely."""

    status = 503
    name = "search-unavailable"
    title = "The search is not available"
    example = "Elasticsearch does not answer. Try again in a few seconds."
    retry_after: ClassVar[int] = 5

    def __init__(self, detail: str) -> None:
        super().__init__(detail, headers={"Retry-After": str(self.retry_after)})


class TookTooLongError(UnavailableError):
    """Raised where Elasticsearch, or the whole request, took longer than is allowed."""

    name = "took-too-long"
    title = "The request took too long"
    example = (
        "The search was given up because it took too long. Ask for less at once (fewer facets,"
        " words or values), or try again later."
    )


class IndexMissingError(UnavailableError):
    """Raised where an alias does not exist yet."""

    name = "index-missing"
    title = "Nothing has been indexed yet"
    example = "The index does not exist yet: run `openings index create`, then a crawl."
    retry_after = 60


class MisconfiguredError(UnavailableError):
    """Raised where Elasticsearch refuses the API's user, or is no Elasticsearch 9."""

    name = "misconfigured"
    title = "The API cannot use its Elasticsearch"
    example = "Elasticsearch 9 is needed, another version answered."
    retry_after = 60


def nearest(sent: str, among: Sequence[str]) -> tuple[str, ...]:
    """Pick at most three of `among` that look most like `sent`, the nearest first."""
    folded = {choice.casefold(): choice for choice in among}
    return tuple(folded[key] for key in get_close_matches(sent.casefold(), folded, n=3))


def short(among: Sequence[str]) -> tuple[str, ...] | None:
    """Give the whole list where a person can read it, else (or of an empty list) None."""
    return tuple(among) if 0 < len(among) <= SHORT_LIST else None


def declared(*kinds: type[ApiError]) -> dict[int | str, dict[str, Any]]:
    """Declare the errors of a route for its OpenAPI document, with an example of each kind.

    Those that any route can answer need not be given.
    """
    responses: dict[int | str, dict[str, Any]] = {}
    always: tuple[type[ApiError], ...] = (AddressTooLongError, BodyNotAllowedError, InternalError)
    for kind in (*kinds, *always):
        response = responses.setdefault(kind.status, _response(kind.title))
        response["content"][MEDIA_TYPE]["examples"][kind.name] = {"value": _example(kind)}
    return {**responses, "4XX": _response("Any other mistake of a request")}


def _response(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema, "examples": {}}}}


SEARCHING: tuple[type[ApiError], ...] = (
    UnavailableError,
    TookTooLongError,
    IndexMissingError,
    MisconfiguredError,
)
"""What every route answers that asks Elasticsearch."""


def _example(kind: type[ApiError]) -> dict[str, Any]:
    return {
        "type": f"urn:openings:problem:{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": kind.example,
        "instance": "/v1/jobs",
        "errors": [],
    }


def _sentence(error: ParameterError) -> str:
    hint = f"; did you mean {' or '.join(error.closest)}?" if error.closest else ""
    return f"{error.parameter}: {error.message}{hint}"
