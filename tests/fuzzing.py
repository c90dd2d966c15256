"""What the fuzz tests draw from, how often, and what an answer must never be."""

import atexit
import os
import time
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from assessments.models import (
    Answer,
    Assessment,
    Claim,
    HistoryEntry,
    Invitation,
    Membership,
    Municipality,
    Project,
    Respondent,
    Response,
    Survey,
    User,
)
from recommendations.models import (
    Contact,
    CostLine,
    Entry,
    FunderAnswer,
    FunderMembership,
    Indicator,
    Ledger,
    Listing,
    Measure,
    Participation,
    Programme,
    Reading,
    Release,
    Share,
    SharedFigures,
)

# How many examples of each form, address and so on: more than 500 cases in "make test", more than 10,000 in a night
# (tests/fuzz.py), where each answer has 2 s of processor time.
PROFILES = {"suite": 3, "nightly": 70}
PROFILE = os.environ.get("FUZZ", "suite")
EXAMPLES = PROFILES[PROFILE]
MOST_SECONDS = 2
cases = []
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=PROFILE == "suite",
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
TEAM_MODELS = (User, Membership, Invitation, Claim, Survey, Respondent, Response, HistoryEntry)
FUNDING_MODELS = (Programme, Participation, FunderMembership, FunderAnswer, Share, SharedFigures, Release, Ledger)
DECISION_MODELS = (Entry, CostLine, Indicator, Reading, Listing, Contact)
MODELS = (Municipality, Project, Assessment, Answer, Measure, *TEAM_MODELS, *FUNDING_MODELS, *DECISION_MODELS)
MOST_ANSWERS = {200, 204, 302, 303, 400, 403, 404, 405, 409, 410, 413, 422, 429}
ENGLISH = ("This field", "Enter a", "Select a valid", "Ensure this", "not a valid", "Not Found", "Bad Request")

# What breaks programs: signs that have no place in text, limits, and what means something to some layer below.
HUGE = "9" * 5_000
NASTY = st.sampled_from(
    [
        *("", " ", "\0", "\ud800", "\uffff", "\u202e", "👩‍👩‍👧", "ﷺ", "㎯" * 120, "e\u0301", "\r\nX: y", "٣"),
        *("7", "-1", "-0", "1e5", "NaN", "1.005", HUGE, f"B1.1:{HUGE}", "0001-01-01", "9999-12-31", "31.02.2025"),
        *("=1+1", "<script>alert(1)</script>", "{{7*7}}", "' OR 1=1", "%00", "../../x", "x" * 2_001, "x" * 100_000),
    ]
)
KNOWN_WORDS = (
    "0 4 unknown not_applicable B1.1 B1.1:1 K1.2 K1.2/1 K1.2/9 high open declined pilot 09 2 on renew saved mail "
    "next back true null 2027-06-30 30.06.2027 12.500,00 09162000 kurz"
)
KNOWN = st.sampled_from(KNOWN_WORDS.split())
TEXTS = NASTY | KNOWN | st.text(max_size=40)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def stored():
    """Everything that people have entered."""
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in MODELS}


@contextmanager
def case():
    """One case, counted, after which the database is as it was."""
    cases.append(1)
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def in_time():
    """Processor time, in the nightly run alone: the suite measures none."""
    begin = time.process_time()
    yield
    used = time.process_time() - begin
    assert PROFILE == "suite" or used < MOST_SECONDS, f"{used:.1f} s"


def check(ask):
    """The answer that `ask` gets, if a person can use it."""
    with in_time():
        response = ask()
    assert response.status_code in MOST_ANSWERS, response.status_code
    if "text/html" in response.get("Content-Type", ""):
        text = response.content.decode()
        assert "<script>alert(1)" not in text
        assert not [words for words in ENGLISH if words in text]
    assert "\n" not in response.get("Location", "")
    return response


@atexit.register
def tell_cases():
    """To tests/fuzz.py, which adds up what all processes tried."""
    if cases and "FUZZ_CASES" in os.environ:
        (Path(os.environ["FUZZ_CASES"]) / str(os.getpid())).write_text(str(len(cases)))
