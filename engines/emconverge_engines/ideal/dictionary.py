"""A component as a file of restraints, in the form of the CCP4 monomer library."""

from collections.abc import Iterable

import gemmi

from emconverge_engines.ideal import geometry
from emconverge_engines.ideal.components import Component, ionised
from emconverge_engines.ideal.graph import Graph

ORDERS = {1: "SINGLE", 2: "DOUBLE", 3: "TRIPLE", 4: "TRIPLE"}
RINGS_OF_SUGARS = {6: "pyranose", 5: "furanose"}
# Types of atoms (ener_lib.cif) by the number of their hydrogens: they have the sizes that contacts are judged by.
SATURATED = {"C": ("CT", "CH1", "CH2", "CH3", "CH3"), "N": ("NT", "NT1", "NT2", "NT3", "NT4")}
FLAT = {"C": ("C", "C1", "C2"), "N": ("NH0", "NH1", "NH2"), "B": ("B",)}
RING = {("C", 6): ("CR6", "CR16"), ("C", 5): ("CR5", "CR15"), ("N", 6): ("NR6", "NR16"), ("N", 5): ("NR5", "NR15")}
LINEAR = {"C": ("CSP", "CSP1"), "N": ("NSP", "NSP1")}
LENGTHS = ("value_dist_nucleus", "value_dist_nucleus_esd", "value_dist", "value_dist_esd")
BRIDGES = {"O": ("O2", "OH1", "OH2"), "S": ("S2", "SH1", "SH1")}


def document_of(components: Iterable[Component]) -> gemmi.cif.Document:
    """A file of restraints that describes components."""
    components = list(components)
    document = gemmi.cif.Document()
    table = document.add_new_block("comp_list").init_loop(
        "_chem_comp.", ["id", "three_letter_code", "name", "group", "number_atoms_all", "number_atoms_nh", "desc_level"]
    )
    for component in components:
        graph = Graph(ionised(component))
        component, name = graph.component, gemmi.cif.quote(component.name)
        heavy = sum(not graph.is_hydrogen(atom) for atom in range(len(component.atoms)))
        numbers = str(len(component.atoms)), str(heavy)
        table.add_row([name, name, name, gemmi.cif.quote(group_of(graph)), *numbers, "."])
        add_component(document.add_new_block(f"comp_{component.name}"), graph)
    return document


def group_of(graph: Graph) -> str:
    """The library's word for what a component may be linked to."""
    kind = graph.component.type
    if "PEPTIDE" in kind and "LIKE" not in kind:
        return "peptide"
    if "RNA" in kind or "DNA" in kind:
        return "RNA" if "RNA" in kind else "DNA"
    if "SACCHARIDE" in kind:
        for ring in graph.rings:
            if len(ring) in RINGS_OF_SUGARS and [graph.component.elements[atom] for atom in ring].count("O") == 1:
                return RINGS_OF_SUGARS[len(ring)]
    return "non-polymer"


def type_of(graph: Graph, atom: int) -> str:
    """The type of an atom by its element, its hydrogens and how it is bonded."""
    element, near = graph.component.elements[atom], graph.neighbours[atom]
    hydrogens = sum(map(graph.is_hydrogen, near))
    ring = next((len(ring) for ring in graph.flat_rings if atom in ring), 0)
    if graph.is_hydrogen(atom):
        return "H"
    if element == "O" and len(near) == 1:
        return "OC" if graph.component.charges[atom] < 0 else "O"
    if element == "S" and len(near) > 2:
        return "S3"
    if (element, ring) in RING:
        forms = RING[element, ring]
    elif element in LINEAR and len(near) <= 2 and any(graph.order(atom, end)[0] == 3 for end in near):
        forms = LINEAR[element]
    elif geometry.unsaturated(graph, atom) and element in FLAT:
        forms = FLAT[element]
    else:
        forms = (SATURATED | BRIDGES).get(element, (element.upper(),))
    return forms[min(hydrogens, len(forms) - 1)]


def add_component(block: gemmi.cif.Block, graph: Graph) -> None:
    """Writes the tables of a component; those without a row are not there."""
    component = graph.component
    own, ids = gemmi.cif.quote(component.name), [gemmi.cif.quote(atom) for atom in component.atoms]

    def table(category: str, names: list[str], rows: Iterable[Iterable[str]]) -> None:
        loop = None
        for row in rows:
            loop = loop or block.init_loop(f"_chem_comp_{category}.", ["comp_id", *names])
            loop.add_row([own, *row])

    def atoms(numbers: Iterable[int]) -> list[str]:
        return [ids[number] for number in numbers]

    table(
        "atom",
        ["atom_id", "type_symbol", "type_energy", "charge", "x", "y", "z"],
        (
            (
                ids[i],
                component.elements[i].upper(),
                type_of(graph, i),
                str(component.charges[i]),
                *(f"{value:.3f}" for value in component.places[i]),
            )
            for i in range(len(ids))
        ),
    )
    orders = {(first, second): (ORDERS[order], aromatic) for first, second, order, aromatic in component.bonds}
    table(
        "bond",
        ["atom_id_1", "atom_id_2", "type", "aromatic", *LENGTHS],
        (
            (
                *atoms((first, second)),
                orders[first, second][0],
                "y" if orders[first, second][1] else "n",
                f"{nucleus:.3f}",
                f"{esd:.3f}",
                f"{shown:.3f}",
                f"{esd:.3f}",
            )
            for first, second, nucleus, shown, esd in geometry.bonds(graph)
        ),
    )
    table(
        "angle",
        ["atom_id_1", "atom_id_2", "atom_id_3", "value_angle", "value_angle_esd"],
        ((*atoms(row[:3]), f"{row[3]:.2f}", f"{row[4]:.2f}") for row in geometry.angles(graph)),
    )
    table(
        "tor",
        ["id", "atom_id_1", "atom_id_2", "atom_id_3", "atom_id_4", "value_angle", "value_angle_esd", "period"],
        (
            (f"tor{number}", *atoms(turn.atoms), f"{turn.value:.1f}", f"{turn.esd:.1f}", str(turn.period))
            for number, turn in enumerate(geometry.torsions(graph), 1)
        ),
    )
    table(
        "chir",
        ["id", "atom_id_centre", "atom_id_1", "atom_id_2", "atom_id_3", "volume_sign"],
        ((f"chir{number}", *atoms(row[:4]), row[4]) for number, row in enumerate(geometry.centres(graph), 1)),
    )
    table(
        "plane_atom",
        ["plane_id", "atom_id", "dist_esd"],
        (
            (f"plan-{number}", ids[atom], f"{geometry.PLANE_ESD:.3f}")
            for number, plane in enumerate(geometry.planes(graph), 1)
            for atom in plane
        ),
    )
