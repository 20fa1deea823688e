package io.github.jepa4j.cli;

/// A command that could not do its work, for a reason its user can act on: the message is shown without a
/// stack trace.
final class CommandFailure extends RuntimeException {

    CommandFailure(String message) {
        super(message);
    }
}
