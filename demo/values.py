"""The values that a scenario's facts hold, and how each language writes them."""

from dataclasses import dataclass
from datetime import date, time

WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "tr": "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
    "ja": "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
LONG_DAY = {
    "en": "{weekday} {day} {month}",
    "de": "{weekday}, {day}. {month}",
    "es": "{weekday} {day} de {month}",
    "tr": "{day} {month} {weekday}",
    "ja": "{number}月{day}日（{weekday}）",
    "ar": "{weekday} {day} {month}",
}
SHORT_DAY = {
    "en": "{day} {month}",
    "de": "{day}. {month}",
    "es": "{day} de {month}",
    "tr": "{day} {month}",
    "ja": "{number}月{day}日",
    "ar": "{day} {month}",
}
SYMBOLS = {"GBP": "£", "USD": "$", "EUR": "€", "TRY": "TL", "JPY": "円", "AED": "درهم"}


@dataclass(frozen=True)
class Money:
    """An amount, in hundredths of its currency."""

    cents: int
    currency: str

    def raw(self):
        return self.cents // 100 if self.currency == "JPY" else self.cents / 100

    def written(self, language):
        symbol = SYMBOLS[self.currency]
        if self.currency == "JPY":
            return f"{self.cents // 100:,}{symbol}"
        digits = f"{self.cents / 100:,.2f}"
        if language == "en":
            return symbol + digits.removesuffix(".00")
        if language in ("de", "es", "tr"):
            digits = digits.translate(str.maketrans(",.", ".,"))
        return f"{digits} {symbol}"


@dataclass(frozen=True)
class Day:
    """A calendar day."""

    date: date

    def raw(self):
        return self.date.isoformat()

    def written(self, language, pattern=LONG_DAY):
        months = MONTHS.get(language)
        return pattern[language].format(
            weekday=self.weekday(language),
            day=self.date.day,
            month=months.split()[self.date.month - 1] if months else "",
            number=self.date.month,
        )

    def short(self, language):
        return self.written(language, SHORT_DAY)

    def weekday(self, language):
        return WEEKDAYS[language].split()[self.date.weekday()]


@dataclass(frozen=True)
class Clock:
    """A time of day, to the minute."""

    time: time

    def raw(self):
        return self.time.strftime("%H:%M")

    def written(self, language):
        if language == "de":
            return f"{self.raw()} Uhr"
        if language == "tr":
            return self.raw().replace(":", ".")
        if language != "en":
            return self.raw()
        hour = self.time.hour % 12 or 12
        minutes = f":{self.time.minute:02}" if self.time.minute else ""
        return f"{hour}{minutes} {'am' if self.time.hour < 12 else 'pm'}"


def written(value, language, form=""):
    """The value as a person of that language writes it; form is what follows the dot in a slot."""
    if form == "raw":
        return str(raw(value))
    if form == "spoken":
        return " ".join(str(value))
    if form == "last4":
        return str(value)[-4:]
    if form:
        return getattr(value, form)(language)
    return str(value) if isinstance(value, (str, int)) else value.written(language)


def raw(value):
    """The value as a program sends it: an ISO day, a number, a plain string."""
    return value if isinstance(value, (str, int, float, bool)) else value.raw()
