package org.emconverge.density;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.emconverge.Csv;
import org.emconverge.InputException;

/**
 * Electron scattering factors of neutral atoms as five Gaussians, f(s) = Σ aᵢ exp(−bᵢ s²), s = sin θ / λ = q / 2 up to
 * 2 Å⁻¹, and the density they give. Coefficients: Peng, Ren, Dudarev &amp; Whelan, Acta Cryst. A52, 257 (1996), as
 * International Tables for Crystallography C, table 4.3.2.2. f is in Å; the density, its Fourier transform, is in Å per
 * Å³.
 */
public final class ElectronScattering {
    private static final String RESOURCE = "electron-scattering.csv";
    private static final int GAUSSIANS = 5;
    private static final Map<String, ElectronScattering> ELEMENTS = read();

    private final int atomicNumber;
    private final double[] a;
    private final double[] b;

    private ElectronScattering(int atomicNumber, double[] a, double[] b) {
        this.atomicNumber = atomicNumber;
        this.a = a;
        this.b = b;
    }

    /**
     * @param element symbol, in capitals: hydrogen (H or D) to californium
     * @throws InputException for anything else: no other atom stands in for one that is not known
     */
    public static ElectronScattering of(String element) {
        ElectronScattering found = ELEMENTS.get(element);
        if (found == null) {
            throw new InputException("There are no electron scattering factors for the element \"" + element
                    + "\": correct its symbol, or remove its atoms.");
        }
        return found;
    }

    private static Map<String, ElectronScattering> read() {
        Map<String, ElectronScattering> elements = new HashMap<>();
        for (Csv.Row row : Csv.resource(ElectronScattering.class, RESOURCE).rows()) {
            elements.put(
                    row.text("element"),
                    new ElectronScattering(elements.size() + 1, numbers(row, "a"), numbers(row, "b")));
        }
        elements.put("D", elements.get("H"));
        return Map.copyOf(elements);
    }

    private static double[] numbers(Csv.Row row, String name) {
        return IntStream.rangeClosed(1, GAUSSIANS)
                .mapToDouble(i -> row.number(name + i))
                .toArray();
    }

    int atomicNumber() {
        return atomicNumber;
    }

    /** Amplitudes aᵢ, Å; length 5. Not to be changed. */
    double[] amplitudes() {
        return a;
    }

    /** Widths bᵢ, Å²; length 5. Not to be changed. */
    double[] widths() {
        return b;
    }

    /**
     * The scattering factor with an isotropic B factor.
     *
     * @param q spatial frequency, Å⁻¹, 0 to 4
     * @param bFactor Å², not negative
     * @return Å
     */
    public double factor(double q, double bFactor) {
        double s2 = q * q / 4;
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * Math.exp(-(b[i] + bFactor) * s2);
        }
        return sum;
    }

    /**
     * The density: Σ aᵢ (4π / (bᵢ + B))^{3/2} exp(−4π² r² / (bᵢ + B)), the transform of {@link #factor}.
     *
     * @param r2 squared distance from the atom, Å²
     * @param bFactor Å², not negative
     * @return Å⁻²
     */
    public double density(double r2, double bFactor) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double width = b[i] + bFactor;
            double scale = 4 * Math.PI / width;
            sum += a[i] * scale * Math.sqrt(scale) * Math.exp(-Math.PI * scale * r2);
        }
        return sum;
    }
}
