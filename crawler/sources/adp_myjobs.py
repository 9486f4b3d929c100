"""ADP MyJobs: the career sites of ADP Recruiting Management, for large employers.

https://developers.adp.com (documents the keyed APIs only)

- The career site's own answer hands every visitor a token, without an account; the listing wants
  it in a header.
- Pages hold 20 postings with their texts; larger ones fail. `count` is the total.
- A site may hide the posting dates. Pay stands in the text only.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.company import company_name
from crawler.normalize.dates import day_or_instant
from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At
from crawler.shapes.offset_pages import OffsetPages
from crawler.web.answers import BoardError, read_json
from mappings.identity import Board
from mappings.posting import PostingContent

SITE = "https://myjobs.adp.com/public/staffing/v1/career-site"
LIST = (
    "https://my.adp.com/myadp_prefix/mycareer/public/staffing/v1/job-requisitions"
    "/apply-custom-filters"
)
COLUMNS = (
    "reqId,jobTitle,publishedJobTitle,type,jobDescription,jobQualifications,workLocations,"
    "workLevelCode,clientRequisitionID,postingDate,requisitionLocations,postingLocations,"
    "organizationalUnits"
)


class AdpMyJobs(OffsetPages):
    """Pages by offset, with a stated total."""

    name = "adp_myjobs"
    title = "ADP MyJobs"
    documentation = "https://developers.adp.com"
    addresses = (Address("myjobs.adp.com/{token}"),)
    reserved = frozenset({"public", "static", "assets"})
    id_at = "reqId"
    rows_at = "jobRequisitions"
    total_at = "count"
    page_size = 20
    ignored = {
        "jobTitle": "the title inside of the company; publishedJobTitle is the public one",
        "careerSiteDomains": "the career sites that show it",
        "easyApplyEnabled": "the application form",
        "canApply": "the application form",
        "workLocations": "empty in all recordings",
        "postingLocations": "empty in all recordings",
        "organizationalUnits": "empty in all recordings",
        "requisitionLocations[].itemID": "internal",
        "requisitionLocations[].postingIndicator": "internal",
        "requisitionLocations[].primaryIndicator": "the first one",
        "requisitionLocations[].nameCode.codeValue": "internal",
        "requisitionLocations[].address.lineOne": "street",
        "requisitionLocations[].address.postalCode": "street",
        "requisitionLocations[].address.country.longName": "the name of its code",
        "requisitionLocations[].address.countrySubdivisionLevel1.longName": "the name of its code",
        "requisitionLocations[].address.geoCoordinate": "the street's; ours are the city's",
    }

    def opening_request(self, board: Board) -> Request:
        """The career site."""
        return Request(f"{SITE}/{quote(board.token)}")

    def is_missing(self, response: Response) -> bool:
        """A 400 alone may also blame the request."""
        return response.status == 400 and b"site not found" in response.body

    def read_opening(self, response: Response) -> Mapping[str, Any]:
        """`{"orgoid": ..., "myJobsToken": ..., "clientName": ...}`."""
        site = Fields(read_json(response))
        token, orgoid = site.text("myJobsToken"), site.text("orgoid")
        if token is None or orgoid is None:
            raise BoardError(f"{response.url} answers a career site without a visitor's token")
        return {"token": token, "orgoid": orgoid, "company": site.text("clientName")}

    def offset_request(self, at: At, offset: int) -> Request:
        """With the token of a visitor."""
        query = (
            f"$orderby=postingDate desc&$select={COLUMNS}&$top={self.page_size}&$skip={offset}"
            "&tz=America/New_York"
        )
        headers = {
            "Accept": "application/json",
            "myjobstoken": at.opening["token"],
            "orgoid": at.opening["orgoid"],
            "rolecode": "manager",
        }
        return Request(f"{LIST}?{query}", headers=headers)

    def opened_employer(self, at: At) -> Employer:
        """The client of the career site."""
        return Employer(company_name(at.opening["company"]))

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one requisition of the list."""
        row = raw.fields
        source_id = row.identifier("reqId")
        url = f"https://myjobs.adp.com/{quote(raw.board.token)}/cx/job/{source_id}"
        texts = (row.text("jobDescription"), row.text("jobQualifications"))
        return posting(
            raw,
            Statement(
                source_id=source_id,
                title=row.text("publishedJobTitle"),
                url=url,
                apply_url=url,
                requisition_id=row.identifier("clientRequisitionID"),
                html="\n".join(filter(None, texts)),
                places=[_place(place) for place in row.objects("requisitionLocations")],
                employment=[row.text("workLevelCode")],
                posted=day_or_instant(row.text("postingDate")),
                posted_text=row.text("postingDate"),
                evergreen=(row.text("type") or "").casefold() == "evergreen" or None,
            ),
        )


def _place(place: Fields) -> Place:
    """Its text is the name of the site: "GC - Orem-433"."""
    return Place(
        place.text("nameCode.longName"),
        place.text("address.cityName"),
        place.text("address.countrySubdivisionLevel1.codeValue"),
        place.text("address.country.codeValue"),
    )
