"""Organisations and states that are third parties in peace processes, found in the words of a source by their names.

A fixed list: nothing else is taken out of such a text, so no person's name is. That one is named says that it is named;
what it did is said by the source alone.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

BODIES: Mapping[str, str] = {
    "UN": r"UN|United Nations|UNMISS?|UNAMI[DR]|UNAMA|UNSMIL|UNITAMS|UNHCR|UNDP|UNOMIL|MONUC|MONUSCO|MINUGUA|ONUSAL|"
    r"MINURSO|ONUMOZ|UNTAC|UNPROFOR|UNMIK|UNMIL|UNOCI|MINUSMA|MINUSCA|UNOMIG|UNMOT|UNAVEM",
    "AU": r"AU|African Union|AUHIP|AMISOM|AMIS|OAU|Organi[sz]ation (?:of|for) African Unity",
    "IGAD": r"IGADD?|Inter-?[Gg]overnmental Authority (?:on|for) (?:Drought and )?Development",
    "EU": r"EU|European Union|European Community|EULEX|EUFOR",
    "OSCE": r"OSCE|CSCE|Organi[sz]ation for Security and Co-?operation in Europe",
    "ECOWAS": r"ECOWAS|ECOMOG|CEDEAO|Economic Community of West African States",
    "ECCAS": r"ECCAS|CEEAC|Economic Community of Central African States",
    "EAC": r"EAC|East African Community",
    "SADC": r"SADC|Southern African Development Community",
    "LAS": r"LAS|Arab League|League of Arab States",
    "GCC": r"GCC|Gulf Cooperation Council",
    "OIC": r"OIC|Organi[sz]ation of (?:the )?Islamic (?:Conference|Cooperation)",
    "OAS": r"OAS|Organi[sz]ation of American States",
    "NATO": r"NATO|ISAF|KFOR|SFOR|IFOR",
    "ICRC": r"ICRC|Red Cross",
    "HD": r"Cent(?:re|er) for Humanitarian Dialogue|HD Cent(?:re|er)|Henry Dunant Cent(?:re|er)",
    "VAT": r"Holy See|Vatican|Sant.?\s?Egidio|Saint Egidio|Apostolic Nuncio",
    "TROIKA": r"Troika",
    "NOR": r"Norway|Norwegian|Norges",
    "USA": r"United States|USA|U\.S\.A?\.?",
    "GBR": r"United Kingdom|UK",
    "RUS": r"Russia|Russian Federation",
    "FRA": r"France",
    "DEU": r"Germany",
    "ITA": r"Italy",
    "CHE": r"Switzerland",
    "SWE": r"Sweden",
    "TUR": r"Turkey|Türkiye",
    "QAT": r"Qatar",
    "SAU": r"Saudi Arabia",
    "IRN": r"Iran",
    "EGY": r"Egypt",
    "DZA": r"Algeria",
    "LBY": r"Libya",
    "SDN": r"(?<!South )(?<!Republic of South )Sudan",
    "ETH": r"Ethiopia",
    "KEN": r"Kenya",
    "UGA": r"Uganda",
    "TZA": r"Tanzania",
    "DJI": r"Djibouti",
    "TCD": r"Chad",
    "GAB": r"Gabon",
    "TGO": r"Togo",
    "BFA": r"Burkina Faso",
    "NGA": r"Nigeria",
    "GHA": r"Ghana",
    "ZAF": r"South Africa",
    "CHN": r"China",
    "IND": r"India",
    "MYS": r"Malaysia",
    "IDN": r"Indonesia",
    "CUB": r"Cuba",
    "MEX": r"Mexico",
    "VEN": r"Venezuela",
    "CHL": r"Chile",
}
"""Code → the names by which it is found; of states the code is ISO 3166-1's."""


def named_in(text: str | None) -> tuple[str, ...]:
    """The organisations and states of the list that a text names, in the order of the list."""
    return tuple(code for code, pattern in _patterns().items() if text and pattern.search(text))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {code: re.compile(rf"\b(?:{names})(?!\w)") for code, names in BODIES.items()}
