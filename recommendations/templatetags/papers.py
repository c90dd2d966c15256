from django import template
from django.utils.html import format_html, format_html_join

from recommendations.papers.paper import pieces
from recommendations.report.printable import clean_line

register = template.Library()
# More than an entry can hold.
LONGEST = 6_000


@register.filter
def marked(text):
    """Its gaps framed."""
    return format_html_join("", "{}", ((framed(piece),) for piece in pieces(text)))


def framed(piece):
    return format_html('<strong class="gap">{}</strong>', piece.text) if piece.is_gap else piece.text


@register.filter
def printed(text):
    """The same for paper: breakable, without signs that nobody draws."""
    return marked(clean_line(text, LONGEST))
