package io.github.jepa4j.cli;

/// What `doctor` takes for enough; less is a warning.
///
/// @param cores  of the processor
/// @param memory of the machine, GiB
/// @param disk   free where runs are written, GiB
record DoctorSettings(int cores, double memory, double disk) {

    /// What the demo and a training of the compact configuration need, and the two cores that times are stated for.
    static final DoctorSettings DEFAULTS = new DoctorSettings(2, 4, 4);

    DoctorSettings {
        Check.that(cores >= 1, "cores", cores, "at least 1");
        Check.that(memory > 0, "memory", memory, "above 0 GiB");
        Check.that(disk > 0, "disk", disk, "above 0 GiB");
    }
}
