package io.github.jepa4j.network;

/// How a transformer is told where in the picture or clip a token is from.
public enum Positions {

    /// A fixed table is added to the tokens: sines and cosines of column and row (Dosovitskiy et al., *An
    /// Image is Worth 16x16 Words*, 2021, with the table of He et al., *Masked Autoencoders*, 2022). For
    /// images only.
    SINCOS_2D,

    /// A learned table is added to the tokens. For images only.
    LEARNED,

    /// Queries and keys are turned by time, row and column, as in V-JEPA 2 (arXiv 2506.09985): the angles
    /// are laid out one after another and then repeated, so that the two members of a pair get different
    /// ones. That is no rotation and does not keep lengths, but published weights were trained so.
    ROPE_3D_V2,

    /// Queries and keys are rotated by time, row and column, as in V-JEPA 2.1: both members of a pair get
    /// the same angle, and rows and columns are rescaled to span `[0, 15]` whatever the grid.
    ROPE_3D_V2_1;

    boolean isTable() {
        return this == SINCOS_2D || this == LEARNED;
    }
}
