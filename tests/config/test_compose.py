"""docker-compose.yml keeps its promises, checked without a container engine."""

import json
import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import psycopg
import pytest
import yaml

from scorecard.local.demo import programs
from scorecard.local.postgres import Server, find_binaries
from scorecard.local.secret_files import contents, write_missing

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
LASTING = [name for name in SERVICES if name not in ("migrate", "backup", "restore")]


def words(command: object) -> list[str]:
    return command if isinstance(command, list) else str(command).split()


def test_the_five_services_of_a_server_are_there():
    assert set(LASTING) == {"db", "redis", "web", "worker", "beat"}


@pytest.mark.parametrize("name", LASTING)
def test_every_lasting_service_says_whether_it_is_well_and_comes_back(name):
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] in ("CMD", "CMD-SHELL")
    assert {"interval", "timeout", "retries"} <= check.keys()
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_is_root_or_can_become_more_than_it_is(name):
    service = SERVICES[name]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])
    assert service["read_only"] is True
    assert any(mount.startswith("/tmp") for mount in service["tmpfs"])
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_is_pinned_to_a_version(name):
    image, _, tag = SERVICES[name]["image"].partition(":")
    assert image in ("postgres", "redis", "primary-care-scorecard")
    assert re.match(r"\d+(\.\d+)*", tag)


def test_every_secret_is_a_file_that_make_secrets_writes(tmp_path):
    write_missing(tmp_path)
    for secret in COMPOSE["secrets"].values():
        folder, _, name = secret["file"].rpartition("/")
        assert folder == "var/secrets"
        assert (tmp_path / name).read_text()
    used = {name for service in SERVICES.values() for name in service.get("secrets", [])}
    assert used == set(COMPOSE["secrets"])


@pytest.mark.parametrize("name", SERVICES)
def test_no_secret_stands_in_the_environment(name):
    for key, value in SERVICES[name].get("environment", {}).items():
        secret = re.search(r"SECRET|PASSWORD|_URL", key)
        if secret:
            assert key.endswith("_FILE")
            given = Path(value)
            assert str(given.parent) == "/run/secrets"
            assert given.name in SERVICES[name]["secrets"]


def test_secret_files_are_made_once_and_agree(tmp_path):
    folder = tmp_path / "secrets"
    assert sorted(write_missing(folder)) == sorted(contents(folder))
    before = {file.name: file.read_text() for file in folder.iterdir()}
    assert before["database_password"] in before["database_url"]
    assert before["redis_password"] in before["broker_url"]
    assert folder.stat().st_mode & 0o777 == 0o700
    (folder / "database_url").unlink()
    assert write_missing(folder) == ["database_url"]
    assert {file.name: file.read_text() for file in folder.iterdir()} == before


def test_the_product_waits_for_its_services_and_its_tables():
    for name in ("web", "worker", "beat"):
        waits = SERVICES[name]["depends_on"]
        assert waits["db"]["condition"] == waits["redis"]["condition"] == "service_healthy"
        assert waits["migrate"]["condition"] == "service_completed_successfully"


def test_the_tables_are_followed_by_the_checks_which_stop_everything_else():
    shell, flag, script = SERVICES["migrate"]["command"]
    assert (shell, flag) == ("sh", "-ec")
    assert script.splitlines() == [
        "python manage.py migrate --no-input",
        "exec python manage.py check --deploy --fail-level ERROR",
    ]


@pytest.mark.parametrize("name", ["web", "worker"])
@pytest.mark.parametrize(
    ("allowed", "host"),
    [
        ("a.example, b.example", "a.example"),
        (".a.example", "a.example"),
        ("*", "localhost"),
    ],
)
def test_health_is_asked_for_by_a_name_that_is_allowed(monkeypatch, name, allowed, host):
    asked = []
    monkeypatch.setenv("ALLOWED_HOSTS", allowed)
    monkeypatch.setattr(urllib.request, "urlopen", lambda page, timeout: asked.append(page))
    *python, program, address = SERVICES[name]["healthcheck"]["test"]
    assert python == ["CMD", "python", "-c"]
    monkeypatch.setattr(sys, "argv", ["-c", address])
    exec(program, {})
    assert asked[0].get_header("Host") == host


def test_only_the_web_server_is_reachable_and_only_from_this_machine():
    ports = {name: s["ports"] for name, s in SERVICES.items() if "ports" in s}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["db"]["networks"] == SERVICES["redis"]["networks"] == ["inside"]


def test_the_worker_runs_with_the_flags_of_the_demo():
    demo = next(p for p in programs(8000) if "worker" in p.command)
    flags = {word for word in demo.command if word.startswith("--without")}
    assert flags <= set(SERVICES["worker"]["command"])


def test_shell_commands_have_no_variable_for_compose_to_swallow():
    text = (ROOT / "docker-compose.yml").read_text()
    assert not re.findall(r"(?<!\$)\$\((?!\()", text), "write $$( in a shell command"


def test_a_back_up_can_be_restored(tmp_path):
    """Runs the two commands of the file itself, on the embedded server."""
    (tmp_path / "database_password").write_text("unused")
    server = Server(tmp_path / "home", durable=False)
    with server as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE ROLE scorecard SUPERUSER LOGIN")
            connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
        dump = run_service("backup", server.socket, tmp_path, b"")
        with psycopg.connect(url) as connection:
            connection.execute("UPDATE kept SET n = 8")
            connection.execute("CREATE TABLE later ()")
        run_service("restore", server.socket, tmp_path, dump)
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT n FROM kept").fetchone() == (7,)


def run_service(name: str, host: Path, secrets: Path, given: bytes) -> bytes:
    shell, flag, script = SERVICES[name]["command"]
    script = script.replace("$$", "$").replace("/run/secrets", str(secrets))
    script = script.replace("--host=db", f"--host={host}")
    path = f"{find_binaries()}:{os.environ['PATH']}"
    done = subprocess.run(
        [shell, flag, script], input=given, capture_output=True, env={"PATH": path}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


DOCKERFILE = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text())


def test_every_step_of_the_image_is_a_make_target_that_runs_here_too():
    """But for system packages, for which the last image has no make: see the next test."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    steps = [words(line)[1:] for line in DOCKERFILE.splitlines() if line.startswith("RUN make")]
    assert steps
    for step in steps:
        assert step[0] == "make"
        assert set(step[1:]) <= targets
    image = re.search(r"^image:([^#]*)", (ROOT / "Makefile").read_text(), re.M)[1].split()
    assert [step[1] for step in steps] == image


def test_the_image_installs_only_system_packages_that_are_tried_here_too():
    (step,) = [
        line
        for line in DOCKERFILE.splitlines()
        if line.startswith("RUN ") and not line.startswith("RUN make")
    ]
    said = re.fullmatch(
        r"RUN apt-get update && apt-get install -y --no-install-recommends ([a-z0-9. -]+)"
        r" && rm -rf /var/lib/apt/lists/\*",
        " ".join(step.split()),
    )
    tried = re.search(r"for package in ([^;]+);", (ROOT / ".ci/run").read_text())
    assert sorted(said[1].split()) == sorted(tried[1].split())


def test_the_image_does_not_run_as_root_and_is_built_on_pinned_ones():
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", DOCKERFILE, re.M)
    assert SERVICES["web"]["user"] in DOCKERFILE
    for image in re.findall(r"^FROM (\S+)", DOCKERFILE, re.M):
        assert re.search(r":\d+\.\d+-", image)


def served() -> list[str]:
    """The command of the image, in words."""
    return json.loads(re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.M)[1])


def options(command: list[str]) -> dict[str, str]:
    """What follows each of its options; nothing follows a switch."""
    following = zip(command, [*command[1:], "--"], strict=True)
    pairs = ((one, after) for one, after in following if one.startswith("--"))
    return {one: "" if after.startswith("--") else after for one, after in pairs}


def test_readme_starts_the_web_server_as_the_image_does():
    said = re.search(r"^gunicorn .*$", (ROOT / "README.md").read_text(), re.M)[0].split()
    own_place = {"--bind", "--worker-tmp-dir"}  # of a container
    image = {name: of for name, of in options(served()).items() if name not in own_place}
    assert said[:2] == served()[:2] and options(said) == image


def test_a_slow_reader_keeps_a_thread_and_not_a_whole_process():
    demo = next(p for p in programs(8000) if "gunicorn" in p.command)
    for command in (served(), list(demo.command)):
        assert int(options(command)["--workers"]) >= 2
        assert int(options(command)["--threads"]) >= 4


def test_every_thread_finds_a_connection_to_the_database():
    """Two each, one for the stamp; PostgreSQL gives a hundred, and workers and people need some."""
    image = options(served())
    assert 2 * int(image["--workers"]) * int(image["--threads"]) <= 50


def test_the_image_takes_no_local_data_along():
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".git", ".venv", "var", "tests"} <= set(ignored)
