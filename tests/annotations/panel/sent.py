"""What the panel's pages are sent, and what they answer."""

from decimal import Decimal

ID = "0190a1b2-0000-7000-8000-000000000001"
HTMX = {"HX-Request": "true"}
FIVE = {"minimum": Decimal(1), "maximum": Decimal(5), "step": Decimal(1)}


def text(response):
    return response.content.decode()
