package org.emconverge.site;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The order of entries by their ids, numbers in them as numbers: EMD-999 before EMD-1000. */
final class SiteOrder {
    static final Comparator<String> IDS = SiteOrder::compare;

    private static final Pattern PART = Pattern.compile("\\d+|\\D+");

    private SiteOrder() {}

    private static int compare(String a, String b) {
        String[] left = PART.matcher(a).results().map(MatchResult::group).toArray(String[]::new);
        String[] right = PART.matcher(b).results().map(MatchResult::group).toArray(String[]::new);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean numbers = Character.isDigit(left[i].charAt(0)) && Character.isDigit(right[i].charAt(0));
            int order =
                    numbers ? new BigInteger(left[i]).compareTo(new BigInteger(right[i])) : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(left.length, right.length);
        return order == 0 ? a.compareTo(b) : order;
    }
}
