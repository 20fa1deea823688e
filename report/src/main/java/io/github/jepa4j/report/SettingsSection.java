package io.github.jepa4j.report;

/// Every setting of the run, folded away until it is asked for.
final class SettingsSection {

    private SettingsSection() {}

    static void append(StringBuilder page, String settings) {
        if (settings.isBlank()) {
            return;
        }
        page.append("<section>\n<details><summary>Every setting</summary>\n<pre class=\"settings\">")
                .append(Text.escape(settings))
                .append("</pre></details>\n</section>\n");
    }
}
