"""What stands in the panel."""


def scored(page, name):
    """The question of that name."""
    return page.locator(".score", has=page.get_by_text(name, exact=True))


def tags(page):
    return page.locator("#tags .tag .cut")
