"""Somebody who has a keyboard and no mouse."""

from dataclasses import dataclass

from playwright.sync_api import Page

MOST_STOPS = 400

# What the focus is on, in words; whether it can be seen, and that something shows it.
FOCUSED = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const box = here.getBoundingClientRect(), look = getComputedStyle(here);
  const labels = Array.from(here.labels || []).map(one => one.textContent).join(" ");
  const words = here.getAttribute("aria-label") || labels || here.innerText || here.value || "";
  return {
    words: words.replace(/\\s+/g, " ").trim(),
    onScreen: box.width > 0 && box.height > 0,
    marked: look.outlineStyle !== "none" || look.boxShadow !== "none",
    region: here.getAttribute("role") === "region",
  };
}"""


@dataclass
class Keyboard:
    """Tab, Enter, Space and letters; nothing is clicked."""

    page: Page

    def goes_on_to(self, words: str) -> None:
        """Tab by tab until the focus is on what begins with these words, and says so."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            focused = self.page.evaluate(FOCUSED)
            if focused and focused["words"].startswith(words):
                assert focused["onScreen"], f"{words!r} has the focus and is not seen."
                assert focused["marked"], f"Nothing shows that {words!r} has the focus."
                return
        raise AssertionError(f"No tab leads to {words!r} on {self.page.url}")

    def follows(self, words: str) -> None:
        """On to a link or button, and Enter."""
        self.goes_on_to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def opens(self, words: str) -> None:
        """On to what folds out, and Enter."""
        self.goes_on_to(words)
        self.page.keyboard.press("Enter")

    def types(self, label: str, text: str) -> None:
        self.goes_on_to(label)
        self.page.keyboard.type(text)

    def ticks(self, label: str) -> None:
        self.goes_on_to(label)
        self.page.keyboard.press("Space")
