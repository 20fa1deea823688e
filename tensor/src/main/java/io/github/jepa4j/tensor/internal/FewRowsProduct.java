package io.github.jepa4j.tensor.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The blocks of [VectorProduct] for the last few rows, and for machines with sixteen registers.
final class FewRowsProduct {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private FewRowsProduct() {}

    static void rows4By3(float[] a, int a0, int as, int last, float[] b, int b0, int depth, float[] c, int c0, int cs) {
        int m1 = Math.min(1, last);
        int m2 = Math.min(2, last);
        int m3 = Math.min(3, last);
        int r0 = a0;
        int r1 = a0 + m1 * as;
        int r2 = a0 + m2 * as;
        int r3 = a0 + m3 * as;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s12 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s21 = FloatVector.zero(S);
        FloatVector s22 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s31 = FloatVector.zero(S);
        FloatVector s32 = FloatVector.zero(S);
        for (int k = 0; k < depth; k++) {
            int at = b0 + k * (3 * L);
            FloatVector b0v = FloatVector.fromArray(S, b, at);
            FloatVector b1v = FloatVector.fromArray(S, b, at + L);
            FloatVector b2v = FloatVector.fromArray(S, b, at + 2 * L);
            FloatVector f0 = FloatVector.broadcast(S, a[r0 + k]);
            s00 = f0.fma(b0v, s00);
            s01 = f0.fma(b1v, s01);
            s02 = f0.fma(b2v, s02);
            FloatVector f1 = FloatVector.broadcast(S, a[r1 + k]);
            s10 = f1.fma(b0v, s10);
            s11 = f1.fma(b1v, s11);
            s12 = f1.fma(b2v, s12);
            FloatVector f2 = FloatVector.broadcast(S, a[r2 + k]);
            s20 = f2.fma(b0v, s20);
            s21 = f2.fma(b1v, s21);
            s22 = f2.fma(b2v, s22);
            FloatVector f3 = FloatVector.broadcast(S, a[r3 + k]);
            s30 = f3.fma(b0v, s30);
            s31 = f3.fma(b1v, s31);
            s32 = f3.fma(b2v, s32);
        }
        int cr0 = c0;
        int cr1 = c0 + m1 * cs;
        int cr2 = c0 + m2 * cs;
        int cr3 = c0 + m3 * cs;
        s00.intoArray(c, cr0);
        s01.intoArray(c, cr0 + L);
        s02.intoArray(c, cr0 + 2 * L);
        s10.intoArray(c, cr1);
        s11.intoArray(c, cr1 + L);
        s12.intoArray(c, cr1 + 2 * L);
        s20.intoArray(c, cr2);
        s21.intoArray(c, cr2 + L);
        s22.intoArray(c, cr2 + 2 * L);
        s30.intoArray(c, cr3);
        s31.intoArray(c, cr3 + L);
        s32.intoArray(c, cr3 + 2 * L);
    }

    static void rows1By3(float[] a, int a0, float[] b, int b0, int depth, float[] c, int c0) {
        int r0 = a0;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        for (int k = 0; k < depth; k++) {
            int at = b0 + k * (3 * L);
            FloatVector b0v = FloatVector.fromArray(S, b, at);
            FloatVector b1v = FloatVector.fromArray(S, b, at + L);
            FloatVector b2v = FloatVector.fromArray(S, b, at + 2 * L);
            FloatVector f0 = FloatVector.broadcast(S, a[r0 + k]);
            s00 = f0.fma(b0v, s00);
            s01 = f0.fma(b1v, s01);
            s02 = f0.fma(b2v, s02);
        }
        int cr0 = c0;
        s00.intoArray(c, cr0);
        s01.intoArray(c, cr0 + L);
        s02.intoArray(c, cr0 + 2 * L);
    }

    static void rows4By2(float[] a, int a0, int as, int last, float[] b, int b0, int depth, float[] c, int c0, int cs) {
        int m1 = Math.min(1, last);
        int m2 = Math.min(2, last);
        int m3 = Math.min(3, last);
        int r0 = a0;
        int r1 = a0 + m1 * as;
        int r2 = a0 + m2 * as;
        int r3 = a0 + m3 * as;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s21 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s31 = FloatVector.zero(S);
        for (int k = 0; k < depth; k++) {
            int at = b0 + k * (2 * L);
            FloatVector b0v = FloatVector.fromArray(S, b, at);
            FloatVector b1v = FloatVector.fromArray(S, b, at + L);
            FloatVector f0 = FloatVector.broadcast(S, a[r0 + k]);
            s00 = f0.fma(b0v, s00);
            s01 = f0.fma(b1v, s01);
            FloatVector f1 = FloatVector.broadcast(S, a[r1 + k]);
            s10 = f1.fma(b0v, s10);
            s11 = f1.fma(b1v, s11);
            FloatVector f2 = FloatVector.broadcast(S, a[r2 + k]);
            s20 = f2.fma(b0v, s20);
            s21 = f2.fma(b1v, s21);
            FloatVector f3 = FloatVector.broadcast(S, a[r3 + k]);
            s30 = f3.fma(b0v, s30);
            s31 = f3.fma(b1v, s31);
        }
        int cr0 = c0;
        int cr1 = c0 + m1 * cs;
        int cr2 = c0 + m2 * cs;
        int cr3 = c0 + m3 * cs;
        s00.intoArray(c, cr0);
        s01.intoArray(c, cr0 + L);
        s10.intoArray(c, cr1);
        s11.intoArray(c, cr1 + L);
        s20.intoArray(c, cr2);
        s21.intoArray(c, cr2 + L);
        s30.intoArray(c, cr3);
        s31.intoArray(c, cr3 + L);
    }

    static void rows1By2(float[] a, int a0, float[] b, int b0, int depth, float[] c, int c0) {
        int r0 = a0;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        for (int k = 0; k < depth; k++) {
            int at = b0 + k * (2 * L);
            FloatVector b0v = FloatVector.fromArray(S, b, at);
            FloatVector b1v = FloatVector.fromArray(S, b, at + L);
            FloatVector f0 = FloatVector.broadcast(S, a[r0 + k]);
            s00 = f0.fma(b0v, s00);
            s01 = f0.fma(b1v, s01);
        }
        int cr0 = c0;
        s00.intoArray(c, cr0);
        s01.intoArray(c, cr0 + L);
    }

    static void rows4By1(float[] a, int a0, int as, int last, float[] b, int b0, int depth, float[] c, int c0, int cs) {
        int m1 = Math.min(1, last);
        int m2 = Math.min(2, last);
        int m3 = Math.min(3, last);
        int r0 = a0;
        int r1 = a0 + m1 * as;
        int r2 = a0 + m2 * as;
        int r3 = a0 + m3 * as;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        for (int k = 0; k < depth; k++) {
            int at = b0 + k * (1 * L);
            FloatVector b0v = FloatVector.fromArray(S, b, at);
            FloatVector f0 = FloatVector.broadcast(S, a[r0 + k]);
            s00 = f0.fma(b0v, s00);
            FloatVector f1 = FloatVector.broadcast(S, a[r1 + k]);
            s10 = f1.fma(b0v, s10);
            FloatVector f2 = FloatVector.broadcast(S, a[r2 + k]);
            s20 = f2.fma(b0v, s20);
            FloatVector f3 = FloatVector.broadcast(S, a[r3 + k]);
            s30 = f3.fma(b0v, s30);
        }
        int cr0 = c0;
        int cr1 = c0 + m1 * cs;
        int cr2 = c0 + m2 * cs;
        int cr3 = c0 + m3 * cs;
        s00.intoArray(c, cr0);
        s10.intoArray(c, cr1);
        s20.intoArray(c, cr2);
        s30.intoArray(c, cr3);
    }

    static void rows1By1(float[] a, int a0, float[] b, int b0, int depth, float[] c, int c0) {
        int r0 = a0;
        FloatVector s00 = FloatVector.zero(S);
        for (int k = 0; k < depth; k++) {
            int at = b0 + k * (1 * L);
            FloatVector b0v = FloatVector.fromArray(S, b, at);
            FloatVector f0 = FloatVector.broadcast(S, a[r0 + k]);
            s00 = f0.fma(b0v, s00);
        }
        int cr0 = c0;
        s00.intoArray(c, cr0);
    }
}
