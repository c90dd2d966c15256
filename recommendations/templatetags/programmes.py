"""For the navigation of a municipality, which pages of assessments show too."""

from django import template

from recommendations.access import programmes_of

register = template.Library()


@register.simple_tag
def has_programmes(municipality_id):
    """Whether the municipality takes part in a programme, or took part and shared."""
    return programmes_of(municipality_id).exists()
