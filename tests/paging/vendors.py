"""How each vendor pages, as its servers do it: one class a vendor over the same `Rows`."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from mappings.identity import Board
from tests.fake_server import Answer, Arrival, FakeServer
from tests.paging.rows import Rows

_NOT_FOUND = Answer({}, status=404)


@dataclass(frozen=True)
class Vendor(ABC):
    """Plays the boards of a source by their tokens.

    `size`: rows a page; `states_total`, `has_details`: whether it has any.
    """

    boards: Mapping[str, Rows]

    source: ClassVar[str]
    host: ClassVar[str]
    site: ClassVar[str | None] = None
    size: ClassVar[int] = 3
    states_total: ClassVar[bool] = True
    has_details: ClassVar[bool] = True

    @classmethod
    def board(cls, token: str) -> Board:
        """The board of a token."""
        return Board(cls.source, token, cls.site, cls.host.format(token=token))

    def on(self, server: FakeServer) -> None:
        """Answer there."""
        for token in self.boards:
            server.play(self.host.format(token=token), self._answer)

    def _answer(self, arrival: Arrival) -> Answer:
        parts = urlsplit(unquote(arrival.path))
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        body = json.loads(arrival.body) if arrival.body else {}
        token = self.token_in(arrival.host, parts.path)
        if token not in self.boards:
            return self.elsewhere(parts.path)
        return self.answer(self.boards[token], parts.path, query | body)

    @abstractmethod
    def token_in(self, host: str, path: str) -> str:
        """The board that is asked for."""

    @abstractmethod
    def answer(self, rows: Rows, path: str, asked: Mapping[str, Any]) -> Answer:
        """The answer to a path; `asked` has the query and what was posted."""

    def elsewhere(self, path: str) -> Answer:
        """The answer where no board is named, or an unknown one."""
        return _NOT_FOUND


class Workday(Vendor):
    """The total on the first page only, 20 rows a page whatever comes."""

    source, host, site, size = "workday", "{token}.wd3.myworkdayjobs.com", "Careers", 20

    def token_in(self, host: str, path: str) -> str:
        return host.partition(".")[0]

    def answer(self, rows: Rows, path: str, asked: Mapping[str, Any]) -> Answer:
        if not path.endswith("/jobs"):
            return rows.detail(path.rpartition("_")[2], {"jobPostingInfo": {"location": "Kiel"}})
        return rows.page(asked["offset"], self.size, lambda ids: _workday_page(rows, ids, asked))


def _workday_page(rows: Rows, ids: list[str], asked: Mapping[str, Any]) -> dict[str, Any]:
    total = 0 if asked["offset"] else rows.total
    return {"total": total, "jobPostings": [workday_row(one) for one in ids], "facets": []}


def workday_row(row_id: str) -> dict[str, Any]:
    """A row of Workday's list."""
    return {"title": f"Job {row_id}", "externalPath": f"/job/Kiel/Job_{row_id}"}


class SmartRecruiters(Vendor):
    """Says nothing of an unknown company: 200, and an empty list."""

    source, host = "smartrecruiters", "api.smartrecruiters.com"

    def token_in(self, host: str, path: str) -> str:
        return path.split("/")[3]

    def answer(self, rows: Rows, path: str, asked: Mapping[str, Any]) -> Answer:
        if not path.endswith("/postings"):
            row_id = path.rpartition("/")[2]
            return rows.detail(row_id, _smart_row(row_id))
        offset, size = int(asked["offset"]), min(int(asked["limit"]), self.size)
        return rows.page(offset, size, lambda ids: _smart_page(offset, rows.total, ids))

    def elsewhere(self, path: str) -> Answer:
        return Answer(_smart_page(0, 0, []))


def _smart_page(offset: int, total: int, ids: list[str]) -> dict[str, Any]:
    return {"offset": offset, "totalFound": total, "content": [_smart_row(one) for one in ids]}


def _smart_row(row_id: str) -> dict[str, Any]:
    return {"id": row_id, "name": f"Job {row_id}", "company": {"identifier": "P", "name": "Paging"}}


class Oracle(Vendor):
    """Offset and limit inside one parameter; the search is the one item of the answer."""

    source, host, site = "oracle", "{token}.fa.us2.oraclecloud.com", "CX_1"

    def token_in(self, host: str, path: str) -> str:
        return host.partition(".")[0]

    def answer(self, rows: Rows, path: str, asked: Mapping[str, Any]) -> Answer:
        if "finder" not in asked:
            return Answer(b"<html><base href='/' data-sitenumber='CX_1'></html>")
        # parse_qs leaves the finder whole: its parts are joined by ";" and ",".
        kind, _, rest = asked["finder"].partition(";")
        finder = dict(part.split("=", 1) for part in rest.split(","))
        if kind == "ById":
            row_id = finder["Id"].strip('"')
            return rows.detail(row_id, {"items": [_oracle_row(row_id)]})
        assert int(finder["limit"]) >= self.size
        offset = int(finder["offset"])
        return rows.page(offset, self.size, lambda ids: _oracle_page(rows.total, ids))


def _oracle_page(total: int, ids: list[str]) -> dict[str, Any]:
    found = {"TotalJobsCount": total, "requisitionList": [_oracle_row(one) for one in ids]}
    return {"items": [found], "count": 1, "hasMore": False}


def _oracle_row(row_id: str) -> dict[str, Any]:
    return {"Id": row_id, "Title": f"Job {row_id}"}


class Ukg(Vendor):
    """`Skip` deep in what is posted; the details are pages."""

    source, host, site = "ukg", "recruiting.ultipro.com", "b0a7d"

    def token_in(self, host: str, path: str) -> str:
        return path.split("/")[1]

    def answer(self, rows: Rows, path: str, asked: Mapping[str, Any]) -> Answer:
        if "opportunityId" in asked:
            job = json.dumps(_ukg_row(asked["opportunityId"]))
            page = f"<script>var o = new US.CandidateOpportunityDetail({job});</script>"
            return rows.detail(asked["opportunityId"], page.encode())
        search = asked["opportunitySearch"]
        return rows.page(search["Skip"], self.size, lambda ids: _ukg_page(rows.total, ids))


def _ukg_page(total: int, ids: list[str]) -> dict[str, Any]:
    return {"opportunities": [_ukg_row(one) for one in ids], "totalCount": total}


def _ukg_row(row_id: str) -> dict[str, Any]:
    return {"Id": row_id, "Title": f"Job {row_id}"}


class Dayforce(Vendor):
    """The list is posted for with a token and its cookie; past the end it is empty."""

    source, host, site = "dayforce", "jobs.dayforcehcm.com", "CANDIDATEPORTAL"

    def token_in(self, host: str, path: str) -> str:
        parts = path.split("/")
        return parts[3] if parts[1:3] == ["api", "geo"] else parts[2]

    def answer(self, rows: Rows, path: str, asked: Mapping[str, Any]) -> Answer:
        if path.endswith("/search"):
            offset = asked["paginationStart"]
            return rows.page(offset, self.size, lambda ids: _dayforce_page(offset, rows, ids))
        if "/jobposting/" in path:
            row_id = path.rpartition("/")[2]
            return rows.detail(row_id, _dayforce_row(row_id))
        site = {"cultureCode": "en-US", "candidateCorrespondenceClientName": "Paging"}
        query = {"queryKey": ["site-info"], "state": {"data": site}}
        data = json.dumps({"props": {"pageProps": {"dehydratedState": {"queries": [query]}}}})
        return Answer(
            f"<script id='__NEXT_DATA__' type='application/json'>{data}</script>".encode()
        )

    def elsewhere(self, path: str) -> Answer:
        if path == "/api/auth/csrf":
            return Answer({"csrfToken": "t"}, headers={"Set-Cookie": "__Host-csrf=t; Path=/"})
        return super().elsewhere(path)


def _dayforce_page(offset: int, rows: Rows, ids: list[str]) -> dict[str, Any]:
    listed = [_dayforce_row(one) for one in ids]
    return {"jobPostings": listed, "offset": offset, "count": len(ids), "maxCount": rows.total}


def _dayforce_row(row_id: str) -> dict[str, Any]:
    return {"jobPostingId": row_id, "jobBoardId": 1, "jobTitle": f"Job {row_id}"}


class Workable(Vendor):
    """All texts in one answer; the list is posted for with the token that the page before gave."""

    source, host = "workable", "apply.workable.com"
    has_details = False

    def token_in(self, host: str, path: str) -> str:
        return path.partition("/accounts/")[2].partition("/")[0]

    def answer(self, rows: Rows, path: str, asked: Mapping[str, Any]) -> Answer:
        if "/widget/" in path:
            jobs = [_workable_row(one) for one in rows.ids]
            return Answer({"name": "Paging", "jobs": jobs})
        offset = int(asked.get("token", 0))
        return rows.page(offset, self.size, lambda ids: self._page(rows, offset, ids))

    def _page(self, rows: Rows, offset: int, ids: list[str]) -> dict[str, Any]:
        end = offset + self.size
        more = {"nextPage": str(end)} if end < len(rows.ids) or rows.wraps else {}
        return {"total": rows.total, "results": [_workable_row(one) for one in ids], **more}


def _workable_row(row_id: str) -> dict[str, Any]:
    return {"shortcode": row_id, "title": f"Job {row_id}"}


class Rippling(Vendor):
    """Numbered pages, whose number every page states."""

    source, host = "rippling", "api.rippling.com"
    states_total = False

    def token_in(self, host: str, path: str) -> str:
        return path.partition("/board/")[2].partition("/")[0]

    def answer(self, rows: Rows, path: str, asked: Mapping[str, Any]) -> Answer:
        if not path.endswith("/jobs"):
            row_id = path.rpartition("/")[2]
            url = f"https://ats.rippling.com/p/jobs/{row_id}"
            return rows.detail(row_id, {"uuid": row_id, "name": f"Job {row_id}", "url": url})
        offset = int(asked["page"]) * self.size
        return rows.page(offset, self.size, lambda ids: self._page(rows, ids))

    def _page(self, rows: Rows, ids: list[str]) -> dict[str, Any]:
        pages = -(-rows.total // self.size)
        return {"items": [{"id": one} for one in ids], "totalPages": pages}


VENDORS: tuple[type[Vendor], ...] = (
    Workday,
    SmartRecruiters,
    Oracle,
    Ukg,
    Dayforce,
    Workable,
    Rippling,
)
