package org.emconverge.engines.phenix;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;

/**
 * Chain ids on the way to Phenix and back: cctbx long had room for two characters, and mates need ids of their own. By
 * order.
 */
final class PhenixChains {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private PhenixChains() {}

    /** The id of the chain with this index: one character, then two. */
    static String id(int index) {
        int letters = LETTERS.length();
        if (index >= letters * (letters + 1)) {
            throw new InputException(
                    "The assembly has more chains than Phenix has chain ids: refine it with Servalcat.");
        }
        String last = LETTERS.substring(index % letters, index % letters + 1);
        return index < letters ? last : LETTERS.charAt(index / letters - 1) + last;
    }

    static void rename(Structure structure) {
        List<Chain> chains = structure.getChains();
        for (int i = 0; i < chains.size(); i++) {
            String id = id(i);
            chains.get(i).setName(id);
            chains.get(i).setId(id);
            chains.get(i)
                    .getAtomGroups()
                    .forEach(group -> group.getResidueNumber().setChainName(id));
        }
    }

    /** The atom selections of the copies of {@code unit} chains each, the asymmetric unit first. */
    static List<String> selections(int unit, int copies) {
        return IntStream.range(0, copies)
                .mapToObj(copy -> IntStream.range(copy * unit, (copy + 1) * unit)
                        .mapToObj(i -> "chain '" + id(i) + "'")
                        .collect(Collectors.joining(" or ")))
                .toList();
    }
}
