"""Every request of a board's read is counted out when it is made and in when it is done with.

So a read knows when nothing is under way any more, whatever became of its requests.
"""

import logging
from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

import scrapy
from scrapy.exceptions import NotSupported
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.shapes.base import BoardSpider, Output
from crawler.shapes.reading import Reading
from crawler.web.answers import BoardError, CutAnswerError
from crawler.web.faults import in_words, is_cut

logger = logging.getLogger(__name__)

Context = Mapping[str, Any]
"""What a step takes beside the response and the reading, by name."""


class CountedReads(BoardSpider):
    """Base of `Listing`: its steps are generators, and what they raise is the board's alone."""

    @abstractmethod
    def failed(self, error: BoardError, reading: Reading, context: Context) -> Output:
        """A step could not be taken, or its request was not answered."""

    @abstractmethod
    def all_in(self, reading: Reading) -> Output:
        """No request is out: ask for more, or end the read."""

    def send(
        self,
        request: scrapy.Request,
        step: Callable[..., Output],
        reading: Reading,
        **context: Any,
    ) -> scrapy.Request:
        """Count a request out; what comes back, answer or failure, counts it in."""
        reading.out += 1
        return request.replace(
            callback=self._answered,
            errback=self._unanswered,
            cb_kwargs={"step": step, "reading": reading, "context": context},
            # Two boards, or two details, may share an address, and each has its own end.
            dont_filter=True,
        )

    def _answered(
        self, response: Response, step: Callable[..., Output], reading: Reading, context: Context
    ) -> Output:
        try:
            yield from step(response, reading, **context)
        except BoardError as error:
            yield from self.failed(error, reading, context)
        except NotSupported:
            no_text = BoardError(f"{response.url} answers what is no text")
            yield from self.failed(no_text, reading, context)
        except Exception as error:
            # A fault of ours in one board: shown with its traceback, and the others go on.
            logger.exception("Reading %s failed", response.url)
            fault = BoardError(f"internal error at {response.url}: {error!r}")
            yield from self.failed(fault, reading, context)
        yield from self._counted_in(reading)

    def _unanswered(self, failure: Failure) -> Output:
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]
        reading, context = request.cb_kwargs["reading"], request.cb_kwargs["context"]
        assert failure.value is not None
        yield from self.failed(_as_board_error(failure.value, request.url), reading, context)
        yield from self._counted_in(reading)

    def _counted_in(self, reading: Reading) -> Output:
        reading.out -= 1
        if not reading.out:
            yield from self.all_in(reading)


def _as_board_error(error: BaseException, url: str) -> BoardError:
    if isinstance(error, BoardError):
        return error
    kind = CutAnswerError if is_cut(error) else BoardError
    return kind(in_words(error, url))
