import shutil
import subprocess
import sys
import zipfile

import gemmi
import pytest
from conftest import ROOT

PROGRAM = ROOT / "containers" / "engines" / "monomer_library.py"
TABLE = "# a comment\ntype,element,hb_type,vdw_radius,vdwh_radius,ion_radius\nCH3,C,N,1.9,2.1,\nOH1,O,B,1.4,1.5,1.3\n"


def assemble(*wheels_and_dest):
    return subprocess.run([sys.executable, str(PROGRAM), *map(str, wheels_and_dest)], capture_output=True, text=True)


@pytest.fixture
def wheel(tmp_path):
    path = tmp_path / "torchref.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("torchref/data/monomer_library/a/ALA.cif", "data_comp_ALA\n")
        archive.writestr("torchref/data/monomer_library/list/mon_lib_list.cif", "data_lib\n")
        archive.writestr("torchref/data/ener_lib_atoms.csv", TABLE)
        archive.writestr("torchref/other.py", "")
    return path


def test_the_library_is_whole(wheel, tmp_path):
    dest = tmp_path / "deep" / "monlib"
    assert assemble(wheel, dest).returncode == 0
    assert sorted(str(path.relative_to(dest)) for path in dest.rglob("*.cif")) == [
        "a/ALA.cif",
        "ener_lib.cif",
        "list/mon_lib_list.cif",
    ]
    table = (
        gemmi.cif.read(str(dest / "ener_lib.cif")).sole_block().find("_lib_atom.", ["type", "vdw_radius", "ion_radius"])
    )
    assert [list(row) for row in table] == [["CH3", "1.9", "."], ["OH1", "1.4", "1.3"]]


def test_a_second_wheel_adds_what_the_first_lacks(wheel, tmp_path):
    more, dest = tmp_path / "coot.whl", tmp_path / "monlib"
    folder = "coot_headless_api/share/coot/lib/data/monomers/"
    with zipfile.ZipFile(more, "w") as archive:
        archive.writestr(folder + "a/ALA.cif", "data_comp_other\n")
        archive.writestr(folder + "a/ATP.cif", "data_comp_ATP\n")
        archive.writestr(folder + "ener_lib.cif", "data_other\n")
        archive.writestr("coot_headless_api/a/XYZ.cif", "")
    assert assemble(wheel, more, dest).returncode == 0
    assert (dest / "a" / "ALA.cif").read_text() == "data_comp_ALA\n"
    assert (dest / "a" / "ATP.cif").read_text() == "data_comp_ATP\n"
    assert "_lib_atom.type" in (dest / "ener_lib.cif").read_text() and not list(dest.rglob("XYZ.cif"))
    with zipfile.ZipFile(more, "w") as archive:
        archive.writestr("other.txt", "")
    assert assemble(wheel, more, tmp_path / "again").returncode == 1 and not (tmp_path / "again").exists()


def test_twice_is_once(wheel, tmp_path):
    dest = tmp_path / "monlib"
    assert assemble(wheel, dest).returncode == 0 and assemble(wheel, dest).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["monlib", "torchref.whl"]


def test_a_half_made_library_is_replaced(wheel, tmp_path):
    (tmp_path / "monlib" / "a").mkdir(parents=True)
    assert assemble(wheel, tmp_path / "monlib").returncode == 0
    assert (tmp_path / "monlib" / "ener_lib.cif").is_file()


def check(root, library):
    """What the set-up says of a library, by the checksum that a checkout names."""
    script = 'ROOT=$1; source "$ROOT/setup/components.sh"; check_monomers "$2"'
    return subprocess.run(["bash", "-c", script, "check", root, library], capture_output=True, text=True)


def test_a_library_that_differs_by_one_byte_is_refused(wheel, tmp_path):
    library, root = tmp_path / "library", tmp_path / "checkout"
    assert assemble(wheel, library).returncode == 0
    shutil.copytree(ROOT / "setup", root / "setup")
    named = root / "containers" / "engines" / "monomers.sha256"
    named.parent.mkdir(parents=True)
    named.write_text(64 * "0")
    refused = check(root, library)
    assert refused.returncode == 1 and "is not the one that" in refused.stdout
    named.write_text(refused.stdout.split()[-1])
    assert check(root, library).returncode == 0
    with (library / "a" / "ALA.cif").open("a") as stream:
        stream.write("\n")
    assert check(root, library).returncode == 1


@pytest.mark.parametrize("content", [b"not a wheel", None])
def test_what_is_no_wheel_leaves_nothing(tmp_path, content):
    path = tmp_path / "bad.whl"
    if content:
        path.write_bytes(content)
    done = assemble(path, tmp_path / "monlib")
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1 and not (tmp_path / "monlib").exists()
