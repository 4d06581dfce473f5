package org.emconverge.trend;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DiagonalMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresProblem;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.stat.descriptive.rank.Median;
import org.hipparchus.util.Pair;

/**
 * A {@link Curve} fitted to means that scatter about it by a factor (log-normally), some of them wildly: Huber's
 * M-estimator of the logarithms with a scale of its own (his Proposal 2; Huber, Robust Statistics, 1981, section 6.7),
 * by reweighted non-linear least squares.
 *
 * @param curve the fitted one
 * @param residualSd of ln(mean) about the curve, estimated so that outliers count little
 */
record CurveFit(Curve curve, double residualSd) {
    /** A residual of more than this many standard deviations is pulled in: 95 % efficient for normal errors. */
    private static final double TUNING = 1.345;
    /** The mean square of a standard normal variable that is cut at ± {@link #TUNING}. */
    private static final double CONSISTENCY = 0.71016;
    /** The median of the absolute value of a normal variable is this part of its standard deviation. */
    private static final double MAD = 0.6745;

    private static final int MOST_ROUNDS = 200;
    private static final double CONVERGED = 1e-6;
    /** Points that lie on the curve have no scatter to weigh them by. */
    private static final double NO_SCATTER = 1e-9;
    /** Fewer entries than these do not tell a floor from the curve's own bend. */
    private static final int LEAST_FOR_FLOOR = 8;
    /** Akaike's criterion has to fall by this for one more parameter. */
    private static final double BETTER = 2;

    /**
     * Fits with a floor where the entries call for one by Akaike's criterion for small samples, else without.
     *
     * @param resolutions Å, at least two different ones
     * @param means Å, all above 0
     */
    static CurveFit of(double[] resolutions, double[] means) {
        CurveFit bare = of(resolutions, means, false);
        if (means.length < LEAST_FOR_FLOOR || bare.residualSd < NO_SCATTER) {
            return bare;
        }
        CurveFit floored = of(resolutions, means, true);
        boolean better = criterion(floored, 3, means.length) < criterion(bare, 2, means.length) - BETTER;
        return better && floored.curve.rate() > 0 ? floored : bare;
    }

    /** Fits with a floor or without; what cannot be fitted with one comes back without. */
    private static CurveFit of(double[] resolutions, double[] means, boolean floored) {
        double centre = DoubleStream.of(resolutions).average().orElseThrow();
        double[] line = startingLine(resolutions, means, centre);
        if (!floored) {
            return reweighted(resolutions, means, centre, line);
        }
        double least = DoubleStream.of(means).min().orElseThrow();
        try {
            return reweighted(resolutions, means, centre, new double[] {line[0], line[1], Math.log(least / 2)});
        } catch (MathIllegalStateException e) {
            return of(resolutions, means, false);
        }
    }

    /** Fits the same form to other points, beginning from this curve. */
    CurveFit to(double[] resolutions, double[] means) {
        double centre = DoubleStream.of(resolutions).average().orElseThrow();
        double height = Math.log(curve.scale()) + curve.rate() * centre;
        return reweighted(
                resolutions,
                means,
                centre,
                curve.floor() > 0
                        ? new double[] {height, curve.rate(), Math.log(curve.floor())}
                        : new double[] {height, curve.rate()});
    }

    private static CurveFit reweighted(double[] resolutions, double[] means, double centre, double[] start) {
        double[] logarithms = DoubleStream.of(means).map(Math::log).toArray();
        double[] parameters = start;
        double[] residuals = residuals(resolutions, logarithms, centre, parameters);
        double scale = medianDeviation(residuals);
        for (int round = 0; round < MOST_ROUNDS && scale > NO_SCATTER; round++) {
            parameters = solved(resolutions, logarithms, centre, parameters, weights(residuals, scale));
            residuals = residuals(resolutions, logarithms, centre, parameters);
            double next = proposal2(residuals, scale, parameters.length);
            boolean converged = Math.abs(next - scale) <= CONVERGED * scale;
            scale = next;
            if (converged) {
                break;
            }
        }
        if (scale <= NO_SCATTER) {
            double[] even = new double[means.length];
            Arrays.fill(even, 1);
            parameters = solved(resolutions, logarithms, centre, parameters, even);
        }
        Curve curve = new Curve(
                Math.exp(parameters[0] - parameters[1] * centre),
                parameters[1],
                parameters.length > 2 ? Math.exp(parameters[2]) : 0);
        return new CurveFit(curve, scale);
    }

    /** The line of the medians of all pairs' slopes (Theil and Sen), which up to 29 % of outliers do not move far. */
    private static double[] startingLine(double[] resolutions, double[] means, double centre) {
        double[] slopes = IntStream.range(0, means.length)
                .boxed()
                .flatMapToDouble(i -> IntStream.range(i + 1, means.length)
                        .filter(j -> resolutions[i] != resolutions[j])
                        .mapToDouble(j -> Math.log(means[j] / means[i]) / (resolutions[j] - resolutions[i])))
                .toArray();
        double slope = new Median().evaluate(slopes);
        double[] heights = IntStream.range(0, means.length)
                .mapToDouble(i -> Math.log(means[i]) - slope * (resolutions[i] - centre))
                .toArray();
        return new double[] {new Median().evaluate(heights), slope};
    }

    private static double[] residuals(double[] resolutions, double[] logarithms, double centre, double[] parameters) {
        return IntStream.range(0, logarithms.length)
                .mapToDouble(i -> logarithms[i] - Math.log(value(parameters, resolutions[i] - centre)))
                .toArray();
    }

    private static double value(double[] parameters, double distance) {
        double rising = Math.exp(parameters[0] + parameters[1] * distance);
        return parameters.length > 2 ? rising + Math.exp(parameters[2]) : rising;
    }

    private static double medianDeviation(double[] residuals) {
        return new Median().evaluate(DoubleStream.of(residuals).map(Math::abs).toArray()) / MAD;
    }

    private static double[] weights(double[] residuals, double scale) {
        return DoubleStream.of(residuals)
                .map(residual -> Math.min(1, TUNING * scale / Math.max(Math.abs(residual), Double.MIN_NORMAL)))
                .toArray();
    }

    private static double proposal2(double[] residuals, double scale, int parameters) {
        double squares = DoubleStream.of(residuals)
                .map(residual -> Math.min(Math.abs(residual), TUNING * scale))
                .map(cut -> cut * cut)
                .sum();
        return Math.sqrt(squares / (CONSISTENCY * Math.max(1, residuals.length - parameters)));
    }

    private static double[] solved(
            double[] resolutions, double[] logarithms, double centre, double[] start, double[] weights) {
        MultivariateJacobianFunction model = point -> {
            double[] parameters = point.toArray();
            RealVector values = new ArrayRealVector(resolutions.length);
            RealMatrix slopes = new Array2DRowRealMatrix(resolutions.length, parameters.length);
            for (int i = 0; i < resolutions.length; i++) {
                double distance = resolutions[i] - centre;
                double value = value(parameters, distance);
                double rising = Math.exp(parameters[0] + parameters[1] * distance);
                values.setEntry(i, Math.log(value));
                slopes.setEntry(i, 0, rising / value);
                slopes.setEntry(i, 1, distance * rising / value);
                if (parameters.length > 2) {
                    slopes.setEntry(i, 2, Math.exp(parameters[2]) / value);
                }
            }
            return new Pair<>(values, slopes);
        };
        LeastSquaresProblem problem = new LeastSquaresBuilder()
                .start(start)
                .model(model)
                .target(logarithms)
                .weight(new DiagonalMatrix(weights))
                .lazyEvaluation(false)
                .maxEvaluations(1000)
                .maxIterations(1000)
                .build();
        return new LevenbergMarquardtOptimizer().optimize(problem).getPoint().toArray();
    }

    /** Akaike's information criterion, corrected for small samples; the scatter is one more parameter. */
    private static double criterion(CurveFit fit, int parameters, int entries) {
        int all = parameters + 1;
        double variance = fit.residualSd * fit.residualSd * (entries - parameters) / entries;
        return entries * Math.log(Math.max(variance, NO_SCATTER * NO_SCATTER))
                + 2.0 * all
                + 2.0 * all * (all + 1) / Math.max(1, entries - all - 1);
    }
}
