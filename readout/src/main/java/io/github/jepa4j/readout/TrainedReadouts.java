package io.github.jepa4j.readout;

import java.util.List;

/// What training readouts gave.
///
/// @param readouts to be kept in the model's file
/// @param reports  how well each signal is read, in the same order
public record TrainedReadouts(Readouts readouts, List<ReadoutReport> reports) {}
