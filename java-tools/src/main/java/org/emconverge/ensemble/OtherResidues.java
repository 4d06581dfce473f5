package org.emconverge.ensemble;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.ensemble.AlignmentTemplate.TemplateResidue;
import org.emconverge.structure.Elements;
import org.emconverge.structure.ResidueKind;

/** What models hold beside polymers and water: ligands, sugars, ions. */
final class OtherResidues {
    private OtherResidues() {}

    /** Those of a model's first model, in the order of the file. */
    static List<Group> of(Structure structure) {
        return structure.getModel(0).stream()
                .flatMap(chain -> chain.getAtomGroups().stream())
                .filter(group -> {
                    ResidueKind kind = PolymerChain.kind(group);
                    return !PolymerChain.isPolymer(kind) && kind != ResidueKind.WATER;
                })
                .toList();
    }

    /**
     * Tells which of the template's each of these is: of those of the same component the nearest, however far it is,
     * the nearest pair first. One for which none is left is not among the keys.
     */
    static Map<Group, TemplateResidue> match(List<Group> groups, List<TemplateResidue> template) {
        record Pair(Group group, TemplateResidue residue, double distance) {}
        List<Pair> pairs = new ArrayList<>();
        for (Group group : groups) {
            Point3d middle = middle(group);
            for (TemplateResidue residue : template) {
                if (residue.group().getPDBName().equals(group.getPDBName())) {
                    pairs.add(new Pair(group, residue, middle.distance(middle(residue.group()))));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::distance));
        Map<Group, TemplateResidue> matched = new LinkedHashMap<>();
        Set<TemplateResidue> taken = new HashSet<>();
        for (Pair pair : pairs) {
            if (!matched.containsKey(pair.group) && taken.add(pair.residue)) {
                matched.put(pair.group, pair.residue);
            }
        }
        return matched;
    }

    private static Point3d middle(Group group) {
        List<Atom> atoms = group.getAtoms().stream()
                .filter(atom -> !Elements.isHydrogen(atom))
                .toList();
        Point3d middle = new Point3d();
        atoms.forEach(atom -> middle.add(atom.getCoordsAsPoint3d()));
        middle.scale(1.0 / Math.max(1, atoms.size()));
        return middle;
    }
}
