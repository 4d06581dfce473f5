package org.emconverge.register;

import java.util.List;

/**
 * What {@code register.json} holds, its names in snake case.
 *
 * @param resolution Å
 * @param residues number of them that were looked at
 * @param stretches that fit better elsewhere along the chain, the most probable first; they may overlap
 */
public record RegisterReport(double resolution, int residues, List<Stretch> stretches) {
    static RegisterReport of(Register register, double resolution) {
        return new RegisterReport(resolution, register.places().size(), Stretches.of(register));
    }
}
