"""What pages show, as frozen dataclasses: a page, a file and a mail cannot disagree."""
