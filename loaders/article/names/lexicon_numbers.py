"""Lists the words for numbers, and the signs and names of currencies."""

from __future__ import annotations

from typing import Final

from loaders.article.names.lexicon import split

NUMBER_WORDS: Final[dict[str, int]] = {
    word: number
    for number, word in enumerate(
        split(
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
            "nineteen twenty"
        ),
        1,
    )
}

CURRENCIES: Final[dict[str, str]] = {
    "$": "USD",
    "us$": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "hk$": "HKD",
    "nz$": "NZD",
    "s$": "SGD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₽": "RUB",
    "₸": "KZT",
    "usd": "USD",
    "eur": "EUR",
    "gbp": "GBP",
    "cny": "CNY",
    "rmb": "CNY",
    "jpy": "JPY",
    "kzt": "KZT",
    "rub": "RUB",
    "chf": "CHF",
    "cad": "CAD",
    "aud": "AUD",
    "hkd": "HKD",
    "sgd": "SGD",
    "nzd": "NZD",
    "sek": "SEK",
    "nok": "NOK",
    "dkk": "DKK",
    "inr": "INR",
    "zar": "ZAR",
    "brl": "BRL",
    "pln": "PLN",
    "aed": "AED",
    "sar": "SAR",
    "dollar": "USD",
    "dollars": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "pound": "GBP",
    "pounds": "GBP",
    "yuan": "CNY",
    "renminbi": "CNY",
    "tenge": "KZT",
    "rouble": "RUB",
    "roubles": "RUB",
    "ruble": "RUB",
    "rubles": "RUB",
    "yen": "JPY",
    "francs": "CHF",
}

SCALES: Final[dict[str, int]] = {
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "millions": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "billions": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "trillions": 10**12,
}
