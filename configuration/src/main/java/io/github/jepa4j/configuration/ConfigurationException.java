package io.github.jepa4j.configuration;

/// A setting that cannot be used. The message says where it stands, its dotted key, its value, what was
/// expected, and ends with a line starting "Maybe".
public final class ConfigurationException extends RuntimeException {

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }

    static ConfigurationException at(Node node, String problem, String maybe) {
        return new ConfigurationException(node.place() + ": " + problem + "\nMaybe " + maybe);
    }
}
