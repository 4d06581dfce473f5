package org.emconverge.density;

/** Lengths whose Fourier transforms are fast: those with no prime factor but 2, 3 and 5. */
final class TransformSize {
    private static final int[] PRIMES = {2, 3, 5};

    private TransformSize() {}

    /** Whether a length, at least 1, is one of them. */
    static boolean isFast(int length) {
        int rest = length;
        for (int prime : PRIMES) {
            while (rest % prime == 0) {
                rest /= prime;
            }
        }
        return rest == 1;
    }

    /** The smallest of them that is not below {@code least}. */
    static int from(int least) {
        int length = Math.max(1, least);
        while (!isFast(length)) {
            length++;
        }
        return length;
    }

    /** The smallest even one that is not below {@code least}. */
    static int evenFrom(int least) {
        return 2 * from((least + 1) / 2);
    }
}
