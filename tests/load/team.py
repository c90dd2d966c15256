"""One team: starts a check, answers every question, now and then changes its mind, submits, reads everything again."""

import json
import random
import time

from tests.load.browser import to_path
from tests.load.ledger import Ledger

TYPED = {"land": "09", "size_class": "2"}
VALUES = ("0", "1", "2", "3", "4", "unknown", "not_applicable")
HTMX = {"HX-Request": "true"}
# Every so many: pages sent as a whole instead of question by question, questions with a note, answers given twice.
WHOLE_PAGE, NOTE, TWICE = 4, 3, 8
STEPS = {"kurz": 60, "voll": 130}


class Team:
    def __init__(self, number, browser, figures, until):
        """`until`: when the team means to be ready; it spreads its steps over the time."""
        self.browser, self.figures, self.until = browser, figures, until
        self.scope = "voll" if number % 4 == 0 else "kurz"
        self.ledger, self.random = Ledger(browser.mark), random.Random(number)
        self.steps = STEPS[self.scope]

    def run(self):
        self.start()
        address, number = self.first_page(), 0
        while address:
            number += 1
            address = self.fill(address, number)
        self.submit()
        self.read_again()
        self.figures.count("teams ready")

    @property
    def home(self):
        return f"/check/{self.ledger.assessment}/"

    def think(self):
        left, self.steps = self.until - time.monotonic(), max(self.steps - 1, 1)
        time.sleep(max(left, 0) / self.steps * self.random.uniform(0.2, 1.0))

    def get(self, address):
        self.think()
        return self.browser.get(address)

    def start(self):
        self.get("/")
        choose = f"/kommune/?umfang={self.scope}"
        page = self.get(choose).page
        typed = {**token(page), "name": f"Musterbach {self.browser.mark}", **TYPED}
        describe = to_path(self.browser.post(choose, typed).headers["Location"])
        project = {**token(self.get(describe).page), "name": f"Vorhaben {self.browser.mark}", "phase": "pilot"}
        link = to_path(self.browser.post(describe, project).headers["Location"])
        self.ledger.assessment = link.split("/")[2]
        page = self.get(link).page
        self.browser.post(link, {**token(page), "do": "saved"})

    def first_page(self):
        return next(link for link in self.get(self.home).page.links if f"{self.home}fragen/" in link)

    def fill(self, address, number):
        """Every question of the page; returns the address of the next page."""
        page = self.get(address).page
        whole = number % WHOLE_PAGE == 0
        for item, where in page.questions.items():
            self.choose(page, item)
            if not whole:
                self.save(page, item, where)
        return self.send_page(page, address)

    def choose(self, page, item):
        page.fields[f"{item}-value"] = self.random.choice(VALUES)
        noted = self.random.randrange(NOTE) == 0
        page.fields[f"{item}-note"] = f"{self.browser.mark} {self.random.randrange(10**6)} zu {item}" if noted else ""

    def save(self, page, item, where):
        """As the page does it: one question by itself, sent again until it is saved."""
        self.post_answer(page, item, where)
        if self.random.randrange(TWICE) == 0:
            self.choose(page, item)
            self.post_answer(page, item, where)

    def post_answer(self, page, item, where):
        self.think()
        self.ledger.send(item, answer_on(page, item))
        own = {name: value for name, value in page.fields.items() if name.startswith(f"{item}-")}
        reply = self.browser.post(where, {**token(page), **own}, HTMX)
        if reply.status == 200 and reply.page.saved:
            self.ledger.acknowledge(item)
            self.figures.count("answers acknowledged")
            page.fields |= reply.page.fields
        elif reply.status != 204:
            self.figures.fault(f"{where}: {reply.status} instead of a saved answer")

    def send_page(self, page, address):
        """The button at the end of the page, with everything on it."""
        self.think()
        for item in page.questions:
            if answer_on(page, item) not in self.ledger.sent[item][-1:]:
                self.ledger.send(item, answer_on(page, item))
        reply = self.browser.post(address, {**page.fields, "go": "next"})
        if reply.status != 302:
            self.figures.fault(f"{address}: {reply.status} instead of the next page")
            return None
        for item in page.questions:
            self.ledger.acknowledge(item)
        self.figures.count("answers acknowledged", len(page.questions))
        following = to_path(reply.headers["Location"])
        return following if "/fragen/" in following else None

    def submit(self):
        address = f"{self.home}abschliessen/"
        reply = self.browser.post(address, token(self.get(address).page))
        if reply.status == 302:
            self.ledger.submitted = True
            self.figures.count("checks submitted")
        else:
            self.figures.fault(f"{address}: {reply.status} instead of the result")

    def read_again(self):
        """The result, and all that was sent, as the page and as the file show it."""
        self.get(f"{self.home}ergebnis/")
        document = json.loads(self.get(f"{self.home}stand.json").text)
        for text in self.ledger.lost(read_document(document)):
            self.figures.fault(f"in the file: {text}")


def token(page):
    return {"csrfmiddlewaretoken": page.fields["csrfmiddlewaretoken"]}


def answer_on(page, item):
    return page.fields.get(f"{item}-value", ""), page.fields[f"{item}-note"]


def read_document(document):
    """{item: (value, note)} as a page would send it."""
    items = document["answers"].keys() | document["notes"].keys()
    return {item: (str(document["answers"].get(item, "")), document["notes"].get(item, "")) for item in items}
