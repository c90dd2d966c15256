"""What is stored, read from the database itself, against what the teams were told."""

import json
from collections import Counter, defaultdict

MODELS = ("assessments.assessment", "assessments.project", "assessments.answer", "assessments.historyentry")


class Stored:
    """`answers`: {assessment: {item: (value, note)}}; `revisions`, `recorded`: how often each answer was changed, by
    its own count and by the history."""

    def __init__(self, dumped):
        rows = defaultdict(list)
        for row in json.loads(dumped):
            rows[row["model"]].append({"id": row["pk"], **row["fields"]})
        self.assessments = {row["id"]: row for row in rows["assessments.assessment"]}
        self.projects = {row["id"]: row["name"] for row in rows["assessments.project"]}
        self.answers, self.revisions = defaultdict(dict), {}
        for row in rows["assessments.answer"]:
            self.answers[row["assessment"]][row["item"]] = row["value"], row["note"]
            self.revisions[row["assessment"], row["item"]] = row["revision"]
        history = rows["assessments.historyentry"]
        self.recorded = Counter((row["assessment"], row["subject"]) for row in history if row["kind"] == "answer")


def read(application):
    return Stored(application.manage("dumpdata", *MODELS))


def find_wrong(stored, ledgers):
    """In words, all that is not as it was acknowledged, or that is stored in part."""
    wrong = [text for ledger in ledgers for text in compare(stored, ledger)]
    return [*wrong, *find_partly_recorded(stored)]


def find_partly_recorded(stored):
    """An answer and its entry in the history are one change: both or none."""
    keys = stored.revisions.keys() | stored.recorded.keys()
    counts = {key: (stored.revisions.get(key, 0), stored.recorded[key]) for key in keys}
    return [f"{key}: {own} changes, {recorded} recorded" for key, (own, recorded) in counts.items() if own != recorded]


def compare(stored, ledger):
    """Of one team. One that never got its check has nothing to lose."""
    if ledger.assessment is None:
        return []
    found = stored.assessments.get(ledger.assessment)
    if found is None:
        return [f"{ledger.mark}: its check is not there"]
    wrong = [*ledger.lost(stored.answers[found["id"]]), *ledger.invented(stored.answers[found["id"]])]
    if ledger.mark not in stored.projects[found["project"]]:
        wrong.append(f"{ledger.mark}: its check has the project of another")
    if ledger.submitted and not (found["submitted_at"] and found["result"]):
        wrong.append(f"{ledger.mark}: submitted, and stored as open")
    return wrong
