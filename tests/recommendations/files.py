"""The example as a stored check, its downloads, and uploads of a changed one."""

import json
from datetime import date
from io import BytesIO

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.actions import renew_link
from recommendations import actions
from recommendations.document import document_data
from recommendations.example import current_document, earlier_document
from tests.cast import ANNA, open_link

TODAY = date(2026, 3, 2)
DOCUMENT = current_document(TODAY)


def load_story(client):
    example = actions.load_example(earlier=earlier_document(TODAY), current=DOCUMENT)
    open_link(client, renew_link(assessment=example, editor=ANNA))
    return example


def download(client, name, assessment):
    return client.get(reverse(name, args=[assessment.pk]))


def upload(client, content, name="stand.json"):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(reverse("upload"), {"file": SimpleUploadedFile(name, content)})


def changed(**values):
    return json.dumps({**document_data(DOCUMENT), **values})


def with_views():
    views = {
        "opened": "2026-02-20",
        "respondents": {"it": 1, "treasury": 1},
        "items": {"K1.2": {"it": {"0": 1}, "treasury": {"4": 1}}},
    }
    return changed(views=views, reasons={"K1.2": "=Vermerk"}, dissents={"K1.2": "IT: 0"})


def sheets(client, assessment):
    content = download(client, "download_xlsx", assessment).content
    return openpyxl.load_workbook(BytesIO(content))
