"""Finding a Java: new enough, whole, and within reach; else one clear sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from openings.elastic.account import Account
from openings.elastic.errors import NoJavaError
from openings.elastic.java import java_homes, locate_java

STRANGER = Account("stranger", 54321, 54321)
MakeJava = Callable[..., Path]


@pytest.fixture
def make_java(tmp_path: Path) -> MakeJava:
    def make(name: str, *modules: str, code: int = 0) -> Path:
        home = tmp_path / name
        (home / "bin").mkdir(parents=True)
        java = home / "bin" / "java"
        lines = "\n".join(modules)
        java.write_text(
            f'#!/bin/sh\n[ "$1" = --list-modules ] || exit 9\necho "{lines}"\nexit {code}\n'
        )
        java.chmod(0o755)
        return home

    return make


@pytest.fixture(autouse=True)
def _no_download(monkeypatch: pytest.MonkeyPatch) -> None:
    # Nobody listens on this port of loopback.
    monkeypatch.setenv("CJDK_INDEX_URL", "https://127.0.0.1:9/index.json")


def test_the_chosen_one_comes_before_the_path_and_the_usual_folders(make_java: MakeJava) -> None:
    chosen, general, path = make_java("es"), make_java("general"), make_java("path")
    usual = [make_java("jvm/jdk-21"), make_java("jvm/jdk-25")]
    environ = {
        "PATH": f"/nowhere:{path / 'bin'}",
        "JAVA_HOME": str(general),
        "ES_JAVA_HOME": str(chosen),
    }
    homes = list(java_homes(environ, [f"{usual[0].parent}/*"]))
    assert homes == [chosen, general, path, usual[1], usual[0]]


def test_a_java_on_the_path_is_followed_to_its_home(make_java: MakeJava, tmp_path: Path) -> None:
    home = make_java("jvm/jdk-21")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").symlink_to(home / "bin" / "java")
    assert list(java_homes({"PATH": str(tmp_path / "bin")}, [])) == [home]


def test_the_first_that_is_new_enough_and_whole_is_taken(
    make_java: MakeJava, tmp_path: Path
) -> None:
    homes = [
        tmp_path / "missing",
        make_java("eight", "Unrecognized option: --list-modules", code=1),
        make_java("old", "java.base@17.0.15", "jdk.jdi@17.0.15"),
        make_java("jre", "java.base@25.0.3", "jdk.jdwp.agent@25.0.3"),
        make_java("good", "java.base@21.0.1", "jdk.jdi@21.0.1"),
        make_java("later", "java.base@25.0.3", "jdk.jdi@25.0.3"),
    ]
    assert locate_java(homes, tmp_path, None) == tmp_path / "good"


def test_what_was_found_and_does_not_do_is_told(make_java: MakeJava, tmp_path: Path) -> None:
    homes = [
        make_java("eight", "Unrecognized option: --list-modules", code=1),
        make_java("old", "java.base@17.0.15", "jdk.jdi@17.0.15"),
        make_java("jre", "java.base@25.0.3"),
        make_java("stub", "Unable to locate a Java Runtime", code=1),
    ]
    (tmp_path / "broken" / "bin").mkdir(parents=True)
    (tmp_path / "broken" / "bin" / "java").touch()
    with pytest.raises(NoJavaError) as caught:
        locate_java([*homes, tmp_path / "broken"], tmp_path / "cache", None)
    for part in (
        "Java 21 or newer with the module jdk.jdi",
        "ES_JAVA_HOME",
        f"{tmp_path}/eight, older than Java 9",
        f"{tmp_path}/old, version 17",
        f"{tmp_path}/jre, version 25 without jdk.jdi",
        f"{tmp_path}/stub, of unknown version",
        f"{tmp_path}/broken, does not run",
        "download: failed",
    ):
        assert part in str(caught.value)


def test_a_java_that_the_nodes_account_cannot_reach_is_passed_over(
    make_java: MakeJava, tmp_path: Path
) -> None:
    home = make_java("closed/jdk", "java.base@25.0.3", "jdk.jdi@25.0.3")
    home.parent.chmod(0o700)
    assert locate_java([home], tmp_path, None) == home
    with pytest.raises(NoJavaError, match="closed/jdk, out of reach for the account stranger"):
        locate_java([home], tmp_path / "cache", STRANGER)


def test_a_jdk_downloaded_before_is_found_without_the_network(
    make_java: MakeJava, tmp_path: Path
) -> None:
    home = make_java("cache/jdk/v0/jdks/0123abcd/jdk-25", "java.base@25.0.3", "jdk.jdi@25.0.3")
    assert locate_java([], tmp_path / "cache", None) == home
