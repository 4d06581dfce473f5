package org.emconverge.engines.rosetta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.vecmath.Matrix3d;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.emconverge.InputException;
import org.emconverge.structure.PointGroup;
import org.emconverge.structure.Symmetry;
import org.emconverge.structure.Symmetry.Helix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetryDefinitionTest {
    private static final Point3d CENTRE = new Point3d(100, 120, 80);
    private static final Point3d MIDDLE = new Point3d(124, 127, 95);
    private static final double SAME = 1e-5;

    private static Symmetry symmetry(String group, boolean tilted) {
        Matrix3d frame = new Matrix3d();
        frame.setIdentity();
        if (tilted) {
            Matrix3d turn = new Matrix3d();
            frame.rotX(0.7);
            turn.rotY(-1.1);
            frame.mul(turn);
        }
        return Symmetry.of(PointGroup.of(group), frame, CENTRE);
    }

    /** The virtual residues of a file as matrices from their own frame into space. */
    private static Map<String, Matrix4d> virtuals(String text) {
        Map<String, Matrix4d> virtuals = new HashMap<>();
        for (String line : text.lines().filter(l -> l.startsWith("xyz ")).toList()) {
            String[] words = line.split(" +");
            Vector3d x = new Vector3d(numbers(words[2]));
            Vector3d y = new Vector3d(numbers(words[3]));
            Vector3d z = new Vector3d();
            z.cross(x, y);
            assertEquals(1, x.length(), SAME);
            assertEquals(1, y.length(), SAME);
            assertEquals(1, z.length(), SAME);
            Matrix4d frame = new Matrix4d();
            frame.setIdentity();
            double[] at = numbers(words[4]);
            for (int i = 0; i < 3; i++) {
                frame.setElement(i, 0, new double[] {x.x, x.y, x.z}[i]);
                frame.setElement(i, 1, new double[] {y.x, y.y, y.z}[i]);
                frame.setElement(i, 2, new double[] {z.x, z.y, z.z}[i]);
                frame.setElement(i, 3, at[i]);
            }
            virtuals.put(words[1], frame);
        }
        return virtuals;
    }

    private static double[] numbers(String triple) {
        return Arrays.stream(triple.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    private static Matrix4d between(Matrix4d from, Matrix4d to) {
        Matrix4d relative = new Matrix4d(from);
        relative.invert();
        relative.mul(relative, to);
        return relative;
    }

    @ParameterizedTest
    @ValueSource(strings = {"C4", "D7"})
    void filesAreThoseReviewed(String group) throws IOException {
        assertEquals(
                RosettaProtocolTest.resource("expected/" + group + ".symm"),
                SymmetryDefinition.of(symmetry(group, false), MIDDLE));
    }

    /**
     * Rosetta puts the coordinates that the first base sees into each of the other bases: that must be what the
     * operators do.
     */
    @ParameterizedTest
    @ValueSource(strings = {"C2", "C3", "C4", "C11", "D2", "D3", "D4", "D7", "T", "O", "I"})
    void subunitsStandWhereTheOperatorsPutThem(String group) {
        Symmetry symmetry = symmetry(group, true);
        Map<String, Matrix4d> virtuals = virtuals(SymmetryDefinition.of(symmetry, MIDDLE));
        List<Matrix4d> bases = virtuals.entrySet().stream()
                .filter(e -> e.getKey().endsWith("_base"))
                .map(Map.Entry::getValue)
                .toList();
        Matrix4d first = virtuals.getOrDefault("VRT0_base", virtuals.get("VRT0_0_base"));
        assertEquals(symmetry.operators().size(), bases.size());
        List<Matrix4d> left = new ArrayList<>(symmetry.operators());
        for (Matrix4d base : bases) {
            Matrix4d made = new Matrix4d(first);
            made.invert();
            made.mul(base, made);
            assertTrue(
                    left.removeIf(operator -> operator.epsilonEquals(made, 1e-4)),
                    group + ": no operator makes this subunit");
        }
        assertTrue(left.isEmpty());
    }

    /** A jump group moves as one only if its jumps are the same transformation, each in its own frame. */
    @ParameterizedTest
    @ValueSource(strings = {"C4", "D2", "D7", "T", "I"})
    void jumpsOfAGroupAreAlike(String group) {
        String text = SymmetryDefinition.of(symmetry(group, true), MIDDLE);
        Map<String, Matrix4d> virtuals = virtuals(text);
        Map<String, String[]> jumps = new HashMap<>();
        text.lines()
                .filter(l -> l.startsWith("connect_virtual "))
                .map(l -> l.split(" "))
                .forEach(w -> jumps.put(w[1], new String[] {w[2], w[3]}));
        int subunits = 0;
        Set<String> reached = new HashSet<>(Set.of("VRT"));
        for (String[] jump : jumps.values()) {
            assertTrue(virtuals.containsKey(jump[0]), jump[0]);
            subunits += jump[1].equals("SUBUNIT") ? 1 : 0;
            assertTrue(jump[1].equals("SUBUNIT") || reached.add(jump[1]), jump[1] + " hangs on two");
        }
        assertEquals(virtuals.keySet(), reached);
        assertEquals(symmetry(group, true).operators().size(), subunits);
        for (String line :
                text.lines().filter(l -> l.startsWith("set_jump_group")).toList()) {
            List<String> members = List.of(line.split(" ")).subList(2, line.split(" ").length);
            Matrix4d master = null;
            for (String member : members) {
                String[] jump = jumps.get(member);
                if (!jump[1].equals("SUBUNIT")) {
                    Matrix4d relative = between(virtuals.get(jump[0]), virtuals.get(jump[1]));
                    master = master == null ? relative : master;
                    assertTrue(relative.epsilonEquals(master, 1e-5), member);
                }
            }
        }
        for (String line : text.lines().filter(l -> l.startsWith("set_dof")).toList()) {
            assertTrue(
                    text.contains("JUMPGROUP2 " + line.split(" ")[1])
                            || text.contains("JUMPGROUP3 " + line.split(" ")[1]),
                    "the master is first");
        }
    }

    /** n self-energies and n (n - 1) / 2 pairs, with whole factors. */
    @ParameterizedTest
    @ValueSource(strings = {"C2", "C3", "C4", "D2", "D7", "T", "O", "I"})
    void everyPairCountsOnce(String group) {
        String text = SymmetryDefinition.of(symmetry(group, false), MIDDLE);
        int n = symmetry(group, false).operators().size();
        Matcher terms = Pattern.compile("(\\d+)\\*(\\(?)")
                .matcher(text.lines().skip(1).findFirst().orElseThrow());
        int selves = 0;
        int pairs = 0;
        while (terms.find()) {
            if (terms.group(2).isEmpty()) {
                selves += Integer.parseInt(terms.group(1));
            } else {
                pairs += Integer.parseInt(terms.group(1));
            }
        }
        assertEquals(n, selves);
        assertEquals(n * (n - 1) / 2, pairs);
    }

    /** The published file of TRPV1: E = 4*VRT0_base + 4*(VRT0_base:VRT1_base) + 2*(VRT0_base:VRT2_base). */
    @Test
    void theMapLeavesTheAsymmetricUnitFree() {
        String text = SymmetryDefinition.of(symmetry("C4", false), MIDDLE);
        assertTrue(
                text.startsWith(
                        "symmetry_name C4\nE = 4*VRT0_base + 4*(VRT0_base:VRT1_base) + 2*(VRT0_base:VRT2_base)\nanchor_residue COM\n"),
                text);
        assertTrue(text.contains("\nset_dof JUMP0_to_com x y z\nset_dof JUMP0_to_subunit angle_x angle_y angle_z\n"));
        assertTrue(SymmetryDefinition.of(symmetry("D7", false), MIDDLE).contains("\nset_dof JUMP0_0_to_com x y z\n"));
        Symmetry helix = Symmetry.helical(
                PointGroup.of("C1"), new Helix(30, 4), new Matrix3d(1, 0, 0, 0, 1, 0, 0, 0, 1), CENTRE, 2);
        assertThrows(InputException.class, () -> SymmetryDefinition.of(helix, MIDDLE));
    }
}
