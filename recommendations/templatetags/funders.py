"""For pages that know nothing of funders, such as that of the account."""

from django import template

from recommendations import access

register = template.Library()


@register.simple_tag(takes_context=True)
def own_programmes(context):
    """The programmes that the user reads as a funder, by name."""
    return access.own_programmes(context["request"]).by_name()
