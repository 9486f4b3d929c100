"""Find a Java that can run Elasticsearch, or download one.

Elasticsearch 9 needs Java 21 or newer, with the module `jdk.jdi`, which only a full JDK has.
See https://www.elastic.co/docs/deploy-manage/deploy/self-managed/installing-elasticsearch#jvm-version
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import cjdk

from openings.elastic.account import Account
from openings.elastic.errors import NoJavaError

OLDEST_VERSION = 21
DOWNLOADED_VERSION = "25"
_MODULE = "jdk.jdi"
_PROBE_SECONDS = 30

# Where packages of Linux, macOS and the usual tools put a JDK; `~` is the caller's home.
USUAL_FOLDERS = (
    "/usr/lib/jvm/*",
    "/opt/java/*",
    "/opt/jdk*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
    "~/.sdkman/candidates/java/*",
    "~/.jdks/*",
)


def java_homes(environ: Mapping[str, str], patterns: Iterable[str]) -> Iterator[Path]:
    """Yield the folders that may hold a Java, the most explicitly chosen first.

    `environ` gives `ES_JAVA_HOME`, `JAVA_HOME` and `PATH`; `patterns` are globs of folders, in
    each of which the newest-looking name comes first.
    """
    for name in ("ES_JAVA_HOME", "JAVA_HOME"):
        if environ.get(name):
            yield Path(environ[name])
    on_path = shutil.which("java", path=environ.get("PATH", ""))
    if on_path:
        yield Path(on_path).resolve().parent.parent
    for pattern in patterns:
        absolute = Path(pattern).expanduser()
        relative = absolute.relative_to(absolute.anchor)
        yield from sorted(Path(absolute.anchor).glob(str(relative)), reverse=True)


def locate_java(homes: Iterable[Path], cache: Path, account: Account | None) -> Path:
    """Return the first suitable of `homes`, else a JDK downloaded into `cache`.

    `account` is who will run it, if not the caller. Raises `NoJavaError`, which lists what was
    found and why it does not do.
    """
    downloaded = java_homes(
        {}, (f"{cache}/jdk/v0/jdks/*/*", f"{cache}/jdk/v0/jdks/*/*/Contents/Home")
    )
    seen: list[str] = []
    for home in dict.fromkeys([*homes, *downloaded]):
        if not (home / "bin" / "java").is_file():
            continue
        problem = _problem(home, account)
        if problem is None:
            return home
        seen.append(f"{home}, {problem}")
    return _download(cache, account, seen)


def _problem(home: Path, account: Account | None) -> str | None:
    """Say why the Java in `home` cannot run Elasticsearch; `None` if it can."""
    if account is not None and not account.may_reach(home / "bin" / "java"):
        return f"out of reach for the account {account.name}"
    try:
        modules = _list_modules(home)
    except (OSError, subprocess.SubprocessError) as error:
        return f"does not run ({error})"
    version = re.search(r"^java\.base@(\d+)", modules, re.MULTILINE)
    if version is None:
        return "older than Java 9" if "Unrecognized option" in modules else "of unknown version"
    if int(version[1]) < OLDEST_VERSION:
        return f"version {version[1]}"
    if not re.search(rf"^{re.escape(_MODULE)}(@|$)", modules, re.MULTILINE):
        return f"version {version[1]} without {_MODULE}"
    return None


def _list_modules(home: Path) -> str:
    """Return one line `name@version` for each module of the Java in `home`, or its complaint."""
    result = subprocess.run(
        [home / "bin" / "java", "--list-modules"],
        capture_output=True,
        text=True,
        timeout=_PROBE_SECONDS,
        check=False,
    )
    return result.stdout + result.stderr


def _download(cache: Path, account: Account | None, seen: list[str]) -> Path:
    try:
        home = cjdk.java_home(
            vendor="adoptium",
            version=DOWNLOADED_VERSION,
            cache_dir=cache / "jdk",
            progress=sys.stderr.isatty(),
        )
    except (cjdk.CjdkError, OSError) as error:
        raise NoJavaError(seen, f"failed, {error}") from error
    problem = _problem(home, account)
    if problem is not None:
        raise NoJavaError(seen, f"{home}, {problem}")
    return home
