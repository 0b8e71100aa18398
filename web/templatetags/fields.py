from django import template

register = template.Library()

CLASSES = {
    "select": "form-select",
    "selectmultiple": "form-select",
    "checkbox": "form-check-input",
    "radioselect": "form-check-input",
    "checkboxselectmultiple": "form-check-input",
}


@register.simple_tag
def control(field, **attributes):
    """The field's widget in Parley's look; attributes as in HTML, where False leaves one out.

    Placeholders go, since the label stands above; the first wrong field takes the focus.
    """
    looks = {"class": CLASSES.get(field.widget_type, "form-control"), "placeholder": False}
    focus = {"autofocus": True} if field.errors else {}
    given = {name: value for name, value in attributes.items() if value not in ("", None)}
    return field.as_widget(attrs={**looks, **focus, **given})


@register.simple_tag
def choice(option):
    """One radio button or checkbox of a field with choices, in Parley's look."""
    option.data["attrs"]["class"] = "form-check-input"
    return option.tag()
