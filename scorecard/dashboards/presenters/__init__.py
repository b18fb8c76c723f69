"""What dashboards show, as frozen dataclasses: a page and its file cannot disagree."""
