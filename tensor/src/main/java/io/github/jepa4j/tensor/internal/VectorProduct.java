package io.github.jepa4j.tensor.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The product of a few rows and one panel of columns, with every sum in a register from beginning to end:
/// 8 rows by 3 vectors fill 28 of the 32 registers of AVX-512, 4 by 3 the 16 of AVX2. The compiler keeps
/// sums in registers only where each is a local variable of one method, hence the shape of this code.
///
/// Where there are fewer rows than a block has, the last row is computed again in place of each missing
/// one, and stored again over itself. Each sum runs over `k` in order, in every block: so a row's result
/// does not depend on its neighbours.
final class VectorProduct {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /// Rows computed together: as many as the registers hold.
    static final int BLOCK = L >= 16 ? 8 : 4;

    private VectorProduct() {}

    /// @param last the index of the last row, below `BLOCK`
    /// @param wide the number of vectors of the panel
    static void block(
            float[] a, int a0, int as, int last, float[] b, int b0, int depth, float[] c, int c0, int cs, int wide) {
        if (last == 0) {
            switch (wide) {
                case 3 -> FewRowsProduct.rows1By3(a, a0, b, b0, depth, c, c0);
                case 2 -> FewRowsProduct.rows1By2(a, a0, b, b0, depth, c, c0);
                default -> FewRowsProduct.rows1By1(a, a0, b, b0, depth, c, c0);
            }
        } else if (last < 4) {
            switch (wide) {
                case 3 -> FewRowsProduct.rows4By3(a, a0, as, last, b, b0, depth, c, c0, cs);
                case 2 -> FewRowsProduct.rows4By2(a, a0, as, last, b, b0, depth, c, c0, cs);
                default -> FewRowsProduct.rows4By1(a, a0, as, last, b, b0, depth, c, c0, cs);
            }
        } else {
            switch (wide) {
                case 3 -> rows8By3(a, a0, as, last, b, b0, depth, c, c0, cs);
                case 2 -> rows8By2(a, a0, as, last, b, b0, depth, c, c0, cs);
                default -> rows8By1(a, a0, as, last, b, b0, depth, c, c0, cs);
            }
        }
    }

    private static void rows8By3(
            float[] a, int a0, int as, int last, float[] b, int b0, int depth, float[] c, int c0, int cs) {
        int m1 = Math.min(1, last);
        int m2 = Math.min(2, last);
        int m3 = Math.min(3, last);
        int m4 = Math.min(4, last);
        int m5 = Math.min(5, last);
        int m6 = Math.min(6, last);
        int m7 = Math.min(7, last);
        int r0 = a0;
        int r1 = a0 + m1 * as;
        int r2 = a0 + m2 * as;
        int r3 = a0 + m3 * as;
        int r4 = a0 + m4 * as;
        int r5 = a0 + m5 * as;
        int r6 = a0 + m6 * as;
        int r7 = a0 + m7 * as;
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
        FloatVector s40 = FloatVector.zero(S);
        FloatVector s41 = FloatVector.zero(S);
        FloatVector s42 = FloatVector.zero(S);
        FloatVector s50 = FloatVector.zero(S);
        FloatVector s51 = FloatVector.zero(S);
        FloatVector s52 = FloatVector.zero(S);
        FloatVector s60 = FloatVector.zero(S);
        FloatVector s61 = FloatVector.zero(S);
        FloatVector s62 = FloatVector.zero(S);
        FloatVector s70 = FloatVector.zero(S);
        FloatVector s71 = FloatVector.zero(S);
        FloatVector s72 = FloatVector.zero(S);
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
            FloatVector f4 = FloatVector.broadcast(S, a[r4 + k]);
            s40 = f4.fma(b0v, s40);
            s41 = f4.fma(b1v, s41);
            s42 = f4.fma(b2v, s42);
            FloatVector f5 = FloatVector.broadcast(S, a[r5 + k]);
            s50 = f5.fma(b0v, s50);
            s51 = f5.fma(b1v, s51);
            s52 = f5.fma(b2v, s52);
            FloatVector f6 = FloatVector.broadcast(S, a[r6 + k]);
            s60 = f6.fma(b0v, s60);
            s61 = f6.fma(b1v, s61);
            s62 = f6.fma(b2v, s62);
            FloatVector f7 = FloatVector.broadcast(S, a[r7 + k]);
            s70 = f7.fma(b0v, s70);
            s71 = f7.fma(b1v, s71);
            s72 = f7.fma(b2v, s72);
        }
        int cr0 = c0;
        int cr1 = c0 + m1 * cs;
        int cr2 = c0 + m2 * cs;
        int cr3 = c0 + m3 * cs;
        int cr4 = c0 + m4 * cs;
        int cr5 = c0 + m5 * cs;
        int cr6 = c0 + m6 * cs;
        int cr7 = c0 + m7 * cs;
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
        s40.intoArray(c, cr4);
        s41.intoArray(c, cr4 + L);
        s42.intoArray(c, cr4 + 2 * L);
        s50.intoArray(c, cr5);
        s51.intoArray(c, cr5 + L);
        s52.intoArray(c, cr5 + 2 * L);
        s60.intoArray(c, cr6);
        s61.intoArray(c, cr6 + L);
        s62.intoArray(c, cr6 + 2 * L);
        s70.intoArray(c, cr7);
        s71.intoArray(c, cr7 + L);
        s72.intoArray(c, cr7 + 2 * L);
    }

    private static void rows8By2(
            float[] a, int a0, int as, int last, float[] b, int b0, int depth, float[] c, int c0, int cs) {
        int m1 = Math.min(1, last);
        int m2 = Math.min(2, last);
        int m3 = Math.min(3, last);
        int m4 = Math.min(4, last);
        int m5 = Math.min(5, last);
        int m6 = Math.min(6, last);
        int m7 = Math.min(7, last);
        int r0 = a0;
        int r1 = a0 + m1 * as;
        int r2 = a0 + m2 * as;
        int r3 = a0 + m3 * as;
        int r4 = a0 + m4 * as;
        int r5 = a0 + m5 * as;
        int r6 = a0 + m6 * as;
        int r7 = a0 + m7 * as;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s21 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s31 = FloatVector.zero(S);
        FloatVector s40 = FloatVector.zero(S);
        FloatVector s41 = FloatVector.zero(S);
        FloatVector s50 = FloatVector.zero(S);
        FloatVector s51 = FloatVector.zero(S);
        FloatVector s60 = FloatVector.zero(S);
        FloatVector s61 = FloatVector.zero(S);
        FloatVector s70 = FloatVector.zero(S);
        FloatVector s71 = FloatVector.zero(S);
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
            FloatVector f4 = FloatVector.broadcast(S, a[r4 + k]);
            s40 = f4.fma(b0v, s40);
            s41 = f4.fma(b1v, s41);
            FloatVector f5 = FloatVector.broadcast(S, a[r5 + k]);
            s50 = f5.fma(b0v, s50);
            s51 = f5.fma(b1v, s51);
            FloatVector f6 = FloatVector.broadcast(S, a[r6 + k]);
            s60 = f6.fma(b0v, s60);
            s61 = f6.fma(b1v, s61);
            FloatVector f7 = FloatVector.broadcast(S, a[r7 + k]);
            s70 = f7.fma(b0v, s70);
            s71 = f7.fma(b1v, s71);
        }
        int cr0 = c0;
        int cr1 = c0 + m1 * cs;
        int cr2 = c0 + m2 * cs;
        int cr3 = c0 + m3 * cs;
        int cr4 = c0 + m4 * cs;
        int cr5 = c0 + m5 * cs;
        int cr6 = c0 + m6 * cs;
        int cr7 = c0 + m7 * cs;
        s00.intoArray(c, cr0);
        s01.intoArray(c, cr0 + L);
        s10.intoArray(c, cr1);
        s11.intoArray(c, cr1 + L);
        s20.intoArray(c, cr2);
        s21.intoArray(c, cr2 + L);
        s30.intoArray(c, cr3);
        s31.intoArray(c, cr3 + L);
        s40.intoArray(c, cr4);
        s41.intoArray(c, cr4 + L);
        s50.intoArray(c, cr5);
        s51.intoArray(c, cr5 + L);
        s60.intoArray(c, cr6);
        s61.intoArray(c, cr6 + L);
        s70.intoArray(c, cr7);
        s71.intoArray(c, cr7 + L);
    }

    private static void rows8By1(
            float[] a, int a0, int as, int last, float[] b, int b0, int depth, float[] c, int c0, int cs) {
        int m1 = Math.min(1, last);
        int m2 = Math.min(2, last);
        int m3 = Math.min(3, last);
        int m4 = Math.min(4, last);
        int m5 = Math.min(5, last);
        int m6 = Math.min(6, last);
        int m7 = Math.min(7, last);
        int r0 = a0;
        int r1 = a0 + m1 * as;
        int r2 = a0 + m2 * as;
        int r3 = a0 + m3 * as;
        int r4 = a0 + m4 * as;
        int r5 = a0 + m5 * as;
        int r6 = a0 + m6 * as;
        int r7 = a0 + m7 * as;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s40 = FloatVector.zero(S);
        FloatVector s50 = FloatVector.zero(S);
        FloatVector s60 = FloatVector.zero(S);
        FloatVector s70 = FloatVector.zero(S);
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
            FloatVector f4 = FloatVector.broadcast(S, a[r4 + k]);
            s40 = f4.fma(b0v, s40);
            FloatVector f5 = FloatVector.broadcast(S, a[r5 + k]);
            s50 = f5.fma(b0v, s50);
            FloatVector f6 = FloatVector.broadcast(S, a[r6 + k]);
            s60 = f6.fma(b0v, s60);
            FloatVector f7 = FloatVector.broadcast(S, a[r7 + k]);
            s70 = f7.fma(b0v, s70);
        }
        int cr0 = c0;
        int cr1 = c0 + m1 * cs;
        int cr2 = c0 + m2 * cs;
        int cr3 = c0 + m3 * cs;
        int cr4 = c0 + m4 * cs;
        int cr5 = c0 + m5 * cs;
        int cr6 = c0 + m6 * cs;
        int cr7 = c0 + m7 * cs;
        s00.intoArray(c, cr0);
        s10.intoArray(c, cr1);
        s20.intoArray(c, cr2);
        s30.intoArray(c, cr3);
        s40.intoArray(c, cr4);
        s50.intoArray(c, cr5);
        s60.intoArray(c, cr6);
        s70.intoArray(c, cr7);
    }
}
