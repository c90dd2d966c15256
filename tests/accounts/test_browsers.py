import pytest

from assessments.browsers import describe_browser

CASES = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox unter Windows",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0": (
        "Edge unter Windows"
    ),
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36": (
        "Chrome unter Linux"
    ),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1 Version/17.5 Safari/605.1": "Safari unter macOS",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1": "Safari unter iPhone",
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36": "Chrome unter Android",
    "Firefox": "Firefox",
    "curl/8 Linux": "unbekannter Browser unter Linux",
    "": "unbekannter Browser",
    "<script>": "unbekannter Browser",
}


@pytest.mark.parametrize(("user_agent", "text"), CASES.items())
def test_browser_in_words(user_agent, text):
    assert describe_browser(user_agent) == text


@pytest.mark.parametrize("text", CASES.values())
def test_words_are_described_as_they_are(text):
    assert describe_browser(text) == text
