"""What an attack found, line by line, and whether it found anything."""

import sys


class Findings:
    """Prints each try as it is made."""

    def __init__(self) -> None:
        self.found = 0

    def expect(self, what: str, holds: bool, seen: object = "") -> None:
        """Note one try: `holds` is whether the product kept its promise."""
        self.found += not holds
        print("held " if holds else "FOUND", what, f"({seen})" if seen != "" else "", flush=True)

    def end(self) -> None:
        """Leave, with 1 where anything was found."""
        print(f"{self.found} found")
        sys.exit(bool(self.found))
