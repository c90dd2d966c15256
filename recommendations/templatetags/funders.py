"""For pages that know nothing of funders, such as that of the account."""

from django import template

from recommendations.access import own_programmes

register = template.Library()


@register.inclusion_tag("_own_programmes.html", takes_context=True)
def own_programmes_section(context):
    """The programmes that the user reads as a funder; nothing for whoever has none."""
    return {"programmes": own_programmes(context["request"])}
