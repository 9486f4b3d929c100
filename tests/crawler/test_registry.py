"""The registry: what a line may be, and what is said of one that may not."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import boards
from crawler.boards import Entry, RegistryError, Retired, checked, registry, retired, write
from crawler.raw import Employer
from mappings.identity import Board

HEADER = "token,site,host,company,domain\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("OPENINGS_BOARDS", str(tmp_path))
    for cached in (boards.folder, registry, retired, boards.starter):
        cached.cache_clear()
    yield tmp_path
    for cached in (boards.folder, registry, retired, boards.starter):
        cached.cache_clear()


def test_a_line_says_what_is_known(folder):
    (folder / "workday.csv").write_text(
        HEADER + 'acme,Careers,acme.wd5.myworkdayjobs.com,"Acme, Inc.",acme.example\nbolt,B,,,\n'
    )

    acme, bolt = registry("workday").values()

    assert acme.board == Board("workday", "acme", "Careers")
    assert acme.board.host == "acme.wd5.myworkdayjobs.com"
    assert acme.employer == Employer("Acme, Inc.", "acme.example")
    assert (bolt.board.host, bolt.employer) == (None, Employer())
    assert registry("nothing") == {}


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("${TOKEN},,,,", "line 2: '${TOKEN}' is no token"),
        ("undefined,,,,", "line 2: 'undefined' is no token"),
        (",,,,", "line 2: '' is no token"),
        ("acme,{site},,,", "line 2: '{site}' is no site"),
        ("acme,,https://acme.example,,", "no host name"),
        ("acme,,Acme.example,,", "no host name"),
        ("acme,,acme.example/jobs,,", "no host name"),
        ("acme,,localhost,,", "no host name"),
        ("acme,,,Acme ,", "has blanks around it"),
        ("acme,,,,\nACME,,,,", "line 3: lever:acme stands twice"),
        ("bolt,,,,\nacme,,,,", "line 3: lever:acme stands after lever:bolt"),
        ("acme,,,", "line 2: 4 columns, not 5"),
    ],
)
def test_a_faulty_line_is_named(folder, lines, fault):
    (folder / "lever.csv").write_text(HEADER + lines + "\n")

    with pytest.raises(RegistryError, match=r"lever\.csv line") as refused:
        registry("lever")

    assert fault in str(refused.value)


def test_other_columns_are_refused(folder):
    (folder / "lever.csv").write_text("token,company\nacme,Acme\n")

    with pytest.raises(RegistryError, match="token,site,host,company,domain"):
        registry("lever")


def test_all_faults_of_a_file_are_found_at_once(folder):
    (folder / "lever.csv").write_text(HEADER + "null,,,,\nacme,,,,\nacme,,,,\n")

    assert [isinstance(found, RegistryError) for found in checked("lever")] == [True, False, True]


_texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
_names = _texts.map(str.strip).map(lambda text: text or None)
_tokens = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,20}[A-Za-z0-9]", fullmatch=True)


@given(st.lists(st.tuples(_tokens, _names, _names), unique_by=lambda line: line[0].casefold()))
def test_what_is_written_is_read(lines):
    entries = [
        Entry(Board("lever", token), Employer(name, domain)) for token, name, domain in lines
    ]
    entries = [entry for entry in entries if entry.board.token.lower() not in ("null", "none")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boards, "folder", lambda: FOLDER)
        write("lever", entries)
        assert sorted(registry("lever").values(), key=repr) == sorted(entries, key=repr)
        registry.cache_clear()


@pytest.fixture(scope="module", autouse=True)
def _scratch(tmp_path_factory):
    global FOLDER  # noqa: PLW0603 - hypothesis has no fixtures a case
    FOLDER = tmp_path_factory.mktemp("boards")


@pytest.mark.usefixtures("folder")
def test_retired_boards_are_kept_with_day_and_reason():
    boards.write_retired({"lever:acme": Retired("2026-11-25", "moved, to another system")})

    assert retired() == {"lever:acme": Retired("2026-11-25", "moved, to another system")}


def test_one_source_is_loaded_without_the_others():
    program = (
        "import crawler.boards as b; b.registry('gem'); print(b.registry.cache_info().currsize)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "1"


def test_the_files_stay_of_a_size_to_be_looked_at():
    sizes = [path.stat().st_size for path in boards.folder().glob("*.csv")]

    assert max(sizes) < 1_400_000
    assert sum(sizes) < 8_000_000
