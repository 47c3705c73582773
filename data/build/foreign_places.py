"""Build policytext/resources/foreign_cities.tsv: cities abroad, as the Unicode CLDR names them in Chinese.

    python data/build/foreign_places.py > policytext/resources/foreign_cities.tsv

CLDR gives the exemplar city of every time zone; all of them are taken but those of China and those
that are a whole country or research station. Babel (BSD) carries the data (Unicode licence).
"""

from __future__ import annotations

import babel
from babel import Locale

CHINA = ("Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei")


def main() -> None:
    chinese = Locale("zh", script="Hans")
    cities = {
        zone["city"]
        for name, zone in chinese.time_zones.items()
        if "city" in zone and name not in CHINA and not name.startswith(("Antarctica/", "Etc/"))
    }
    print(
        f"# Cities abroad: the exemplar city of each time zone. From CLDR as in Babel {babel.__version__} "
        "(Unicode License v3), built by data/build/foreign_places.py."
    )
    places = cities - set(chinese.territories.values())
    print(*sorted(city for city in places if len(city) > 1 and city.isalpha()), sep="\n")


if __name__ == "__main__":
    main()
