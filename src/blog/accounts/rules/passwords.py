"""What a password is at heart, once its decoration is taken off. No database, no Django."""

DECORATION = "0123456789!?.,;:*#$%&@+=~^/|\\<>()[]{}'\"`-_ "
# Letters as they are dressed up: P@ssw0rd. A 1 stands for an i or an l.
DRESSED = "@48301$57!|9"
PLAIN = (str.maketrans(DRESSED, "aabeoissti" + "ig"), str.maketrans(DRESSED, "aabeolssti" + "lg"))
# Shorter ones are found in random passwords by chance.
LEAST_LETTERS = 3


def hearts_of(password: str) -> frozenset[str]:
    """Return the words that a password may be at heart: “summer” for “$ummer2024!”.

    Digits and signs around it are taken off, and letters that are dressed up as signs are read as
    letters. Only a word of letters alone is one: a phrase with spaces has none.
    """
    lower = password.lower()
    bare = {lower.strip(DECORATION), lower.rstrip(DECORATION)}
    words = bare | {word.translate(plain) for word in bare for plain in PLAIN}
    return frozenset(word for word in words if len(word) >= LEAST_LETTERS and word.isalpha())


def names_of(*texts: str) -> frozenset[str]:
    """Return the words that a site is called by, as they would stand in a password."""
    found = set()
    for text in texts:
        parts = text.lower().replace(".", " ").replace("-", " ").split()
        found |= {"".join(filter(str.isalpha, part)) for part in (*parts, "".join(parts))}
    return frozenset(word for word in found if len(word) >= LEAST_LETTERS)
