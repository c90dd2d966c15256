"""For the navigation of a municipality, which pages of assessments show too."""

from django import template

from recommendations.exchange_reading import count_waiting

register = template.Library()


@register.simple_tag
def waiting_requests(municipality_id):
    """How many requests of other municipalities wait for an answer."""
    return count_waiting(municipality_id)
