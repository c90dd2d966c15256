"""What is answered on a page of questions: by the team for the assessment, or by one respondent."""

from functools import cached_property

from django.urls import reverse

from assessments.actions import AssessmentSubmitted, check_answering, save_answer, save_response
from assessments.forms import AnswerForm, editor_text
from assessments.instrument import load_instrument
from assessments.models import Response
from assessments.progress import all_pages, find_page


class Sheet:
    """The questions of one who answers, with the addresses that belong to them.

    `answered` is the assessment or the respondent; `pages`: all that are asked; `read_only`: the answers are shown
    without fields. A subclass says these, where answers come from and go to, and names its URLs.
    """

    respondent = None

    def __init__(self, answered, assessment):
        self.answered, self.assessment = answered, assessment

    @property
    def home(self):
        return reverse(self.home_url, args=[self.answered.pk])

    def page_address(self, page):
        return reverse(self.page_url, args=[self.answered.pk, page.part.id, page.number])

    def find_page(self, part, number):
        """None where there is no such page."""
        return next((page for page in self.pages if (page.part.id, page.number) == (part, number)), None)

    def page_of(self, item_id):
        """The page that asks the item; None where it is not asked."""
        return find_page(self.pages, item_id)

    def beside(self, page, step):
        """The address of the page `step` pages on; None past either end."""
        place = page.position - 1 + step
        return self.page_address(self.pages[place]) if 0 <= place < len(self.pages) else None

    def form(self, item, stored=None, data=None):
        form = AnswerForm(item, stored, data)
        form.address = reverse(self.answer_url, args=[self.answered.pk, item.id])
        return form

    def load(self, items):
        """A form for each item, with the answer as stored."""
        stored = self.stored([item.id for item in items])
        return [self.form(item, stored.get(item.id)) for item in items]


class AssessmentSheet(Sheet):
    home_url, page_url, answer_url = "overview", "questions", "answer"

    def __init__(self, assessment, editor):
        self.instrument, self.editor = load_instrument(assessment.instrument), editor
        super().__init__(assessment, assessment)

    @cached_property
    def pages(self):
        return all_pages(self.instrument, self.assessment.is_quick)

    @property
    def read_only(self):
        return self.assessment.is_submitted or not self.assessment.rights.may_edit

    def check_open(self):
        """Raises AssessmentSubmitted."""
        if self.assessment.is_submitted:
            raise AssessmentSubmitted

    def takes(self, item_id):
        """Whether an answer to the item can be stored: also one that the quick check does not ask."""
        return self.instrument.has_item(item_id)

    def stored(self, item_ids):
        return {row.item: row for row in self.assessment.answers.filter(item__in=item_ids)}

    def save(self, **fields):
        return save_answer(assessment=self.assessment, editor=self.editor, **fields)

    def changed_by(self, row):
        return editor_text(row, self.editor)


class RespondentSheet(Sheet):
    """Of one respondent alone. What was answered before the link was renewed is kept and not shown: whoever made the
    new link could have opened it."""

    home_url, page_url, answer_url = "respondent", "respondent_questions", "respondent_answer"

    def __init__(self, respondent):
        self.respondent, assessment = respondent, respondent.survey.assessment
        self.instrument = load_instrument(assessment.instrument)
        super().__init__(respondent, assessment)

    @cached_property
    def pages(self):
        return all_pages(self.instrument, self.assessment.is_quick, self.respondent.parts)

    @property
    def read_only(self):
        return self.respondent.survey.is_closed or self.respondent.finished_at is not None

    def check_open(self):
        """Raises SurveyClosed, ResponseFinished."""
        check_answering(self.respondent)

    def takes(self, item_id):
        return self.page_of(item_id) is not None

    def stored(self, item_ids):
        rows = self.respondent.responses.filter(item__in=item_ids)
        return {row.item: hidden_response(row.item) if self.respondent.hides(row) else row for row in rows}

    def save(self, **fields):
        return save_response(respondent=self.respondent, **fields)

    def changed_by(self, row):
        return "Sie selbst haben sie in einem anderen Fenster"


def hidden_response(item_id):
    """Stands for a response that is there and is not shown."""
    row = Response(item=item_id, revision=0)
    row.is_hidden = True
    return row
