import pytest
from django.conf import settings as django_settings
from hypothesis import settings

from tests.versions import forget_versions, install_versions

# The machine may be busy: how long an example takes says nothing about whether it is right.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


# What opens a database for a test, beside the mark django_db.
OPEN_A_DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "admin_client", "admin_user"}
# What is measured: the tests of the apps alone cover the pure modules and the actions. Measuring takes half as long
# again, so those are left out that spend their time in libraries: drawing and reading PDFs, copying databases.
MEASURED = ("tests/accounts/", "tests/assessments/", "tests/recommendations/")
NOT_MEASURED = {
    "tests/assessments/test_copy_database.py",
    "tests/assessments/test_metrics_files.py",
    "tests/assessments/test_survey_blind.py",
    "tests/recommendations/test_agenda.py",
    "tests/recommendations/test_blank_questionnaire.py",
    "tests/recommendations/test_clock_paper.py",
    "tests/recommendations/test_cost_paper.py",
    "tests/recommendations/test_files.py",
    "tests/recommendations/test_funder_answers.py",
    "tests/recommendations/test_paper_files.py",
    "tests/recommendations/test_release_downloads.py",
    "tests/recommendations/test_release_exports.py",
    "tests/recommendations/test_release_report.py",
    "tests/recommendations/test_report.py",
    "tests/recommendations/test_report_decision.py",
    "tests/recommendations/test_report_differences.py",
    "tests/recommendations/test_report_worker.py",
}
LEFT_OUT = pytest.StashKey[int]()


def pytest_itemcollected(item):
    """Marks what runs on PostgreSQL too, and what is measured (.ci/checks): pytest -m database, pytest -m measured."""
    if item.get_closest_marker("django_db") or OPEN_A_DATABASE.intersection(item.fixturenames):
        item.add_marker("database")
    path = item.nodeid.partition("::")[0]
    if path.startswith(MEASURED) and path not in NOT_MEASURED:
        item.add_marker("measured")


def pytest_deselected(items):
    config = items[0].config
    config.stash[LEFT_OUT] = config.stash.get(LEFT_OUT, 0) + len(items)
    # The processes of pytest-xdist collect each for itself, and it does not tell what they left out.
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    node.config.stash[LEFT_OUT] = node.workeroutput.get("left_out", 0) if hasattr(node, "workeroutput") else 0


def pytest_terminal_summary(terminalreporter, config):
    kind = django_settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    terminalreporter.write_line(f"On {kind}; left out by their marks: {config.stash.get(LEFT_OUT, 0)}.")


@pytest.fixture
def later_version(tmp_path, monkeypatch):
    """A made-up later version of the instrument beside the published one (versions.py)."""
    install_versions(tmp_path, monkeypatch)
    yield
    monkeypatch.undo()
    forget_versions()
