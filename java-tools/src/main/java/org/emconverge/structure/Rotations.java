package org.emconverge.structure;

import javax.vecmath.Matrix3d;
import javax.vecmath.Vector3d;

/**
 * Axis and angle of rotation matrices, exact near π too, where the antisymmetric part of the matrix vanishes (and
 * vecmath loses the axis).
 */
final class Rotations {
    private Rotations() {}

    /** Radians, 0 to π. */
    static double angle(Matrix3d r) {
        return Math.atan2(antisymmetric(r).length(), r.m00 + r.m11 + r.m22 - 1);
    }

    /** Of length 1, such that the rotation about it is by {@link #angle}; z for the identity. */
    static Vector3d axis(Matrix3d r) {
        Vector3d sines = antisymmetric(r);
        double cosine = (r.m00 + r.m11 + r.m22 - 1) / 2;
        if (cosine > 0) {
            return sines.length() < 1e-12 ? new Vector3d(0, 0, 1) : scaled(sines, 1 / sines.length());
        }
        // (R + Rᵀ) / 2 − cos I = (1 − cos) a aᵀ: its longest column is along the axis
        double[][] outer = {
            {r.m00 - cosine, (r.m01 + r.m10) / 2, (r.m02 + r.m20) / 2},
            {(r.m01 + r.m10) / 2, r.m11 - cosine, (r.m12 + r.m21) / 2},
            {(r.m02 + r.m20) / 2, (r.m12 + r.m21) / 2, r.m22 - cosine}
        };
        int longest = outer[0][0] >= outer[1][1] && outer[0][0] >= outer[2][2] ? 0 : outer[1][1] >= outer[2][2] ? 1 : 2;
        Vector3d axis = new Vector3d(outer[longest]);
        return scaled(axis, (axis.dot(sines) < 0 ? -1 : 1) / axis.length());
    }

    /** Radians by which two rotations differ. */
    static double difference(Matrix3d a, Matrix3d b) {
        Matrix3d between = new Matrix3d();
        between.mulTransposeLeft(a, b);
        return angle(between);
    }

    /** Twice the sine times the axis. */
    private static Vector3d antisymmetric(Matrix3d r) {
        return new Vector3d(r.m21 - r.m12, r.m02 - r.m20, r.m10 - r.m01);
    }

    private static Vector3d scaled(Vector3d v, double factor) {
        v.scale(factor);
        return v;
    }
}
