"""Write the `expected.json` of cases anew, for a person to review the difference.

python -m tests.sources.review [CASE FOLDER ...]      all of them by default
"""

import sys
from pathlib import Path

from crawler.web.recorded import case_folders
from crawler.web.recording import write_expected
from tests.crawling import crawl_recorded


def main() -> None:
    for folder in map(Path, sys.argv[1:] or case_folders(Path(__file__).parent)):
        crawled = crawl_recorded(folder)
        write_expected(folder, crawled.report, crawled.postings)
        sys.stdout.write(f"{folder}: {crawled.report.outcome}, {len(crawled.postings)} postings\n")


if __name__ == "__main__":
    main()
