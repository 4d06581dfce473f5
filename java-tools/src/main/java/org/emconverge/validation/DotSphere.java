package org.emconverge.validation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Dots spread evenly over the surface of a sphere by the golden angle (Swinbank and Purser 2006, Q J R Meteorol Soc
 * 132:1769), 16 to the Å² as in Probe.
 *
 * @param x offsets from the centre, Å
 */
record DotSphere(double radius, double[] x, double[] y, double[] z) {
    /** Dots per Å². */
    static final double DENSITY = 16;

    private static final Map<Double, DotSphere> CACHE = new ConcurrentHashMap<>();

    static DotSphere of(double radius) {
        return CACHE.computeIfAbsent(radius, DotSphere::make);
    }

    int size() {
        return x.length;
    }

    private static DotSphere make(double radius) {
        int n = (int) Math.round(DENSITY * 4 * Math.PI * radius * radius);
        DotSphere dots = new DotSphere(radius, new double[n], new double[n], new double[n]);
        for (int i = 0; i < n; i++) {
            double height = 1 - (2.0 * i + 1) / n;
            double across = Math.sqrt(1 - height * height);
            double angle = Math.PI * (3 - Math.sqrt(5)) * i;
            dots.x[i] = radius * across * Math.cos(angle);
            dots.y[i] = radius * across * Math.sin(angle);
            dots.z[i] = radius * height;
        }
        return dots;
    }
}
