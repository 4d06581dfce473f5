"""The files by which others judge a project: NOTICE, CITATION.cff, CHANGELOG.md, the links between documents."""

import gzip
import json
import re
import zipfile

import jsonschema
import pytest
import yaml
from conftest import ROOT, TOOLS, components, files

NOTICE = (ROOT / "NOTICE").read_text()
VERSION = (ROOT / "VERSION").read_text().strip()


def is_named(name, text=None):
    """A name counts only as a whole: 'vega' does not stand in 'vega-lite'."""
    return re.search(rf"(?<![\w/.-]){re.escape(name)}(?![\w/-])", text or NOTICE) is not None


def test_notice_names_the_libraries_of_the_jar(tmp_path):
    """Of Maven's own list of what is resolved for the runtime, which the jar carries whole."""
    listed = tmp_path / "libraries"
    status, text = components("java_tools", "dependency:list", "-DincludeScope=runtime", f"-DoutputFile={listed}")
    assert status == 0, text
    libraries = re.findall(r"^\s+([\w.-]+):([\w.-]+):jar:", listed.read_text(), re.M)
    assert ("org.biojava", "biojava-structure") in libraries
    lines = NOTICE.splitlines()
    missing = [
        f"{group}:{name}"
        for group, name in libraries
        if not any(f"{group}:" in line and is_named(name, line) for line in lines)
    ]
    assert missing == [], "NOTICE lacks them"


def test_notice_names_the_libraries_of_the_pages():
    """Of the heads of the bundles in the jar: 'name version, name version:' before the text of each licence."""
    _, jar = components("jar_file")
    packages = set()
    with zipfile.ZipFile(jar.strip()) as archive:
        bundles = [name for name in archive.namelist() if re.search(r"/page/\w+\.js\.gz$", name)]
        for bundle in bundles:
            head = gzip.decompress(archive.read(bundle)).decode().split("*/\n", 1)[0]
            for line in re.findall(r"^((?:@?[\w./-]+ \d+\.\d+\.\d+\S*(?:, )?)+):$", head, re.M):
                packages |= {package.rsplit(" ", 1)[0] for package in line.split(", ")}
    assert len(bundles) == 2 and {"molstar", "vega", "vega-lite"} <= packages
    assert sorted(package for package in packages if not is_named(package)) == [], "NOTICE lacks them"


def test_citation_is_valid():
    """By the schema of the Citation File Format 1.2.0."""
    schema = json.loads((TOOLS / "cffconvert" / "schemas" / "1.2.0" / "schema.json").read_text())
    # dates stay text, as the schema wants them
    citation = yaml.load((ROOT / "CITATION.cff").read_text(), Loader=yaml.BaseLoader)
    assert [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(citation)] == []
    assert not jsonschema.Draft7Validator(schema).is_valid({**citation, "authors": []})
    assert citation["version"] == VERSION and citation["license"] == "Apache-2.0"


def test_the_changelog_has_this_version():
    headings = re.findall(r"^## \[(.+?)\](?: - .+)?$", (ROOT / "CHANGELOG.md").read_text(), re.M)
    assert VERSION in headings and len(headings) == len(set(headings))


def anchors(text):
    """The names by which a page's headings can be linked: lower case, blanks as dashes, other signs left out."""
    headings = re.findall(r"^#+ +(.*)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", files("*.md"))
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text()
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)):
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = (ROOT / page).parent / path if path else ROOT / page
        if not target.exists() or (anchor and anchor not in anchors(target.read_text())):
            broken.append(link)
    assert broken == []


def test_one_size_is_told_of_one_download():
    """The documents name the sizes of the table from which the set-up tells them."""
    rows = [line.split("\t") for line in (ROOT / "setup" / "sizes.tsv").read_text().splitlines() if "\t" in line]
    size = {name: int(stays) for name, stays, _, _ in rows[1:]}
    assert all(int(most) >= int(stays) for _, stays, most, _ in rows[1:])
    usage = (ROOT / "docs" / "usage.md").read_text()
    assert re.search(r"OpenMM, PDBFixer, Servalcat and gemmi \(about (\d+) MB", usage)[1] == str(size["engines"])
    assert re.search(r"by one from PyPI, (\d+) MB", usage)[1] == str(size["node"])
    whole = re.search(
        r"The set-up \(about (\d+) MB, (\d+) of them Python's, once; the tests add (\d+)\)",
        (ROOT / "README.md").read_text(),
    )
    of_a_run = sum(size[name] for name in ("engines", "monomers", "nextflow", "page", "jar"))
    of_tests = sum(size[name] for name in ("tests", "browser", "object_store"))
    assert int(whole[2]) == size["engines"]
    assert abs(int(whole[1]) - of_a_run) <= 10 and abs(int(whole[3]) - of_tests) <= 10
    assert not re.search(r"\d+ MB", (ROOT / "setup" / "components.sh").read_text()), (
        "sizes stand in setup/sizes.tsv alone"
    )
