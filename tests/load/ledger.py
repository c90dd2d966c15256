"""What one team sent and what it was told is saved; compared afterwards with what is stored."""

from collections import defaultdict


class Ledger:
    """`sent`: {item: [(value, note), …]} in the order in which it was sent; a repetition is no new entry.
    `acknowledged`: {item: place in `sent` of the last one that the server said was saved}."""

    def __init__(self, mark):
        self.mark, self.assessment, self.submitted = mark, None, False
        self.sent, self.acknowledged = defaultdict(list), {}

    def send(self, item, answer):
        self.sent[item].append(answer)

    def acknowledge(self, item):
        self.acknowledged[item] = len(self.sent[item]) - 1

    def lost(self, stored):
        """In words, what was acknowledged and is not in `stored`, {item: (value, note)}: neither it nor a later one."""
        wrong = []
        for item, place in self.acknowledged.items():
            if stored.get(item) not in self.sent[item][place:]:
                wrong.append(f"{self.mark} {item}: acknowledged {self.sent[item][place]}, stored {stored.get(item)}")
        return wrong

    def invented(self, stored):
        """In words, what is stored and was never sent."""
        return [
            f"{self.mark} {item}: stored {answer}, never sent"
            for item, answer in stored.items()
            if answer not in self.sent[item]
        ]
