"""bin/setup and bin/test before and around Python: short sentences, nothing done twice."""

import importlib.util
import subprocess
import sys

import pytest

from tests.setup.conftest import PROJECT


def load(name):
    spec = importlib.util.spec_from_file_location(name, PROJECT / "bin" / "support" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def setup(tmp_path, monkeypatch):
    """bin/setup's Python part, at work on a project of two lock files in a temporary folder."""
    module = load("setup")
    (tmp_path / "requirements").mkdir()
    for name in ("app", "dev", "assets"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    monkeypatch.setattr(module, "PROJECT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(module, "REQUIREMENTS", tmp_path / "requirements")
    monkeypatch.setattr(module, "ASSETS", tmp_path / "requirements" / "assets.txt")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    module.PYTHON.symlink_to(sys.executable)
    return module


def mark_installed(setup, kind):
    setup.stamp(kind).write_text(setup.fingerprint(kind))


def test_what_was_installed_is_not_installed_again(setup):
    assert not setup.is_current("app")
    mark_installed(setup, "app")
    assert setup.is_current("app") and not setup.is_current("dev")


def test_what_the_tests_need_contains_what_the_application_needs(setup):
    mark_installed(setup, "dev")
    assert setup.is_current("app") and setup.is_current("dev")


@pytest.mark.parametrize("name", ["app", "assets"])
def test_a_changed_lock_file_is_installed(setup, name):
    mark_installed(setup, "app")
    (setup.REQUIREMENTS / f"{name}.txt").write_text("other==2\n")
    assert not setup.is_current("app")


def test_a_full_disk_is_one_sentence(setup):
    with pytest.raises(setup.SetupError, match="MB of free disk"):
        setup.check_disk(10**12)
    assert setup.what_failed(["ERROR: [Errno 28] No space left on device"]) == setup.FULL_DISK


def test_a_failed_installation_is_one_sentence(setup, capfd):
    text = setup.what_failed(["Collecting flask", "ERROR: No matching distribution found for flask"])
    assert text.endswith("ERROR: No matching distribution found for flask") and "\n" not in text


def test_every_locked_package_is_checked_against_a_hash():
    for lock in sorted((PROJECT / "requirements").glob("*.txt")):
        text = lock.read_text()
        assert text.count("==") and "--hash=sha256:" in text
        assert "http://" not in text and "https://" not in text


@pytest.mark.parametrize("name", ["setup", "dev", "test", "ci", "pamong", "release"])
def test_every_script_is_whole_shell(name):
    path = PROJECT / "bin" / name
    assert path.stat().st_mode & 0o111 == 0o111
    assert subprocess.run(["bash", "-n", path]).returncode == 0


def test_a_browser_that_is_not_there_is_named(monkeypatch):
    tests = load("run_tests")
    monkeypatch.setenv("CHROME_PATH", "/tidak/ada")
    assert tests.find_browser() == (None, "CHROME_PATH is /tidak/ada, which is no program.")


def test_a_named_browser_is_used(monkeypatch):
    tests = load("run_tests")
    monkeypatch.setenv("CHROME_PATH", "/bin/sh")
    assert tests.find_browser()[0] == "/bin/sh"


def test_dev_explains_itself_and_starts_nothing():
    done = subprocess.run([PROJECT / "bin" / "dev", "--help"], capture_output=True, text=True, timeout=10)
    assert done.returncode == 0 and "PAMONG_HOME" in done.stdout


def test_dev_refuses_what_it_does_not_know():
    done = subprocess.run([PROJECT / "bin" / "dev", "--cepat"], capture_output=True, text=True, timeout=10)
    assert done.returncode == 2 and "--cepat" in done.stderr and not done.stdout
