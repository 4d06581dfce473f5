import java.nio.file.Files
import java.nio.file.Path
import java.security.DigestInputStream
import java.security.MessageDigest
import nextflow.Global

/**
 * What a task runs, named by its checksum. Every process declares {@code ext runs: Code.of(...)} and says it in the first line of its
 * script, so that it is part of the task's key. Nextflow itself looks only at the files of bin/ that a script names, not at the jar or the
 * modules that these start, and would pass the results of another version for those of this one.
 */
class Code {
    /** The parts, and the label of the tasks that run each: where tasks run in containers, their image holds it. */
    private static final Map<String, String> LABELS = [emtools: 'tools', engines: 'engines', figures: 'tools', monomers: 'engines']
    private static final List<String> LOCAL_IMAGES = ['docker', 'podman'] // engines that know the images of this machine
    private static final List<String> ALWAYS_IN_IMAGES = ['awsbatch', 'k8s', 'google-batch', 'azurebatch'] // executors
    private static final int PATIENCE = 600 // s, for an image that must be pulled first
    private static final Map<String, String> known = [:] // checksums by what they are of: parts share images and sources

    /**
     * @param parts any of {@code emtools} (the jar), {@code engines} (the Python package and what its environment pins), {@code figures}
     *     (the same, for the pictures of the pages) and {@code monomers} (the monomer library)
     * @return one line, the same as long as none of them changes
     */
    static synchronized String of(String... parts) {
        return parts.collect { part -> "$part ${checksum(part)}" }.join(', ')
    }

    private static String checksum(String part) {
        String image = Global.session.config.process["withLabel:${LABELS[part]}".toString()]?.container
        boolean inImages = Global.session.containerConfig.enabled ||
            Global.session.config.navigate('process.executor') in ALWAYS_IN_IMAGES
        if (inImages && image) {
            return known.computeIfAbsent(image) { inContainer(image) }
        }
        return known.computeIfAbsent(part == 'figures' ? 'engines' : part) { name -> ofCheckout(name) }
    }

    private static String ofCheckout(String part) {
        switch (part) {
            case 'emtools':
                return sum([Path.of(System.getenv('EMTOOLS_JAR') ?: "${root()}/java-tools/target/emtools.jar")])
            case 'monomers':
                return System.getenv('CLIBD_MON') ? sum(library(Path.of(System.getenv('CLIBD_MON')))) : 'none'
            default:
                return sum(python())
        }
    }

    /** What tells a monomer library: its list, and what the set-up's own is made of, whose list does not name all that it holds. */
    private static List<Path> library(Path folder) {
        return [folder.resolve('list/mon_lib_list.cif'), root().resolve("containers/engines/monomers.sha256")]
    }

    private static Path root() {
        return Global.session.baseDir
    }

    /** The sources of the Python programs' package, what it reads of the checkout, and what its environment is made from. */
    private static List<Path> python() {
        List<Path> sources = Files.walk(root().resolve('engines').toRealPath()).withCloseable { found ->
            found.filter { path -> Files.isRegularFile(path) && path.fileName.toString().endsWith('.py') }.toList()
        }
        List<Path> pins = Files.list(root().resolve('containers/engines').toRealPath()).withCloseable { found ->
            found.filter { path -> path.fileName.toString().startsWith('requirements') }.toList()
        }
        return sources.toSorted() + pins.toSorted() + [root().resolve('facts.json')]
    }

    /** An image is known by its content where this machine holds it, else by its name: give a digest there. */
    private static String inContainer(String image) {
        String engine = Global.session.containerConfig.engine
        Path file = image.startsWith('/') || image.endsWith('.sif') ? Path.of(image) : null
        if (file && Files.isRegularFile(file)) {
            return sum([file])
        }
        if (!(engine in LOCAL_IMAGES) || image.contains('@sha256:')) {
            return image
        }
        List<String> inspect = [engine, 'image', 'inspect', '--format', '{{.Id}}', image]
        return Shell.said(inspect) ?: (Shell.said([engine, 'pull', '--quiet', image], PATIENCE) ? Shell.said(inspect) : null) ?: image
    }

    /** SHA-256 over the files' contents, in their order; a file that is not there counts as empty. */
    private static String sum(List<Path> files) {
        MessageDigest digest = MessageDigest.getInstance('SHA-256')
        files.findAll { file -> Files.isRegularFile(file) }.each { file ->
            new DigestInputStream(Files.newInputStream(file), digest).withCloseable { stream ->
                stream.transferTo(OutputStream.nullOutputStream())
            }
        }
        return digest.digest().encodeHex().toString()
    }
}
