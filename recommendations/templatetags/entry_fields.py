from django import template

from recommendations.entry_forms import name_of

register = template.Library()


@register.filter
def entry_field(form, key):
    """The field of an entry in an EntriesForm: {{ form|entry_field:"path.benefit"|as_crispy_field }}."""
    return form[name_of(key)]
