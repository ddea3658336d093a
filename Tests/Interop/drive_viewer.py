"""Uses the HTML export as a person would, in Chromium without a window, from file://: search, card, quotes, filters, views, path.

drive_viewer.py FOLDER [SCREENSHOTS]    FOLDER has graph.html and the two tables; SCREENSHOTS is a folder for pictures to look at.
"""

import json
import os
import random
import re
import shutil
import sys
import time

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from expected import Expected, same

folder = os.path.abspath(sys.argv[1])
screenshots = sys.argv[2] if len(sys.argv) > 2 else None
expected = Expected(folder)


def start():
    options = Options()
    options.binary_location = shutil.which("chromium") or shutil.which("chromium-browser")
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1440,900",
                     "--force-prefers-reduced-motion", "--host-resolver-rules=MAP * ~NOTFOUND"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


browser = start()


def one(selector):
    return browser.find_element(By.CSS_SELECTOR, selector)


def every(selector):
    return browser.find_elements(By.CSS_SELECTOR, selector)


def script(text):
    return browser.execute_script("return " + text)


def until(what, holds):
    for _ in range(100):
        if holds():
            return
        time.sleep(0.05)
    sys.exit(f"{what}: did not happen; status is {one('#status').text!r}")


def status(part):
    until(f"announcing {part!r}", lambda: part in one("#status").text)


def search(text):
    one("#search").clear()
    one("#search").send_keys(text)


def picture(name):
    if screenshots:
        time.sleep(0.3)
        browser.save_screenshot(f"{screenshots}/{name}.png")


def press(text):
    next(button for button in every("button") if button.text == text).click()


def open_file(path):
    browser.get("file://" + path)
    until("drawing", lambda: script("window.viewer?.frames ?? 0") > 0)


def no_errors():
    same("console", [entry["message"] for entry in browser.get_log("browser")], [])


def check_page():
    same("requests", script("performance.getEntriesByType('resource').map(entry => entry.name)"), [])
    same("counts", re.findall(r"[\d,]*\d", one("#counts").text)[:2], [f"{len(expected.nodes):,}", f"{len(expected.edges):,}"])
    picture("whole")


def check_search_by_keyboard():
    search("data eng")
    status("result")
    one("#search").send_keys(Keys.ARROW_DOWN)
    focused = browser.switch_to.active_element
    same("first result", focused.text.splitlines()[0], "Data Engineer")
    assert script("getComputedStyle(document.activeElement).outlineStyle") != "none", "focus is not visible"
    focused.send_keys(Keys.ENTER)
    status("Data Engineer, role")
    same("heading", browser.switch_to.active_element.text, "Data Engineer")
    search("no such thing at all")
    status("0 results")


def check_card():
    search("python")
    one("#find").submit()
    status("Python, skill")
    card, node = one("#card").text, expected.nodes["skill:python"]
    assert f"named in {node['postings']} of " in card, card
    until("the hash", lambda: script("location.hash") == "#skill:python")
    askers = [source for source, relation, target in expected.edges if (relation, target) == ("requires", "skill:python")]
    assert f"asked for by ({len(askers)})".upper() in card.upper(), card
    quoted = next(details for details in every("#card details") if details.find_elements(By.TAG_NAME, "mark"))
    quoted.find_element(By.TAG_NAME, "summary").click()
    assert "python" in quoted.find_element(By.TAG_NAME, "mark").text.lower(), quoted.text
    assert quoted.find_element(By.TAG_NAME, "cite").text, "no source is cited"
    same("view", script("viewer.view"), "Around Python")
    picture("card")


def check_click_on_map():
    x, y = script("viewer.place('skill:python')")
    press("×")
    until("closing the card", lambda: not one("#card").is_displayed())
    # The card's room went to the map.
    x, y = script("viewer.place('skill:python')")
    webdriver.ActionChains(browser).move_by_offset(x, y).click().perform()
    webdriver.ActionChains(browser).move_by_offset(-x, -y).perform()
    until("choosing by click", lambda: one("#card").is_displayed() and one("#card h2").text == "Python")


def check_going_back():
    """The browser's own way back leads through what was looked at."""
    search("sql")
    one("#find").submit()
    status("SQL, skill")
    browser.back()
    until("going back", lambda: one("#card h2").text == "Python" and script("viewer.view") == "Around Python")
    browser.forward()
    until("going forth", lambda: one("#card h2").text == "SQL")


def check_views():
    one("body").send_keys(Keys.ESCAPE)
    same("view", script("viewer.view"), "")
    picture("map")
    press("Show neighbours")
    status("Around SQL")
    picture("neighbourhood")
    search("pytorch")
    one("#find").submit()
    status("PyTorch, framework")
    press("Show prerequisites")
    status("Before PyTorch")
    assert int(re.search(r"(\d+) nodes", one("#status").text)[1]) > 5
    picture("prerequisites")
    press("← Whole graph")
    same("view", script("viewer.view"), "")


def check_filters():
    box = one("#relations input[value=prerequisiteOf]")
    box.click()
    status("prerequisiteOf hidden")
    press("Show neighbours")
    status("Around PyTorch")
    fewer = int(re.search(r"(\d+) edge", one("#status").text)[1])
    same("neighbours over other relations", fewer, sum(
        "framework:pytorch" in (source, target) and relation != "prerequisiteOf" for source, relation, target in expected.edges))
    box.click()
    status("prerequisiteOf shown")
    press("← Whole graph")


def check_path():
    one("#path [name=from]").send_keys("data analyst")
    one("#path [name=to]").send_keys("machine learning engineer")
    one("#path button").click()
    status("steps: Data Analyst, ")
    way = one("#status").text.split(": ")[1].split(", ")
    same("end of the path", way[-1], "Machine Learning Engineer")
    same("steps listed", [item.text.splitlines()[0] for item in every("#card ol button")], way)
    ends = {node["label"]: id for id, node in expected.nodes.items()}
    for a, b in zip(way, way[1:]):
        assert any({source, target} == {ends[a], ends[b]} for source, _, target in expected.edges), f"{a}, {b}: no edge"
    picture("path")
    one("body").send_keys(Keys.ESCAPE)
    until("going back", lambda: script("viewer.view") == "")


def check_colours():
    before = script("getComputedStyle(document.body).backgroundColor")
    one("#theme").click()
    assert script("getComputedStyle(document.body).backgroundColor") != before
    picture("other-theme")


def names_for_readers():
    unnamed = script("[...document.querySelectorAll('button, input, canvas')].filter(e => !(e.textContent.trim() || "
                     "e.getAttribute('aria-label') || e.labels?.length)).map(e => e.outerHTML)")
    same("controls without a name", unnamed, [])


def large_page():
    """The same page with 20,000 nodes and 200,000 edges."""
    chance = random.Random(7)
    with open(f"{folder}/graph.html", encoding="utf-8") as file:
        page = file.read()
    head, rest = page.split('<script type="application/json" id="graph">')
    data, tail = rest.split("</script>", 1)
    graph = json.loads(data)
    graph["nodes"] = [[f"skill:n{i}", f"Concept number {i}", i % 5, i % 97, round(chance.gauss(0, 4000), 1), round(chance.gauss(0, 4000), 1),
                       0, []] for i in range(20_000)]
    graph["edges"] = [[chance.randrange(20_000), chance.randrange(7), chance.randrange(20_000), 0.5] for _ in range(200_000)]
    graph["quotes"] = []
    with open(f"{folder}/large.html", "w", encoding="utf-8") as file:
        file.write(head + '<script type="application/json" id="graph">' + json.dumps(graph) + "</script>" + tail)
    return f"{folder}/large.html"


def check_panning():
    started = time.time()
    open_file(large_page())
    loading = time.time() - started
    camera = script("viewer.camera")
    drawn, milliseconds = browser.execute_async_script("""
      const done = arguments[0], map = document.getElementById('map'), first = viewer.frames, start = performance.now();
      let step = 0;
      (function next() {
        const keys = ['ArrowLeft', 'ArrowUp', 'ArrowRight', '+', 'ArrowDown', '-'];
        map.dispatchEvent(new KeyboardEvent('keydown', { key: keys[step++ % keys.length] }));
        step < 90 ? requestAnimationFrame(next) : done([viewer.frames - first, performance.now() - start]);
      })();""")
    assert drawn > 0, "nothing was drawn"
    assert script("viewer.camera") != camera, "the map did not move"
    picture("large")
    search("number 123")
    status("results")
    print(f"20,000 nodes, 200,000 edges: opened in {loading:.1f} s, {drawn / milliseconds * 1000:.0f} frames a second while panning")


try:
    open_file(f"{folder}/graph.html")
    for check in (check_page, check_search_by_keyboard, check_card, check_click_on_map, check_going_back, check_views, check_filters, check_path,
                  check_colours, names_for_readers, no_errors, check_panning, no_errors):
        check()
finally:
    browser.quit()
