import java.io.File;
import java.util.List;
import nextflow.config.control.ConfigParser;
import nextflow.script.control.ScriptParser;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/**
 * Checks Nextflow files against the strict syntax; prints the errors and ends with their number. ('nextflow lint'
 * 25.04.4 fails on clean files.)
 */
public class StrictSyntax {
    private static int errors;

    public static void main(String[] files) {
        ScriptParser scripts = new ScriptParser();
        ConfigParser configs = new ConfigParser();
        List<SourceUnit> units = List.of(files).stream()
                .map(name -> name.endsWith(".nf") ? scripts.parse(new File(name)) : configs.parse(new File(name)))
                .toList();
        scripts.analyze();
        configs.analyze();
        units.forEach(StrictSyntax::report);
        System.exit(errors == 0 ? 0 : 1);
    }

    private static void report(SourceUnit unit) {
        List<? extends Message> messages = unit.getErrorCollector().getErrors();
        for (Message message : messages == null ? List.<Message>of() : messages) {
            errors++;
            String text = message instanceof SyntaxErrorMessage syntax
                    ? syntax.getCause().getMessage()
                    : message.toString();
            System.out.println(unit.getName() + ": " + text);
        }
    }
}
