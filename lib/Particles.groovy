import java.nio.file.FileSystems
import java.nio.file.Files
import java.nio.file.InvalidPathException
import java.nio.file.Path

/** The particles of a series: where their images lie, and what RELION is told of them. */
class Particles {
    /** A number and a file, {@code 000012@Extract/a.mrcs}, which may stand in quotes. */
    private static final String IMAGE = /(?:^|\s)(["']?)\d+@(.+?)\1(?=\s|$)/
    private static final int HEADER_LINES = 5000
    /** As RELION names them. */
    private static final String SYMMETRIES = /[CD]\d+|T|O|I[1-4]?/

    /** One sentence for every mistake in what an entry gives. */
    static List<String> problems(Map meta, Map given) {
        Path star = given.particles
        if (star.fileSystem != FileSystems.default) {
            return ["Entry ${meta.id}: the particles ${star.toUri()} are not on a disk of this machine: give a path.".toString()]
        }
        Path folder = given.particles_dir
        if (folder && !Files.isDirectory(folder)) {
            return ["Entry ${meta.id}: there is no folder ${folder}: check --particles_dir.".toString()]
        }
        return given.symmetry && !(given.symmetry.toUpperCase() ==~ SYMMETRIES)
            ? [("Entry ${meta.id}: maps of particles are made with a point group (C1, C4, D7, T, O, I, I1 to I4), not with the symmetry" +
                " ${given.symmetry}: give --half1 and --half2 instead of --particles.").toString()] : []
    }

    /**
     * The folder that the names of the images begin in, where it is not given: that of the file, or the nearest above it in which the
     * first image is there; that of the file, too, where there is none.
     */
    static Path project(Path star) {
        Path folder = star.toAbsolutePath().parent
        String image = firstImage(star)
        return above(folder).find { candidate -> image && holds(candidate, image) } ?: folder
    }

    private static List<Path> above(Path folder) {
        return folder ? [folder] + above(folder.parent) : []
    }

    private static boolean holds(Path folder, String image) {
        try {
            return Files.isRegularFile(folder.resolve(image.replaceFirst(/:mrcs?$/, '')))
        }
        catch (InvalidPathException _unnameable) {
            return false
        }
    }

    /** The name of the first file of images; null where a file has none. */
    private static String firstImage(Path star) {
        return star.withReader('UTF-8') { reader ->
            for (int line = 0; line < HEADER_LINES; line++) {
                String text = reader.readLine()
                def found = text =~ IMAGE
                if (text == null || found.find()) {
                    return text == null ? null : found.group(2)
                }
            }
            return null
        }
    }

    /** Tells a file that was changed from what it was, where tasks are known by their folders' names and not their times. */
    static String stamp(Path star) {
        return "${Files.size(star)} ${Files.getLastModifiedTime(star).toMillis()}"
    }

    /** As RELION names it; C1 where none is given. */
    static String symmetry(Map given) {
        return given.symmetry ? given.symmetry.toUpperCase() : 'C1'
    }
}
