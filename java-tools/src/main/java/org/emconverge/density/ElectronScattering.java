package org.emconverge.density;

import java.util.Map;
import org.emconverge.InputException;

/**
 * Electron scattering factors of neutral atoms as five Gaussians, f(s) = Σ aᵢ exp(−bᵢ s²), s = sin θ / λ = q / 2 up to 2 Å⁻¹, and the
 * density they give. Coefficients: Peng, Ren, Dudarev &amp; Whelan, Acta Cryst. A52, 257 (1996), as International Tables for
 * Crystallography C, table 4.3.2.2. f is in Å; the density, its Fourier transform, is in Å per Å³.
 */
public final class ElectronScattering {
    private static final Map<String, ElectronScattering> ELEMENTS = Map.of(
            "H", new ElectronScattering(new double[] {0.0349, 0.1201, 0.1970, 0.0573, 0.1195},
                    new double[] {0.5347, 3.5867, 12.3471, 18.9525, 38.6269}),
            "C", new ElectronScattering(new double[] {0.0893, 0.2563, 0.7570, 1.0487, 0.3575},
                    new double[] {0.2465, 1.7100, 6.4094, 18.6113, 50.2523}),
            "N", new ElectronScattering(new double[] {0.1022, 0.3219, 0.7982, 0.8197, 0.1715},
                    new double[] {0.2451, 1.7481, 6.1925, 17.3894, 48.1431}),
            "O", new ElectronScattering(new double[] {0.0974, 0.2921, 0.6910, 0.6990, 0.2039},
                    new double[] {0.2067, 1.3815, 4.6943, 12.7105, 32.4726}),
            "S", new ElectronScattering(new double[] {0.2497, 0.5628, 1.3899, 2.1865, 0.7715},
                    new double[] {0.2681, 1.6711, 7.0267, 19.5377, 50.3888}));

    private final double[] a;
    private final double[] b;

    private ElectronScattering(double[] a, double[] b) {
        this.a = a;
        this.b = b;
    }

    /**
     * @param element symbol, in capitals: H, C, N, O or S
     * @throws InputException for any other element
     */
    public static ElectronScattering of(String element) {
        ElectronScattering found = ELEMENTS.get(element);
        if (found == null) {
            throw new InputException("There are no scattering factors for element \"" + element + "\": remove its atoms.");
        }
        return found;
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
