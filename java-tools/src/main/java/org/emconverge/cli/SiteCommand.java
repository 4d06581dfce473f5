package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.site.Site;
import org.emconverge.site.SiteSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "site",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a web site of the entries of any runs: static files that any web server, or a desktop, shows.",
            "A later call adds to it: entries that were run again become new versions, and what has not changed is left as"
                    + " it is."
        },
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} site --results results --out-dir site",
            "  ${ROOT-COMMAND-NAME} site --results results other/results --out-dir site \\",
            "      --title 'Maps of our facility' --base-url https://example.org/maps/",
            "",
            "The site, what programs read of it, and how to serve it: docs/site.md."
        })
final class SiteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Section(Section.INPUT)
    @Option(
            names = "--results",
            arity = "1..*",
            paramLabel = "FOLDER",
            description = "Results of runs; the site keeps what earlier calls gave it.")
    private List<Path> results = List.of();

    @Section(Section.INPUT)
    @Option(
            names = "--left-out",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Tables of what was left out beside those in the results: left_out.csv, failed.csv.")
    private List<Path> leftOut = List.of();

    @Section(Section.INPUT)
    @Option(
            names = "--withdrawn",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Lists of entries that EMDB has no more, beside those in the results: withdrawn.csv of"
                    + " selections. They take the place of those of earlier calls.")
    private List<Path> withdrawn = List.of();

    @Section(Section.SETTINGS)
    @Option(names = "--title", paramLabel = "TEXT", description = "Title of the site.")
    private String title;

    @Section(Section.SETTINGS)
    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Address under which it will be served: its sitemap needs it.")
    private String baseUrl;

    @Section(Section.SETTINGS)
    @Option(names = "--contact", paramLabel = "TEXT", description = "Whom to ask, for the foot of every page.")
    private String contact;

    @Section(Section.SETTINGS)
    @Option(names = "--licence", paramLabel = "TEXT", description = "Licence of the results, such as CC-BY-4.0.")
    private String licence;

    @Section(Section.SETTINGS)
    @Option(
            names = "--reports",
            paramLabel = "HOW",
            defaultValue = "copy",
            description = "What becomes of the entries' full reports: ${COMPLETION-CANDIDATES} (default: copy).")
    private SiteSettings.Reports reports;

    @Mixin
    private RendererOption figures;

    @Section(Section.OUTPUT)
    @Option(names = "--out-dir", required = true, paramLabel = "DIR", description = "Folder of the site.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        SiteSettings settings = new SiteSettings(outDir, title, baseUrl, contact, licence, reports, figures.renderer());
        List<String> words = Site.run(settings, results, leftOut, withdrawn);
        words.subList(0, words.size() - 1).forEach(spec.commandLine().getErr()::println);
        spec.commandLine().getOut().println(words.get(words.size() - 1));
        return 0;
    }
}
