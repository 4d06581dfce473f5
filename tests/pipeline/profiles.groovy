// The configuration of every combination of profiles: profiles.groovy FOLDER COMBINATION..., on the last line JSON of
// COMBINATION -> configuration, closures as text.
import groovy.json.JsonOutput
import java.nio.file.Path
import nextflow.config.ConfigBuilder

def plain
plain = { value ->
    value instanceof Map ? value.collectEntries { k, v -> [k.toString(), plain(v)] }
        : value instanceof Collection ? value.collect(plain) : value?.toString()
}
println(JsonOutput.toJson(args.tail().toList().collectEntries { profiles ->
    [profiles, plain(new ConfigBuilder().setShowClosures(true).setBaseDir(Path.of(args[0])).setProfile(profiles).buildConfigObject())]
}))
