"""The NHS style sheet is used without its licensed font, and asks no other host for anything."""

import json

import pytest

from scorecard.local import frontend
from scorecard.local.messages import SetUpError

CSS = (
    "html{font-family:Frutiger W01,arial,sans-serif}"
    "@font-face{font-family:Frutiger W01;src:url(https://assets.example/a.woff2)}"
    "a{background:url(/assets/images/nhsuk-icon-cross.svg)}"
    "@font-face {font-family:'Frutiger W01';font-weight:600;src:url(//assets.example/b.woff)}"
    "b{color:red}/*# sourceMappingURL=nhsuk.css.map */"
)


def test_the_font_is_gone_and_the_rest_is_kept():
    assert frontend.own_css(CSS) == (
        "html{font-family:arial,sans-serif}"
        "a{background:url(images/nhsuk-icon-cross.svg)}"
        "b{color:red}"
    )


@pytest.mark.parametrize(
    "rule",
    ["a{background:url(https://example.org/x.png)}", "@import 'x.css';", 'a{src:url("//x/y")}'],
)
def test_an_address_of_another_host_stops_the_build(rule):
    with pytest.raises(SetUpError, match="still asks another host"):
        frontend.own_css(rule)


def test_source_maps_are_not_promised():
    assert frontend.without_source_map("export{a};//# sourceMappingURL=x.js.map") == "export{a};"


def test_only_interface_icons_are_taken(tmp_path):
    nhsuk = tmp_path / "modules" / "nhsuk-frontend" / "dist" / "nhsuk"
    images = nhsuk / "assets" / "images"
    images.mkdir(parents=True)
    for name in ("nhsuk-icon-tick.svg", "nhsuk-icon-mask.svg", "favicon.ico", "nhsuk-icon-192.png"):
        (images / name).touch()
    (nhsuk / "nhsuk-frontend.min.css").write_text(CSS)
    (nhsuk / "nhsuk-frontend.min.js").touch()
    plotly = tmp_path / "modules" / "plotly.js-basic-dist-min"
    plotly.mkdir()
    (plotly / "plotly-basic.min.js").touch()
    (plotly / "LICENSE").touch()

    frontend.build(tmp_path / "modules", tmp_path / "vendor")

    taken = {str(f.relative_to(tmp_path / "vendor")) for f in (tmp_path / "vendor").rglob("*.*")}
    assert taken == {
        "nhsuk/nhsuk.css",
        "nhsuk/nhsuk.js",
        "nhsuk/images/nhsuk-icon-tick.svg",
        "plotly/plotly-basic.js",
    }


def test_the_built_style_sheet_names_no_font_and_no_host():
    css = (frontend.VENDOR / "nhsuk" / "nhsuk.css").read_text()
    assert "@font-face" not in css
    assert "Frutiger" not in css
    assert "http" not in css


def test_the_lock_pins_every_package_by_integrity_and_names_no_host():
    text = (frontend.ROOT / "package-lock.json").read_text()
    assert "http" not in text
    packages = json.loads(text)["packages"]
    assert all("integrity" in package for path, package in packages.items() if path)
    wanted = json.loads((frontend.ROOT / "package.json").read_text())["dependencies"]
    assert {f"node_modules/{name}" for name in wanted} <= set(packages)
