"""The catalogue of indicators (guides/indicators.toml). Pure."""

INDICATOR_IDS: tuple[str, ...] = ()
