/// The command line: `jepa4j demo | collect | train | evaluate | plan | report | doctor`.
@NullMarked
package io.github.jepa4j.cli;

import org.jspecify.annotations.NullMarked;
